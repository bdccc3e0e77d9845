/** Rows that a run taken up again has lost the files of, until the files are chosen again. */
import type { RowId } from '../../core/brands.ts'
import { isSameFile } from '../../core/journal.ts'
import { digestOf, isMissing } from '../../core/row.ts'
import type { Floor, Job } from './job.ts'

export class Lost {
  readonly #floor: Floor
  readonly #missing = new Set<Job>()
  /** The row is one with another now. */
  readonly #onGone: (job: Job) => void

  constructor(floor: Floor, onGone: (job: Job) => void) {
    this.#floor = floor
    this.#onGone = onGone
  }

  get isEmpty(): boolean {
    return this.#missing.size === 0
  }

  add(job: Job): void {
    if (isMissing(job.row.state)) this.#missing.add(job)
  }

  remove(id: RowId): void {
    for (const job of this.#missing) if (job.row.id === id) this.#missing.delete(job)
  }

  /**
   * True when the file of a row that has just been hashed is the one that another row has lost: that row gets it, with
   * the name and place that it had, and this one is gone.
   */
  takes(job: Job): boolean {
    const md5 = digestOf(job.row.state)
    if (md5 === undefined || this.#missing.size === 0) return false
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
