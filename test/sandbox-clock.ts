import type { Clock } from '../src/sandbox/world/clock.ts'

/** A clock that stands still until a test advances it; sleepers wake when their time comes. */
export class SandboxClock implements Clock {
  #now: number
  readonly #sleepers = new Set<{ readonly due: number; readonly wake: () => void }>()

  constructor(now = Date.parse('2026-11-24T12:00:00.000Z')) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= 0 || signal?.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const sleeper = { due: this.#now + ms, wake: resolve }
      this.#sleepers.add(sleeper)
      signal?.addEventListener('abort', () => resolve(), { once: true })
    })
  }

  /** How many sleep. */
  get asleep(): number {
    return this.#sleepers.size
  }

  turn(ms: number): void {
    this.#now += ms
    for (const sleeper of this.#sleepers) {
      if (sleeper.due > this.#now) continue
      this.#sleepers.delete(sleeper)
      sleeper.wake()
    }
  }
}
