/** How fast the run goes and how long it still takes. */
import type { RowId } from '../../../core/brands.ts'
import { addYield, NO_YIELD, timeLeft, type TimeLeft, type Yield } from '../../../core/progress.ts'
import type { BudgetView } from '../../../core/wire.ts'
import type { RunTally } from './tally.ts'

const HALF_LIFE_MS = 4000
/** Less than this is taken from the page at once, however slow the line is: it tells nothing of the line. */
const BUFFERED_BYTES = 64 * 1024
/** One megabyte a second, until a file that is large enough has shown the line. */
const USUAL_MS_PER_BYTE = 1 / 1000
/** The first few files take their turns in getting started. */
const ENOUGH_FILES = 5
/** Nobody looked for so long: the page was hidden, or the machine asleep. */
const UNSEEN_MS = 5000

interface Sample {
  readonly at: number
  readonly bytes: number
  readonly files: number
  /** What the time until the next sample is put down to; undefined: to nothing of ours. */
  readonly doing: 'flowing' | 'answers' | undefined
}

export class Pace {
  /** Rows with bytes that have not left the page. */
  readonly #flowing = new Set<RowId>()
  #sampled: Sample | undefined
  #line: Yield = NO_YIELD
  #answers: Yield = NO_YIELD
  #budget: { readonly view: BudgetView; readonly at: number } | undefined

  setBudget(view: BudgetView, now: number): void {
    this.#budget = { view, at: now }
  }

  /** Of a row that is being sent, how many bytes are still to leave; 0 when it is sent no longer. */
  toGo(row: RowId, bytes: number): void {
    if (bytes > BUFFERED_BYTES) this.#flowing.add(row)
    else this.#flowing.delete(row)
  }

  /** To be called whenever something has changed; what lies between two calls is put down to what went on at the first. */
  sample(tally: RunTally, now: number): void {
    const last = this.#sampled
    const doing = this.#doing(tally, now)
    this.#sampled = { at: now, bytes: tally.movedBytes, files: tally.brought, doing }
    if (!last || now - last.at > UNSEEN_MS) return
    const elapsed = now - last.at
    if (last.doing === 'flowing') {
      this.#line = addYield(this.#line, elapsed, tally.movedBytes - last.bytes, HALF_LIFE_MS)
    }
    const brought = Math.max(0, tally.brought - last.files)
    const waited = last.doing === 'answers' ? elapsed : 0
    this.#answers = addYield(this.#answers, waited, brought, HALF_LIFE_MS)
  }

  /** Undefined while too little is known. */
  timeLeft(tally: RunTally, now: number): TimeLeft | undefined {
    if (tally.left === 0) return undefined
    const budget = this.#budget?.view
    const freeIn = this.budgetWaitMs(now)
    const left = timeLeft({
      bytes: tally.totalBytes - tally.sentBytes,
      msPerByte: this.#line.amount > 0 ? this.#line.ms / this.#line.amount : USUAL_MS_PER_BYTE,
      files: tally.in(...UNCLEAR, 'planned', 'reserving', 'waiting', 'reserved', 'sending'),
      msPerFile: this.#knowsFiles() ? this.#answers.ms / this.#answers.amount : 0,
      calls: tally.plan().calls + tally.in(...UNCLEAR),
      callsPerMinute: budget?.perMinute,
      callsAtOnce: budget?.left ?? 0,
      callsFreeInMs: freeIn > 0 ? freeIn : undefined,
    })
    const known = this.#knowsFiles() || this.#line.amount > 0 || left.bottleneck === 'webflow'
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

/** Rows in these phases may turn out to be on the site already; until then each counts as one that has to be made. */
const UNCLEAR = ['queued', 'hashing', 'ready', 'asking', 'paused'] as const
/** Rows in these phases are being worked at; the others wait for a place, or for Webflow's next minute. */
const AT_WORK = ['hashing', 'asking', 'reserving', 'reserved', 'sending'] as const
