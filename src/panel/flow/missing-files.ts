/** Rows that a run taken up again has lost the files of, until the files are chosen again. */
import type { RowId } from '../../core/brands.ts'
import { isSameFile } from '../../core/journal.ts'
import { digestOf, isMissing } from '../../core/row.ts'
import type { JobDispatcher, Job } from './jobs/job.ts'

export class MissingFiles {
  readonly #floor: JobDispatcher
  readonly #missing = new Set<Job>()
  /** All rows that were taken up: each stands for a file of its own, also where another has the same bytes. */
  readonly #takenUp = new WeakSet<Job>()
  /** The row is one with another now. */
  readonly #onGone: (job: Job) => void

  constructor(floor: JobDispatcher, onGone: (job: Job) => void) {
    this.#floor = floor
    this.#onGone = onGone
  }

  get isEmpty(): boolean {
    return this.#missing.size === 0
  }

  /** A row of the run that was taken up. */
  add(job: Job): void {
    this.#takenUp.add(job)
    if (isMissing(job.row.state)) this.#missing.add(job)
  }

  remove(id: RowId): void {
    for (const job of this.#missing) if (job.row.id === id) this.#missing.delete(job)
  }

  /**
   * True when the file of a row that has just been added and hashed is the one that another row has lost: that row gets it, with
   * the name and place that it had, and this one is gone.
   */
  tryReattach(job: Job): boolean {
    const md5 = digestOf(job.row.state)
    if (md5 === undefined || this.#missing.size === 0 || this.#takenUp.has(job)) return false
    for (const lost of this.#missing) {
      if (lost === job || !isSameFile(lost.row, { ...job.row, md5 })) continue
      this.#missing.delete(lost)
      lost.row.file = job.row.file
      this.#onGone(job)
      this.#floor.apply(lost, { type: 'found', md5 })
      return true
    }
    return false
  }
}
