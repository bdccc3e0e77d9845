/** Measures the run's speed and estimates the time left. */
import type { RowId } from '../../../core/brands.ts'
import { addYield, NO_YIELD, timeLeft, type TimeLeft, type Yield } from '../../../core/progress.ts'
import type { BudgetView } from '../../../core/wire.ts'
import type { RunTally } from './tally.ts'

const HALF_LIFE_MS = 4000
/** The browser buffers this much at once however slow the upload is, so less says nothing about its speed. */
const BUFFERED_BYTES = 64 * 1024
/** Assumes 1 MB/s until a large file has shown the actual speed. */
const USUAL_MS_PER_BYTE = 1 / 1000
/** The first few files are slower, since the run is starting up. */
const ENOUGH_FILES = 5
/** A longer gap between samples is ignored: the page was hidden, or the machine asleep. */
const UNSEEN_MS = 5000

interface Sample {
  readonly at: number
  readonly bytes: number
  readonly files: number
  /** What the time until the next sample is spent on; undefined: it is not counted. */
  readonly doing: 'flowing' | 'answers' | undefined
}

export class Pace {
  /** Rows with bytes that have not left the page. */
  readonly #flowing = new Set<RowId>()
  #sampled: Sample | undefined
  #upload: Yield = NO_YIELD
  #answers: Yield = NO_YIELD
  #budget: { readonly view: BudgetView; readonly at: number } | undefined

  setBudget(view: BudgetView, now: number): void {
    this.#budget = { view, at: now }
  }

  /** Records how many bytes of a row are still to be sent; 0 when it is no longer being sent. */
  toGo(row: RowId, bytes: number): void {
    if (bytes > BUFFERED_BYTES) this.#flowing.add(row)
    else this.#flowing.delete(row)
  }

  /** Call after every change. Attributes the time between two calls to the activity at the first one. */
  sample(tally: RunTally, now: number): void {
    const last = this.#sampled
    const doing = this.#doing(tally, now)
    this.#sampled = { at: now, bytes: tally.movedBytes, files: tally.brought, doing }
    if (!last || now - last.at > UNSEEN_MS) return
    const elapsed = now - last.at
    if (last.doing === 'flowing') {
      this.#upload = addYield(this.#upload, elapsed, tally.movedBytes - last.bytes, HALF_LIFE_MS)
    }
    const brought = Math.max(0, tally.brought - last.files)
    const waited = last.doing === 'answers' ? elapsed : 0
    this.#answers = addYield(this.#answers, waited, brought, HALF_LIFE_MS)
  }

  /** The estimated time left; undefined while too little is known. */
  timeLeft(tally: RunTally, now: number): TimeLeft | undefined {
    if (tally.left === 0) return undefined
    const budget = this.#budget?.view
    const freeIn = this.budgetWaitMs(now)
    const left = timeLeft({
      bytes: tally.totalBytes - tally.sentBytes,
      msPerByte:
        this.#upload.amount > 0 ? this.#upload.ms / this.#upload.amount : USUAL_MS_PER_BYTE,
      files: tally.in(...UNCLEAR, 'planned', 'reserving', 'waiting', 'reserved', 'sending'),
      msPerFile: this.#knowsFiles() ? this.#answers.ms / this.#answers.amount : 0,
      calls: tally.plan().calls + tally.in(...UNCLEAR),
      callsPerMinute: budget?.perMinute,
      callsAtOnce: budget?.left ?? 0,
      callsFreeInMs: freeIn > 0 ? freeIn : undefined,
    })
    const known = this.#knowsFiles() || this.#upload.amount > 0 || left.bottleneck === 'webflow'
    return known ? left : undefined
  }

  callsPerMinute(): number | undefined {
    return this.#budget?.view.perMinute
  }

  /** Milliseconds until Webflow allows more calls. */
  budgetWaitMs(now: number): number {
    if (!this.#budget || this.#budget.view.left > 0) return 0
    return Math.max(0, this.#budget.at + this.#budget.view.waitMs - now)
  }

  #knowsFiles(): boolean {
    return this.#answers.amount >= ENOUGH_FILES
  }

  #doing(tally: RunTally, now: number): Sample['doing'] {
    if (this.#flowing.size > 0) return 'flowing'
    const waits = this.budgetWaitMs(now) > 0 || tally.in(...AT_WORK) === 0
    return waits ? undefined : 'answers'
  }
}

// Helpers

/** Rows in these phases may turn out to be on the site already; until then each counts as a new asset. */
const UNCLEAR = ['queued', 'hashing', 'ready', 'asking', 'paused'] as const
/** Rows in these phases are in progress; the others wait for a free slot, or for Webflow's next minute. */
const AT_WORK = ['hashing', 'asking', 'reserving', 'reserved', 'sending'] as const
