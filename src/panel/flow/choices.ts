/** A person's answers about assets that were there already, one for as many rows as they like. */
import { assetOf, isUndecided } from '../../core/row.ts'
import type { JobDispatcher, Job } from './jobs/job.ts'
import type { AssetMover } from './asset-mover.ts'

export class Choices {
  readonly #floor: JobDispatcher
  readonly #mover: AssetMover

  constructor(floor: JobDispatcher, mover: AssetMover) {
    this.#floor = floor
    this.#mover = mover
  }

  /** The assets are used as they are, where they are. */
  keep(jobs: Iterable<Job>): void {
    for (const job of undecided(jobs)) this.#floor.apply(job, { type: 'choose', choice: 'keep' })
  }

  /** The files are left out. */
  skip(jobs: Iterable<Job>): void {
    for (const job of undecided(jobs)) this.#floor.apply(job, { type: 'choose', choice: 'skip' })
  }

  /** The assets are moved to where the rows want them; not before the start of a row that is held. */
  move(jobs: Iterable<Job>): void {
    for (const job of undecided(jobs)) {
      this.#floor.apply(job, { type: 'choose', choice: 'move' })
      this.begin(job)
    }
  }

  /** Moves what is to be moved, once nothing holds it. */
  begin(job: Job): void {
    const { state } = job.row
    if (!job.heldForReview && 'choice' in state && state.choice === 'move') this.#mover.move(job)
  }

  /** The files are uploaded beside the assets, under names of their own. Webflow may hand back the old ones. */
  anew(jobs: Iterable<Job>, freeName: (job: Job) => string): void {
    for (const job of undecided(jobs)) {
      const { row } = job
      if (assetOf(row.state)?.name === row.name) row.name = freeName(job)
      job.forceNew = true
      this.#floor.apply(job, { type: 'anew', held: job.heldForReview })
    }
  }
}

// Helpers

function undecided(jobs: Iterable<Job>): Job[] {
  return [...jobs].filter(({ row }) => isUndecided(row.state))
}
