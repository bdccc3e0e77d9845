import { FailureError } from '../../src/core/failure.ts'
import type { Clock } from '../../src/panel/ports/run.ts'

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  #now = 1_000_000
  #sleepers = new Set<{ readonly at: number; readonly wake: () => void }>()

  now(): number {
    return this.#now
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#sleepers.delete(sleeper)
        reject(new FailureError({ code: 'aborted', message: 'The wait was stopped on request.' }))
      }
      const wake = (): void => {
        this.#sleepers.delete(sleeper)
        signal.removeEventListener('abort', stop)
        resolve()
      }
      const sleeper = { at: this.#now + ms, wake }
      if (signal.aborted) stop()
      else {
        signal.addEventListener('abort', stop, { once: true })
        this.#sleepers.add(sleeper)
      }
    })
  }

  /** Lets time pass without waking sleepers; the next {@link advance} wakes them. */
  pass(ms: number): void {
    this.#now += ms
  }

  /** Advances step by step, so that a sleeper that wakes may sleep again within the same time. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms
    await idle()
    for (;;) {
      const next = [...this.#sleepers].sort((a, b) => a.at - b.at)[0]
      if (!next || next.at > end) break
      this.#now = Math.max(this.#now, next.at)
      next.wake()
      await idle()
    }
    this.#now = Math.max(this.#now, end)
    await idle()
  }

  get sleeping(): number {
    return this.#sleepers.size
  }
}

/** Runs all pending tasks. */
export async function idle(): Promise<void> {
  for (let n = 0; n < 3; n++) await new Promise((resolve) => setTimeout(resolve, 0))
}
