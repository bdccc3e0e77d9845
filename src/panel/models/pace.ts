/** How fast the run goes and how long it still takes. */
import { smooth, timeLeft, type TimeLeft } from '../../core/progress.ts'
import type { BudgetView } from '../../core/wire.ts'
import type { Tally } from './tally.ts'

/** Samples come at most this often: shorter ones measure the browser's buffers. */
const SAMPLE_MS = 500
const HALF_LIFE_MS = 4000

export class Pace {
  #bytesPerSecond: number | undefined
  #sampled: { readonly at: number; readonly bytes: number } | undefined
  #budget: { readonly view: BudgetView; readonly at: number } | undefined

  setBudget(view: BudgetView, now: number): void {
    this.#budget = { view, at: now }
  }

  /** Only while bytes are on the line: waiting for Webflow says nothing about the line. */
  sample(tally: Tally, now: number): void {
    const bytes = tally.movedBytes
    const last = this.#sampled
    if (last && tally.in('sending') > 0 && now - last.at < SAMPLE_MS) return
    this.#sampled = { at: now, bytes }
    if (!last || tally.in('sending') === 0 || now === last.at) return
    const elapsed = now - last.at
    const speed = ((bytes - last.bytes) / elapsed) * 1000
    this.#bytesPerSecond = smooth(this.#bytesPerSecond, speed, elapsed, HALF_LIFE_MS)
  }

  timeLeft(tally: Tally): TimeLeft | undefined {
    if (tally.left === 0) return undefined
    const budget = this.#budget?.view
    return timeLeft({
      bytes: tally.totalBytes - tally.sentBytes,
      bytesPerSecond: this.#bytesPerSecond ?? 0,
      calls: tally.plan().calls + tally.in('queued', 'hashing', 'ready', 'asking', 'paused'),
      callsPerMinute: budget?.perMinute,
      callsAtOnce: budget?.left ?? 0,
    })
  }

  callsPerMinute(): number | undefined {
    return this.#budget?.view.perMinute
  }

  /** Milliseconds until Webflow allows more calls. */
  budgetWaitMs(now: number): number {
    if (!this.#budget || this.#budget.view.left > 0) return 0
    return Math.max(0, this.#budget.at + this.#budget.view.waitMs - now)
  }
}
