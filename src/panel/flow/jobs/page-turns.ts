import type { Clock } from '../../ports/run.ts'

/** Milliseconds of work before yielding to the page. */
export const PIECE_MS = 8

/** Splits long work into pieces, so that the page stays responsive. */
export class PageTurns {
  readonly #clock: Clock
  readonly #signal: AbortSignal
  #until: number

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock
    this.#signal = signal
    this.#until = clock.now() + PIECE_MS
  }

  /** Yields to the page. Rejects with `aborted` when the signal aborts. */
  async rest(): Promise<void> {
    await this.#clock.sleep(0, this.#signal)
    this.#until = this.#clock.now() + PIECE_MS
  }

  /** Whether to yield now. */
  get isDue(): boolean {
    return this.#clock.now() >= this.#until
  }
}
