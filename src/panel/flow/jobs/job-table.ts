/** The jobs of a run: counts those on their way, and knows which are held for review. */
import type { RowId } from '../../../core/brands.ts'
import { isConflict, isSettled, type RowState } from '../../../core/row.ts'
import type { Job } from './job.ts'

export class JobTable {
  readonly #jobs = new Map<RowId, Job>()
  readonly #held = new Set<Job>()
  #left = 0

  /** Rows on their way: neither settled nor in conflict. */
  get left(): number {
    return this.#left
  }

  /** Whether unsettled rows are held for review. */
  get isHeld(): boolean {
    return this.#held.size > 0
  }

  get isEmpty(): boolean {
    return this.#jobs.size === 0
  }

  add(job: Job): void {
    this.#jobs.set(job.row.id, job)
    this.#left += Number(isLeft(job.row.state))
    if (job.heldForReview && !isSettled(job.row.state)) this.#held.add(job)
  }

  remove(job: Job): void {
    if (!this.#jobs.delete(job.row.id)) return
    this.#held.delete(job)
    this.#left -= Number(isLeft(job.row.state))
  }

  get(id: RowId): Job | undefined {
    return this.#jobs.get(id)
  }

  of(ids: readonly RowId[]): Job[] {
    return ids.flatMap((id) => this.#jobs.get(id) ?? [])
  }

  all(): Job[] {
    return [...this.#jobs.values()]
  }

  /** Updates the counts after a state change. */
  track(job: Job, before: RowState): void {
    const { state } = job.row
    this.#left += Number(isLeft(state)) - Number(isLeft(before))
    if (isSettled(state)) this.#held.delete(job)
    else if (job.heldForReview) this.#held.add(job)
  }

  /** Releases all held rows and returns them. */
  release(): Job[] {
    this.#held.clear()
    const held = this.all().filter((job) => job.heldForReview)
    for (const job of held) job.heldForReview = false
    return held
  }
}

// Helpers

const isLeft = (state: RowState): boolean => !isSettled(state) && !isConflict(state)
