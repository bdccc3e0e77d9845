/** Applies a person's answers to name conflicts: replace, keep both, skip; for any number of rows. */
import type { AssetId } from '../../core/brands.ts'
import { failureOf, type Failure } from '../../core/failure.ts'
import { type ConflictState, isConflict } from '../../core/row.ts'
import type { Replacement, Replacer, ReplaceOutcome } from '../ports/run.ts'
import type { ConflictStage } from './stages/conflict-stage.ts'
import type { JobDispatcher, Job } from './jobs/job.ts'
import type { JobTable } from './jobs/job-table.ts'

export class ConflictAnswers {
  readonly #dispatcher: JobDispatcher
  readonly #jobs: Pick<JobTable, 'all'>
  readonly #stage: ConflictStage
  readonly #replacer: Replacer
  /** Rows to replace at the end of this turn. */
  readonly #pending = new Set<Job>()
  readonly #running = new Set<Job>()

  constructor(
    dispatcher: JobDispatcher,
    jobs: Pick<JobTable, 'all'>,
    stage: ConflictStage,
    replacer: Replacer,
  ) {
    this.#dispatcher = dispatcher
    this.#jobs = jobs
    this.#stage = stage
    this.#replacer = replacer
  }

  /**
   * Replaces the assets with the files; held rows after their start. Each asset takes one file; other rows stay in
   * conflict.
   */
  replace(jobs: Iterable<Job>): void {
    const taken = new Set(this.#jobs.all().flatMap((job) => replacedBy(job) ?? []))
    for (const job of unanswered(jobs)) {
      const { id } = job.row.state.existing
      if (taken.has(id)) continue
      taken.add(id)
      this.#dispatcher.apply(job, { type: 'answer', choice: 'replace' })
      this.begin(job)
    }
  }

  /** Uploads the files beside the assets, under names of their own. */
  keepBoth(jobs: Iterable<Job>): void {
    for (const job of unanswered(jobs)) {
      job.row.name = this.#stage.freeName(job)
      job.row.keptBoth = true
      this.#dispatcher.apply(job, { type: 'keep-both', held: job.heldForReview })
    }
  }

  /** Leaves the files out. */
  skip(jobs: Iterable<Job>): void {
    for (const job of unanswered(jobs))
      this.#dispatcher.apply(job, { type: 'answer', choice: 'skip' })
  }

  /** Replaces the asset if that was chosen and the row is not held. */
  begin(job: Job): void {
    if (job.heldForReview || this.#running.has(job) || replacedBy(job) === undefined) return
    if (this.#pending.size === 0) queueMicrotask(() => void this.#replace())
    this.#pending.add(job)
  }

  /** Makes the answers of one turn one batch, so that one undo reverts them all. */
  async #replace(): Promise<void> {
    const jobs = new Map(
      [...this.#pending].flatMap((job) => {
        const asset = replacedBy(job)
        return asset === undefined ? [] : [[asset, job]]
      }),
    )
    this.#pending.clear()
    for (const job of jobs.values()) this.#running.add(job)
    const files = [...jobs.values()].flatMap(replacementOf)
    try {
      await this.#replacer.replace(files, (asset, outcome) => {
        const job = jobs.get(asset)
        if (job) this.#take(job, asset, outcome)
      })
    } catch (error) {
      const failure = failureOf(error, 'internal')
      for (const job of jobs.values()) this.#fail(job, failure)
    }
  }

  #take(job: Job, asset: AssetId, outcome: ReplaceOutcome): void {
    this.#running.delete(job)
    switch (outcome.type) {
      case 'replaced':
        this.#dispatcher.apply(job, { type: 'replaced', asset: outcome.asset })
        this.#stage.reread()
        // Other conflicts with this asset compared its old bytes.
        for (const other of unanswered(this.#jobs.all())) {
          if (other.row.state.existing.id === asset)
            this.#dispatcher.apply(other, { type: 'recheck' })
        }
        return
      case 'restored':
        this.#dispatcher.apply(job, { type: 'restored' })
        this.#stage.reread()
        return
      case 'failed':
        this.#fail(job, outcome.failure)
        return
    }
  }

  /** Compares the row with the site again if the asset no longer exists. */
  #fail(job: Job, failure: Failure): void {
    this.#running.delete(job)
    if (!GONE.has(failure.code)) {
      this.#dispatcher.apply(job, { type: 'trouble', failure })
      return
    }
    this.#stage.distrust()
    job.awaitingAnswer = true
    this.#dispatcher.apply(job, { type: 'recheck' })
  }
}

// Helpers

const GONE: ReadonlySet<Failure['code']> = new Set(['asset-missing', 'not-found'])

type ConflictJob = Job & { readonly row: { readonly state: ConflictState } }

const isUnanswered = (job: Job): job is ConflictJob => isConflict(job.row.state)

const unanswered = (jobs: Iterable<Job>): ConflictJob[] => [...jobs].filter(isUnanswered)

/** The asset that the row replaces. */
const replacedBy = ({ row: { state } }: Job): AssetId | undefined =>
  state.phase === 'conflict' && state.choice === 'replace' ? state.existing.id : undefined

function replacementOf({ row: { state, file } }: Job): Replacement[] {
  return state.phase === 'conflict' ? [{ asset: state.existing, file }] : []
}
