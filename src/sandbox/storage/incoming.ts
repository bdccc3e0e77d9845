import type { IncomingMessage } from 'node:http'
import type { Fault } from '../control/faults.ts'
import type { Clock } from '../world/clock.ts'

/** The caller disconnected, or a fault cut the connection: no answer is possible. */
export class Dropped extends Error {}

/** How to read a request's body. */
export interface IncomingOptions {
  /** Megabits a second; 0 = unlimited. */
  readonly mbps: number
  readonly clock: Clock
  readonly fault: Fault | undefined
  readonly onBytes: (bytes: number) => void
}

/**
 * A request's body, throttled and with its fault applied. Leaving a loop over it does not end it: the next loop
 * continues where the last one stopped.
 */
export class Incoming implements AsyncIterable<Buffer> {
  readonly #request: IncomingMessage
  readonly #chunks: AsyncIterator<Buffer>
  readonly #options: IncomingOptions
  #bytes = 0
  #complete = false
  /** Stops reading after this many bytes. */
  #end = Infinity

  constructor(request: IncomingMessage, options: IncomingOptions) {
    this.#request = request
    this.#options = options
    this.#chunks = (request as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  }

  /** Whether the body was read to its end. */
  get complete(): boolean {
    return this.#complete
  }

  [Symbol.asyncIterator](): AsyncIterator<Buffer> {
    return { next: () => this.#next() }
  }

  /** Reads and discards up to `most` more bytes; later loops get nothing. @throws Dropped */
  async discard(most: number): Promise<void> {
    this.#end = this.#bytes + most
    for await (const _ of this);
  }

  async #next(): Promise<IteratorResult<Buffer>> {
    if (this.#bytes >= this.#end) return { done: true, value: undefined }
    await this.#applyFault(false)
    const next = await this.#chunks.next().catch((cause: unknown) => {
      throw new Dropped('The caller has gone.', { cause })
    })
    if (next.done) {
      this.#complete = true
      await this.#applyFault(true)
      return { done: true, value: undefined }
    }
    this.#bytes += next.value.length
    this.#options.onBytes(next.value.length)
    const { mbps, clock } = this.#options
    if (mbps > 0) await clock.sleep((next.value.length * 8) / (mbps * 1000))
    return { done: false, value: next.value }
  }

  /** Applies a cut or an endless stall after its bytes, and at the body's end at the latest. */
  async #applyFault(atEnd: boolean): Promise<void> {
    const { fault } = this.#options
    const endless = fault?.name === 'stall' && fault.delayMs === null
    if (!fault || (fault.name !== 'reset' && !endless)) return
    const after = fault.afterBytes ?? (endless ? Infinity : 0)
    if (!atEnd && this.#bytes < after) return
    if (fault.name === 'reset') this.#request.socket.resetAndDestroy()
    else await hasLeft(this.#request)
    throw new Dropped(`The fault "${fault.name}" struck.`)
  }
}

/** Resolves when the caller's connection closes. While its bytes are not read, that may show late. */
export const hasLeft = (request: IncomingMessage) =>
  new Promise<void>((resolve) => {
    if (request.socket.destroyed) resolve()
    else request.socket.once('close', () => resolve())
  })
