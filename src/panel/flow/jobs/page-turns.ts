import type { Clock } from '../../ports/run.ts'

/** Milliseconds of work before the page gets its turn; what is at hand then is finished first. */
export const PIECE_MS = 8

/** Long work in pieces, between which the page answers. */
export class PageTurns {
  readonly #clock: Clock
  readonly #signal: AbortSignal
  #until: number

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock
    this.#signal = signal
    this.#until = clock.now() + PIECE_MS
  }

  /** Lets the page answer. Rejects with `aborted` when the signal ends. */
  async rest(): Promise<void> {
    await this.#clock.sleep(0, this.#signal)
    this.#until = this.#clock.now() + PIECE_MS
  }

  /** Whether it is the page's turn. */
  get isDue(): boolean {
    return this.#clock.now() >= this.#until
  }
}
