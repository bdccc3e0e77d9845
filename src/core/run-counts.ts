/** A run in numbers: the outcomes of its rows, and the plan for the rest. */
import type { PlanLine } from './plan.ts'

/** How many rows have each outcome. `left`: not settled. */
export interface RunCounts {
  readonly total: number
  readonly left: number
  readonly uploaded: number
  readonly existing: number
  readonly twins: number
  readonly undecided: number
  /** Files that replaced the bytes of existing assets. */
  readonly replaced: number
  /** Skipped by a person. */
  readonly skipped: number
  readonly refused: number
  readonly failed: number
  readonly cancelled: number
  /** System files that never became rows. */
  readonly junk: number
  /** Entries that could not be read and never became rows. */
  readonly unreadable: number
}

/** The counts of an empty run. */
export const NO_COUNTS: RunCounts = {
  total: 0,
  left: 0,
  uploaded: 0,
  existing: 0,
  twins: 0,
  undecided: 0,
  replaced: 0,
  skipped: 0,
  refused: 0,
  failed: 0,
  cancelled: 0,
  junk: 0,
  unreadable: 0,
}

/** How many rows are in each line of the plan. */
export interface RunPlan extends Readonly<Record<Exclude<PlanLine, 'none'>, number>> {
  /** Folders left to create. */
  readonly folders: number
  /** Calls to Webflow that the plan still needs, as far as known. */
  readonly calls: number
  /** Rows held for review. */
  readonly held: number
}
