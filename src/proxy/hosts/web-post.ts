/**
 * Posting to storage with web streams and `fetch`: on workerd, and in tests that call the application without a server.
 * workerd ignores a Content-Length header and sends chunks, unless the body is a `FixedLengthStream` (2026-07).
 */
import { FixedLength } from '../base/exact-length.ts'
import {
  LONGEST_ANSWER,
  type FormPost,
  type PostForm,
  type StorageAnswer,
} from '../base/post-form.ts'

export function webPost(fetch: typeof globalThis.fetch): PostForm {
  return (post) => new WebPost(fetch, post).run()
}

// Helpers

class WebPost {
  readonly #fetch: typeof globalThis.fetch
  readonly #post: FormPost
  readonly #body: ReadableStreamDefaultReader<Uint8Array> | undefined
  readonly #stop = new AbortController()
  #isWhole = false

  constructor(fetch: typeof globalThis.fetch, post: FormPost) {
    this.#fetch = fetch
    this.#post = post
    this.#body = post.from.request.body?.getReader()
  }

  async run(): Promise<StorageAnswer> {
    const { url, envelope, signal } = this.#post
    const leave = (): void => this.#end(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
    try {
      signal.throwIfAborted()
      const { readable, writable } = FixedLength
        ? new FixedLength(envelope.length)
        : new TransformStream<Uint8Array, Uint8Array>()
      void this.#pump(writable.getWriter())
      const headers = { 'content-type': envelope.type, 'content-length': String(envelope.length) }
      const request = {
        method: 'POST',
        headers,
        body: readable,
        signal: this.#stop.signal,
      } as const
      const answer = await this.#fetch(url, { ...request, redirect: 'manual', duplex: 'half' })
      return await this.#read(answer)
    } catch (thrown) {
      this.#end(thrown)
      // What went wrong first: what ends here because of it mostly tells less.
      throw this.#stop.signal.reason
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }

  /** By hand: a pipe (Node 24) holds on to its source when it is stopped before its first piece has gone on. */
  async #pump(storage: WritableStreamDefaultWriter<Uint8Array>): Promise<void> {
    try {
      for await (const piece of this.#pieces()) await storage.write(piece)
      await storage.close()
    } catch (thrown) {
      // Where storage has cut the way, `fetch` tells more: it may even have an answer.
      await storage.abort(thrown).catch(() => {})
    }
  }

  async *#pieces(): AsyncGenerator<Uint8Array> {
    const { envelope, take, finish } = this.#post
    try {
      yield envelope.head
      for (let next = await this.#body?.read(); next?.done === false;) {
        take(next.value)
        yield next.value
        next = await this.#body?.read()
      }
      this.#stop.signal.throwIfAborted()
      finish()
      this.#isWhole = true
      yield envelope.tail
    } catch (thrown) {
      this.#end(thrown)
      throw thrown
    } finally {
      this.#leaveBody()
    }
  }

  async #read(answer: Response): Promise<StorageAnswer> {
    const { status, ok, headers } = answer
    if (ok && !this.#isWhole) throw new Error('storage answered before it had the file')
    const reader = answer.body?.getReader()
    const decoder = new TextDecoder()
    let text = ''
    let next = await reader?.read()
    for (; next?.done === false; next = await reader?.read()) {
      text += decoder.decode(next.value, { stream: true })
      // workerd tells of the end of an answer when the request has ended, which one in its midst never does.
      if (!this.#isWhole || text.length >= LONGEST_ANSWER) break
    }
    if (next?.done === false) this.#end(new Error('storage has answered'))
    return { status, etag: headers.get('etag'), text: text.slice(0, LONGEST_ANSWER) }
  }

  #end(reason: unknown): void {
    if (this.#stop.signal.aborted) return
    this.#stop.abort(reason)
    this.#leaveBody()
  }

  #leaveBody(): void {
    this.#body?.cancel().catch(() => {})
  }
}
