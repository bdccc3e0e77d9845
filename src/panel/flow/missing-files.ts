/** Resumed rows whose files are missing, until a person chooses the files again. */
import type { RowId } from '../../core/brands.ts'
import { isSameFile } from '../../core/journal.ts'
import { digestOf, isMissing } from '../../core/row.ts'
import type { JobDispatcher, Job } from './jobs/job.ts'

export class MissingFiles {
  readonly #dispatcher: JobDispatcher
  readonly #missing = new Set<Job>()
  /** All resumed rows. Each stands for a file of its own, even if another has the same bytes. */
  readonly #restored = new WeakSet<Job>()
  /** The row was merged into another one. */
  readonly #onGone: (job: Job) => void

  constructor(dispatcher: JobDispatcher, onGone: (job: Job) => void) {
    this.#dispatcher = dispatcher
    this.#onGone = onGone
  }

  get isEmpty(): boolean {
    return this.#missing.size === 0
  }

  /** Adds a resumed row. */
  add(job: Job): void {
    this.#restored.add(job)
    if (isMissing(job.row.state)) this.#missing.add(job)
  }

  remove(id: RowId): void {
    for (const job of this.#missing) if (job.row.id === id) this.#missing.delete(job)
  }

  /**
   * Gives a newly hashed file to the row that misses it. That row keeps its name and place; the new row is removed.
   * False if no row misses the file.
   */
  tryReattach(job: Job): boolean {
    const md5 = digestOf(job.row.state)
    if (md5 === undefined || this.#missing.size === 0 || this.#restored.has(job)) return false
    for (const missing of this.#missing) {
      if (missing === job || !isSameFile(missing.row, { ...job.row, md5 })) continue
      this.#missing.delete(missing)
      missing.row.file = job.row.file
      this.#onGone(job)
      this.#dispatcher.apply(missing, { type: 'found', md5 })
      return true
    }
    return false
  }
}
