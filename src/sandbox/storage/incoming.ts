import type { IncomingMessage } from 'node:http'
import type { Fault } from '../control/faults.ts'
import type { Clock } from '../world/clock.ts'

/** The caller is gone, or is made to be: nothing can be answered. */
export class Dropped extends Error {}

/** How a request's body is to come in. */
export interface IncomingOptions {
  /** The pace in megabits a second; 0 = as fast as it comes. */
  readonly mbps: number
  readonly clock: Clock
  readonly fault: Fault | undefined
  readonly onBytes: (bytes: number) => void
}

/**
 * A request's body, at the pace and with the faults it is meant to have. Leaving a loop over it does not end it:
 * another may go on where the first one stopped.
 */
export class Incoming implements AsyncIterable<Buffer> {
  readonly #request: IncomingMessage
  readonly #chunks: AsyncIterator<Buffer>
  readonly #options: IncomingOptions
  #bytes = 0
  #complete = false
  /** Bytes after which no more is read. */
  #end = Infinity

  constructor(request: IncomingMessage, options: IncomingOptions) {
    this.#request = request
    this.#options = options
    this.#chunks = (request as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  }

  /** Whether the body came in to its end. */
  get complete(): boolean {
    return this.#complete
  }

  [Symbol.asyncIterator](): AsyncIterator<Buffer> {
    return { next: () => this.#next() }
  }

  /** Reads on, up to `most` bytes, and throws them away; nobody gets more of it after that. @throws Dropped */
  async discard(most: number): Promise<void> {
    this.#end = this.#bytes + most
    for await (const _ of this);
  }

  async #next(): Promise<IteratorResult<Buffer>> {
    if (this.#bytes >= this.#end) return { done: true, value: undefined }
    await this.#suffer(false)
    const next = await this.#chunks.next().catch((cause: unknown) => {
      throw new Dropped('The caller has gone.', { cause })
    })
    if (next.done) {
      this.#complete = true
      await this.#suffer(true)
      return { done: true, value: undefined }
    }
    this.#bytes += next.value.length
    this.#options.onBytes(next.value.length)
    const { mbps, clock } = this.#options
    if (mbps > 0) await clock.sleep((next.value.length * 8) / (mbps * 1000))
    return { done: false, value: next.value }
  }

  /** A cut or a lasting stall strikes after its bytes, and at the body's end at the latest. */
  async #suffer(atEnd: boolean): Promise<void> {
    const { fault } = this.#options
    const lasting = fault?.name === 'stall' && fault.delayMs === null
    if (!fault || (fault.name !== 'reset' && !lasting)) return
    const after = fault.afterBytes ?? (lasting ? Infinity : 0)
    if (!atEnd && this.#bytes < after) return
    if (fault.name === 'reset') this.#request.socket.resetAndDestroy()
    else await hasLeft(this.#request)
    throw new Dropped(`The fault "${fault.name}" struck.`)
  }
}

/** Resolves when the caller's connection is over; of a caller whose bytes are not read, that may show late. */
export const hasLeft = (request: IncomingMessage) =>
  new Promise<void>((resolve) => {
    if (request.socket.destroyed) resolve()
    else request.socket.once('close', () => resolve())
  })
