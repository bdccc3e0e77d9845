import type { TimeSource } from './clock.ts'

/** Aborts work when nothing has moved for too long, or when its caller leaves. Counts only between `start` and `pause`. */
export class SilenceGuard {
  readonly #clock: TimeSource
  readonly #ms: number
  readonly #caller: AbortSignal | undefined
  readonly #stop = new AbortController()
  readonly #leave = () => {
    this.#stop.abort(this.#caller?.reason)
  }
  #disarm = () => {}
  #movedAt = 0
  #isSilent = false

  /** `ms`: the longest silence. `caller`: ends when nobody wants the work any more. Call {@link end} when it is done. */
  constructor(clock: TimeSource, ms: number, caller?: AbortSignal) {
    this.#clock = clock
    this.#ms = ms
    this.#caller = caller
    caller?.addEventListener('abort', this.#leave, { once: true })
    if (caller?.aborted) this.#leave()
  }

  get signal(): AbortSignal {
    return this.#stop.signal
  }

  /** Whether silence, not the caller, ended the work. */
  get isSilent(): boolean {
    return this.#isSilent
  }

  start(): void {
    this.pause()
    this.moved()
    this.#watch(this.#ms)
  }

  /** Cheap enough to be called for each piece of a file: it sets no timer. */
  moved(): void {
    this.#movedAt = this.#clock.now()
  }

  pause(): void {
    this.#disarm()
  }

  /** Stops watching; leaves the signal as it is. */
  end(): void {
    this.pause()
    this.#caller?.removeEventListener('abort', this.#leave)
  }

  // Helpers

  #watch(ms: number): void {
    this.#disarm = this.#clock.after(ms, () => {
      const left = this.#movedAt + this.#ms - this.#clock.now()
      if (left > 0) return this.#watch(left)
      this.#isSilent = !this.#stop.signal.aborted
      this.#stop.abort(new Error(`nothing moved for ${this.#ms} ms`))
    })
  }
}
