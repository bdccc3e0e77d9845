/** Counts a run's rows and bytes incrementally: an event costs the same for ten rows as for ten thousand. */
import { costsCall, planLine, type PlanLine } from '../../../core/plan.ts'
import {
  isConflict,
  isSettled,
  needsAnswer,
  type RowPhase,
  type RowState,
} from '../../../core/row.ts'
import { NO_COUNTS, type RunCounts, type RunPlan } from '../../../core/run-counts.ts'

/** The counts of which each row is in exactly one. */
type Bucket = Exclude<keyof RunCounts, 'total' | 'junk' | 'unreadable'>

export class RunTally {
  readonly #buckets: Record<Bucket, number> = { ...NO_COUNTS }
  readonly #phases = new Map<RowPhase, number>()
  readonly #plan: Record<PlanLine, number> = {
    checking: 0,
    upload: 0,
    here: 0,
    decide: 0,
    replace: 0,
    twins: 0,
    tooLarge: 0,
    unsupported: 0,
    empty: 0,
    none: 0,
  }
  #calls = 0
  /** Conflicts, which `undecided` includes although their bytes are not on the site. */
  #conflicts = 0
  #held = 0
  #foldersToMake = 0
  #total = 0
  #totalBytes = 0
  #sentBytes = 0
  #movedBytes = 0
  #leftOut = { junk: 0, unreadable: 0 }

  leaveOut(junk: number, unreadable: number): void {
    this.#leftOut = {
      junk: this.#leftOut.junk + junk,
      unreadable: this.#leftOut.unreadable + unreadable,
    }
  }

  forgetLeftOut(): void {
    this.#leftOut = { junk: 0, unreadable: 0 }
  }

  /** `sent`: bytes that another page has sent already. */
  add(state: RowState, size: number, sent = 0): void {
    this.#count(state, size, 1)
    this.#sentBytes += sent
  }

  /** `sent`: the row's bytes that are counted as sent. */
  remove(state: RowState, size: number, sent: number): void {
    this.#count(state, size, -1)
    this.#sentBytes -= sent
  }

  change(before: RowState, after: RowState, size: number): void {
    this.#count(before, size, -1)
    this.#count(after, size, 1)
  }

  progress(before: number, after: number): void {
    this.#sentBytes += after - before
    this.#movedBytes += Math.max(0, after - before)
  }

  counts(): RunCounts {
    return { ...this.#buckets, total: this.#total, ...this.#leftOut }
  }

  setFoldersToMake(count: number): void {
    this.#foldersToMake = count
  }

  plan(): RunPlan {
    const { none: _, ...lines } = this.#plan
    const folders = this.#foldersToMake
    return { ...lines, folders, calls: this.#calls + folders, held: this.#held }
  }

  /** Conflicts without an answer. */
  get conflicts(): number {
    return this.#conflicts
  }

  get left(): number {
    return this.#buckets.left
  }

  /** Files whose bytes are on the site, uploaded or existing. */
  get brought(): number {
    const { uploaded, replaced, existing, undecided } = this.#buckets
    return uploaded + replaced + existing + undecided - this.#conflicts
  }

  get total(): number {
    return this.#total
  }

  /** Bytes to send, including those of rows that are uploaded. */
  get totalBytes(): number {
    return this.#totalBytes
  }

  get sentBytes(): number {
    return this.#sentBytes
  }

  /** All bytes ever sent; never decreases. */
  get movedBytes(): number {
    return this.#movedBytes
  }

  in(...phases: readonly RowPhase[]): number {
    return phases.reduce((sum, phase) => sum + (this.#phases.get(phase) ?? 0), 0)
  }

  #count(state: RowState, size: number, by: 1 | -1): void {
    this.#total += by
    this.#buckets[bucketOf(state)] += by
    this.#phases.set(state.phase, (this.#phases.get(state.phase) ?? 0) + by)
    this.#plan[planLine(state)] += by
    if (isConflict(state)) this.#conflicts += by
    if (costsCall(state)) this.#calls += by
    if (state.phase === 'planned' && state.held) this.#held += by
    if (needsBytes(state)) this.#totalBytes += by * size
  }
}

// Helpers

function bucketOf(state: RowState): Bucket {
  if (needsAnswer(state)) return 'undecided'
  if (!isSettled(state)) return 'left'
  if ('choice' in state && state.choice === 'skip') return 'skipped'
  switch (state.phase) {
    case 'uploaded':
    case 'replaced':
    case 'existing':
    case 'refused':
    case 'failed':
    case 'cancelled':
      return state.phase
    case 'twin':
      return 'twins'
    default:
      return 'left'
  }
}

const needsBytes = (state: RowState): boolean =>
  state.phase === 'uploaded' || (!isSettled(state) && !('choice' in state))
