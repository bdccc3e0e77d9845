/** A run in numbers: what has become of its rows, and what is to happen to them. */
import type { PlanLine } from './plan.ts'

/** How many rows stand where. `left` = not settled. */
export interface RunCounts {
  readonly total: number
  readonly left: number
  readonly uploaded: number
  readonly existing: number
  readonly twins: number
  readonly undecided: number
  /** Files that took the places of assets' files. */
  readonly replaced: number
  /** Left out by a person. */
  readonly skipped: number
  readonly refused: number
  readonly failed: number
  readonly cancelled: number
  /** Systems' leftovers and unreadable entries that never became rows. */
  readonly junk: number
  readonly unreadable: number
}

/** What is to happen to the rows, in numbers: how many are still checked, and how many stand in each line. */
export interface RunPlan extends Readonly<Record<Exclude<PlanLine, 'none'>, number>> {
  /** Folders that are still to be made. */
  readonly folders: number
  /** Calls to Webflow that the plan still needs, as far as it is known. */
  readonly calls: number
  /** Rows that wait for a person's start. */
  readonly held: number
}
