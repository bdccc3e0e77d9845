/**
 * Posting to storage on Node, from the browser's connection to storage's by events alone: web streams and `fetch` on both
 * sides cost four tenths of the bytes that can be moved (`npm run bench -- proxy`).
 */
import {
  Agent as HttpAgent,
  IncomingMessage,
  request as httpRequest,
  type ClientRequest,
} from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import {
  LONGEST_ANSWER,
  type FormPost,
  type PostForm,
  type StorageAnswer,
} from '../base/post-form.ts'

/**
 * How long a connection to storage is kept for the next file. Longer than a panel needs between two files, and shorter
 * than storage keeps it: a file that finds its connection just closed cannot be sent a second time from here.
 */
const IDLE_MS = 4000

export function nodePost(): PostForm {
  const manner = { keepAlive: true, timeout: IDLE_MS }
  const agents = { http: new HttpAgent(manner), https: new HttpsAgent(manner) }
  return (post) =>
    new Promise((resolve, reject) => {
      new NodePost(post, resolve, reject).begin(agents)
    })
}

// Helpers

interface Agents {
  readonly http: HttpAgent
  readonly https: HttpsAgent
}

class NodePost {
  readonly #post: FormPost
  readonly #resolve: (answer: StorageAnswer) => void
  readonly #reject: (thrown: unknown) => void
  readonly #body: IncomingMessage
  #storage: ClientRequest | undefined
  #answer: IncomingMessage | undefined
  #text = ''
  #isWhole = false

  constructor(
    post: FormPost,
    resolve: (answer: StorageAnswer) => void,
    reject: (thrown: unknown) => void,
  ) {
    this.#post = post
    this.#resolve = resolve
    this.#reject = reject
    this.#body = bodyOf(post)
  }

  begin(agents: Agents): void {
    const { signal } = this.#post
    if (signal.aborted || this.#body.destroyed) return this.#fail(signal.reason ?? cutOff())
    signal.addEventListener('abort', this.#leave, { once: true })
    const storage = this.#open(agents)
    this.#storage = storage
    storage.on('response', this.#answered).on('drain', this.#drained).on('error', this.#broken)
    storage.write(this.#post.envelope.head)
    this.#body.on('data', this.#take).on('end', this.#finish).on('close', this.#cut)
  }

  // Helpers

  #open(agents: Agents): ClientRequest {
    const { url, envelope } = this.#post
    const headers = { 'content-type': envelope.type, 'content-length': envelope.length }
    return url.startsWith('https:')
      ? httpsRequest(url, { method: 'POST', headers, agent: agents.https })
      : httpRequest(url, { method: 'POST', headers, agent: agents.http })
  }

  readonly #take = (piece: Buffer): void => {
    try {
      this.#post.take(piece)
    } catch (thrown) {
      return this.#fail(thrown)
    }
    if (this.#storage?.write(piece, () => free(piece)) === false) this.#body.pause()
  }

  readonly #drained = (): void => {
    this.#body.resume()
  }

  readonly #finish = (): void => {
    try {
      this.#post.finish()
    } catch (thrown) {
      return this.#fail(thrown)
    }
    this.#isWhole = true
    this.#storage?.end(this.#post.envelope.tail)
  }

  /** The browser's connection: also after its last byte, which then says nothing. */
  readonly #cut = (): void => {
    if (!this.#isWhole) this.#fail(cutOff())
  }

  readonly #leave = (): void => {
    this.#fail(this.#post.signal.reason)
  }

  readonly #answered = (answer: IncomingMessage): void => {
    this.#answer = answer
    if (!this.#isWhole) {
      this.#leaveBody()
      if ((answer.statusCode ?? 0) < 300) return this.#fail(new Error('storage answered too early'))
    }
    answer.setEncoding('utf8').on('data', this.#read).on('end', this.#done)
    answer.on('error', this.#broken)
  }

  readonly #read = (text: string): void => {
    this.#text += text
    if (this.#text.length >= LONGEST_ANSWER) this.#done()
  }

  /** Stops, even halfway through the form or the answer: nobody needs the rest. */
  readonly #done = (): void => {
    const { statusCode: status = 0, headers, complete = false } = this.#answer ?? { headers: {} }
    if (!this.#isWhole || !complete) this.#end()
    this.#settle()
    this.#resolve({ status, etag: headers.etag ?? null, text: this.#text.slice(0, LONGEST_ANSWER) })
  }

  /** A refusal is one as soon as it has begun: storage may close before all of the form, or of its answer, has passed. */
  readonly #broken = (thrown: unknown): void => {
    if ((this.#answer?.statusCode ?? 0) >= 400) this.#done()
    else this.#fail(thrown)
  }

  readonly #fail = (thrown: unknown): void => {
    this.#end()
    this.#settle()
    this.#reject(thrown)
  }

  #end(): void {
    this.#storage?.destroy()
  }

  #settle(): void {
    this.#leaveBody()
    this.#post.signal.removeEventListener('abort', this.#leave)
  }

  /** Whoever answers the browser decides what becomes of the rest. */
  #leaveBody(): void {
    this.#body.pause()
    this.#body.off('data', this.#take).off('end', this.#finish).off('close', this.#cut)
    this.#storage?.off('drain', this.#drained)
  }
}

/** Of the connection on which the request came. */
function bodyOf({ from: { host } }: FormPost): IncomingMessage {
  const incoming: unknown = typeof host === 'object' && host && Reflect.get(host, 'incoming')
  if (incoming instanceof IncomingMessage) return incoming
  throw new TypeError('Expected a request that came over Node’s own HTTP server.')
}

/**
 * Gives the memory of a piece that has gone on back at once. Left to the garbage collector, pieces make it look at the
 * whole heap after every 20 MB: a quarter of the processor's time (measured on Node 24).
 */
function free({ buffer, byteLength }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}

const cutOff = (): Error => new Error('the browser broke the upload off')
