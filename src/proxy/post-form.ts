/**
 * Posts a file to storage in constant memory and with an exact Content-Length, on Node and on workerd. Each has a
 * trap of its own, measured on Node 24 and workerd 2026-07: Node's `fetch` keeps a copy of every streamed body in
 * case of a redirect, unless redirects are errors and there is no window; workerd ignores a Content-Length header
 * and sends chunks, unless the body is a `FixedLengthStream`.
 */
import { FixedLength } from './exact-length.ts'
import type { Envelope } from './form-envelope.ts'

export interface FormPost {
  readonly url: string
  readonly envelope: Envelope
  readonly file: ReadableStream<Uint8Array>
  readonly signal: AbortSignal
}

/** Rejects when storage cannot be reached, cuts the connection, or `signal` ends; then `file` is cancelled. */
export async function postForm(fetch: typeof globalThis.fetch, post: FormPost): Promise<Response> {
  return FixedLength === undefined
    ? await postOnNode(fetch, post)
    : await postOnWorkerd(fetch, post)
}

// Helpers

async function postOnNode(
  fetch: typeof globalThis.fetch,
  { url, envelope, file, signal }: FormPost,
): Promise<Response> {
  async function* body() {
    yield envelope.head
    yield* file
    yield envelope.tail
  }
  const headers = { 'content-type': envelope.type, 'content-length': String(envelope.length) }
  const request = { method: 'POST', headers, signal, body: ReadableStream.from(body()) } as const
  return await fetch(url, { ...request, duplex: 'half', redirect: 'error', window: null })
}

async function postOnWorkerd(
  fetch: typeof globalThis.fetch,
  { url, envelope, file, signal }: FormPost,
): Promise<Response> {
  if (FixedLength === undefined) throw new TypeError('Expected a FixedLengthStream.')
  const { readable, writable } = new FixedLength(envelope.length)
  const pump = async () => {
    const opening = writable.getWriter()
    await opening.write(envelope.head)
    opening.releaseLock()
    await file.pipeTo(writable, { preventClose: true, signal })
    const closing = writable.getWriter()
    await closing.write(envelope.tail)
    await closing.close()
  }
  // The fetch fails along with the pump, and tells more.
  pump().catch((thrown: unknown) => writable.abort(thrown).catch(() => {}))
  const headers = { 'content-type': envelope.type }
  return await fetch(url, { method: 'POST', headers, body: readable, signal, redirect: 'manual' })
}
