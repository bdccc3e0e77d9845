/** A person's answers about files whose names assets have: replace, keep both, skip; for as many rows as they like. */
import type { AssetId } from '../../core/brands.ts'
import { failureOf, type Failure } from '../../core/failure.ts'
import { type ConflictState, isConflict } from '../../core/row.ts'
import type { Replacement, Replacer, ReplaceOutcome } from '../ports/run.ts'
import type { ConflictStage } from './stages/conflict-stage.ts'
import type { JobDispatcher, Job } from './jobs/job.ts'
import type { JobTable } from './jobs/job-table.ts'

export class ConflictAnswers {
  readonly #floor: JobDispatcher
  readonly #jobs: Pick<JobTable, 'all'>
  readonly #stage: ConflictStage
  readonly #replacer: Replacer
  /** Rows whose replacement begins with the others of this turn. */
  readonly #next = new Set<Job>()
  readonly #running = new Set<Job>()

  constructor(
    floor: JobDispatcher,
    jobs: Pick<JobTable, 'all'>,
    stage: ConflictStage,
    replacer: Replacer,
  ) {
    this.#floor = floor
    this.#jobs = jobs
    this.#stage = stage
    this.#replacer = replacer
  }

  /**
   * The files take the assets' places; not before the start of a row that is held. One asset takes one file: the others
   * stay to be answered.
   */
  replace(jobs: Iterable<Job>): void {
    const taken = new Set(this.#jobs.all().flatMap((job) => replacedBy(job) ?? []))
    for (const job of open(jobs)) {
      const { id } = job.row.state.existing
      if (taken.has(id)) continue
      taken.add(id)
      this.#floor.apply(job, { type: 'answer', choice: 'replace' })
      this.begin(job)
    }
  }

  /** The files are uploaded beside the assets, under names of their own. */
  keepBoth(jobs: Iterable<Job>): void {
    for (const job of open(jobs)) {
      job.row.name = this.#stage.freeName(job)
      job.row.keptBoth = true
      this.#floor.apply(job, { type: 'keep-both', held: job.heldForReview })
    }
  }

  /** The files are left out. */
  skip(jobs: Iterable<Job>): void {
    for (const job of open(jobs)) this.#floor.apply(job, { type: 'answer', choice: 'skip' })
  }

  /** Replaces what is to be replaced, once nothing holds it. */
  begin(job: Job): void {
    if (job.heldForReview || this.#running.has(job) || replacedBy(job) === undefined) return
    if (this.#next.size === 0) queueMicrotask(() => void this.#replace())
    this.#next.add(job)
  }

  /** Answers of one turn are one change, so that one undo takes all of them back. */
  async #replace(): Promise<void> {
    const jobs = new Map(
      [...this.#next].flatMap((job) => {
        const asset = replacedBy(job)
        return asset === undefined ? [] : [[asset, job]]
      }),
    )
    this.#next.clear()
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
        this.#floor.apply(job, { type: 'replaced', asset: outcome.asset })
        this.#stage.reread()
        // What else was asked about the asset was asked about its old bytes.
        for (const other of open(this.#jobs.all())) {
          if (other.row.state.existing.id === asset) this.#floor.apply(other, { type: 'recheck' })
        }
        return
      case 'restored':
        this.#floor.apply(job, { type: 'restored' })
        this.#stage.reread()
        return
      case 'failed':
        this.#fail(job, outcome.failure)
        return
    }
  }

  /** An asset that is gone is no reason to ask: the row is compared again with the site as it is. */
  #fail(job: Job, failure: Failure): void {
    this.#running.delete(job)
    if (!GONE.has(failure.code)) {
      this.#floor.apply(job, { type: 'trouble', failure })
      return
    }
    this.#stage.distrust()
    job.awaitingAnswer = true
    this.#floor.apply(job, { type: 'recheck' })
  }
}

// Helpers

const GONE: ReadonlySet<Failure['code']> = new Set(['asset-missing', 'not-found'])

type OpenJob = Job & { readonly row: { readonly state: ConflictState } }

const isOpen = (job: Job): job is OpenJob => isConflict(job.row.state)

const open = (jobs: Iterable<Job>): OpenJob[] => [...jobs].filter(isOpen)

/** The asset whose place the row is to take. */
const replacedBy = ({ row: { state } }: Job): AssetId | undefined =>
  state.phase === 'conflict' && state.choice === 'replace' ? state.existing.id : undefined

function replacementOf({ row: { state, file } }: Job): Replacement[] {
  return state.phase === 'conflict' ? [{ asset: state.existing, file }] : []
}
