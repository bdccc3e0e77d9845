/** Screen reader announcements of a run: at its start, at each quarter, at its end, and when it needs a decision. */
import {
  announceConflicts,
  announceRunEnd,
  announceShare,
  announceRunStart,
} from '../../strings/en/run.ts'
import { announcePlan } from '../../strings/en/plan.ts'
import type { RunCounts, RunPlan } from '../../../core/run-counts.ts'

const STEPS = [75, 50, 25] as const
/** Fewer files than this finish too soon to announce quarters. */
const FEW = 8

export class Announcer {
  #running = false
  #step = 0
  /** Rows that had settled before this run began. */
  #before = 0
  #planned = false
  #asked = false

  /** Announces that taken names need a decision: once, with the first conflict. */
  conflicts(count: number): string | undefined {
    const isNew = count > 0 && !this.#asked
    this.#asked = count > 0
    return isNew ? announceConflicts() : undefined
  }

  /** Announces the plan, once, when it covers every file. */
  plan(plan: RunPlan): string | undefined {
    if (plan.checking > 0 || this.#planned) return undefined
    this.#planned = true
    return announcePlan(plan)
  }

  /** The next sentence, or undefined while there is nothing new to say. */
  next(counts: RunCounts): string | undefined {
    const done = counts.total - counts.left
    this.#planned = false
    if (counts.left === 0) {
      const said = this.#running ? announceRunEnd(counts) : undefined
      this.#running = false
      this.#before = counts.total
      return said
    }
    if (!this.#running) {
      this.#running = true
      this.#step = 0
      this.#before = Math.min(this.#before, done)
      return announceRunStart(counts)
    }
    const total = counts.total - this.#before
    const percent = ((done - this.#before) / total) * 100
    const step = STEPS.find((step) => percent >= step)
    if (total < FEW || step === undefined || step <= this.#step) return undefined
    this.#step = step
    return announceShare(step, counts)
  }
}
