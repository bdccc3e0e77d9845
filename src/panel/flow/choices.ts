/** Applies a person's choices about existing assets, for any number of rows. */
import { assetOf, isUndecided } from '../../core/row.ts'
import type { JobDispatcher, Job } from './jobs/job.ts'
import type { AssetMover } from './asset-mover.ts'

export class Choices {
  readonly #dispatcher: JobDispatcher
  readonly #mover: AssetMover

  constructor(dispatcher: JobDispatcher, mover: AssetMover) {
    this.#dispatcher = dispatcher
    this.#mover = mover
  }

  /** Uses the assets as they are, where they are. */
  keep(jobs: Iterable<Job>): void {
    for (const job of undecided(jobs))
      this.#dispatcher.apply(job, { type: 'choose', choice: 'keep' })
  }

  /** Leaves the files out. */
  skip(jobs: Iterable<Job>): void {
    for (const job of undecided(jobs))
      this.#dispatcher.apply(job, { type: 'choose', choice: 'skip' })
  }

  /** Moves the assets to the rows' folders; held rows move after their start. */
  move(jobs: Iterable<Job>): void {
    for (const job of undecided(jobs)) {
      this.#dispatcher.apply(job, { type: 'choose', choice: 'move' })
      this.begin(job)
    }
  }

  /** Moves the asset if that was chosen and the row is not held. */
  begin(job: Job): void {
    const { state } = job.row
    if (!job.heldForReview && 'choice' in state && state.choice === 'move') this.#mover.move(job)
  }

  /** Uploads the files as new assets under names of their own. Webflow may still return the old assets. */
  anew(jobs: Iterable<Job>, freeName: (job: Job) => string): void {
    for (const job of undecided(jobs)) {
      const { row } = job
      if (assetOf(row.state)?.name === row.name) row.name = freeName(job)
      job.forceNew = true
      this.#dispatcher.apply(job, { type: 'anew', held: job.heldForReview })
    }
  }
}

// Helpers

function undecided(jobs: Iterable<Job>): Job[] {
  return [...jobs].filter(({ row }) => isUndecided(row.state))
}
