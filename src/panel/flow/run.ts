/**
 * The run: every file on its way from the drop to the site, as one machine over the ports. What people do with rows is
 * here; how rows go on by themselves is the stages'.
 */
import type { FolderId, RowId } from '../../core/brands.ts'
import { resumedState } from '../../core/journal.ts'
import type { KeptRow } from '../../core/kept-row.ts'
import { isSettled } from '../../core/row.ts'
import type { JournaledRun } from '../ports/journal.ts'
import type { TakenFile } from '../ports/run.ts'
import { Admission, type AddOptions } from './admission.ts'
import { createJob, type Job } from './jobs/job.ts'
import { JobTable } from './jobs/job-table.ts'
import { RunJournalWriter } from './journal/run-journal-writer.ts'
import { Stages, type RunDeps } from './stages.ts'

export class Run {
  readonly #deps: RunDeps
  readonly #jobs = new JobTable()
  readonly #over = new AbortController()
  readonly #stages: Stages
  readonly #admission: Admission

  constructor(deps: RunDeps) {
    const { signal } = this.#over
    this.#deps = deps
    this.#stages = new Stages(deps, this.#jobs, signal)
    this.#admission = new Admission({ ...deps, signal }, this.#jobs, this.#stages)
  }

  /** Writes the run down from now on. To be called before anything is added. */
  recordTo(own: JournaledRun): void {
    for (const id of own.unreadable) this.#admission.skipIds(id)
    this.#stages.keeper = new RunJournalWriter(own, this.#deps.clock, this.#over.signal)
  }

  /**
   * Rows of a run that another page has left, each with its file where that is still here. Nothing goes on before
   * {@link resume}; what a person was asked is asked again.
   */
  restore(rows: readonly TakenUp[]): void {
    for (const { kept } of rows) this.#admission.skipIds(kept.id)
    const jobs = rows.map(({ kept, file }) => this.#restored(kept, file))
    const withBytes = new Set(rows.flatMap(({ kept, file }) => (file ? [kept.id] : [])))
    this.#deps.observer.rowsAdded(jobs.map(({ row }) => row))
    this.#stages.keeper?.added(jobs, ({ row }) => withBytes.has(row.id))
  }

  /**
   * Adds files at any time; those that break no limit start at once, unless the run is paused. Many come in piece by
   * piece.
   */
  add(files: readonly TakenFile[], under: FolderId | null, options: AddOptions = {}): void {
    this.#admission.add(files, under, options)
  }

  /** Whether rows wait for a person's start. */
  get isHeld(): boolean {
    return this.#jobs.isHeld
  }

  /** What was added to be held goes on. */
  start(): void {
    this.#admission.start()
    for (const job of this.#jobs.release()) {
      this.#stages.apply(job, { type: 'start' })
      this.#stages.choices.begin(job)
      this.#stages.answers.begin(job)
    }
  }

  get isPaused(): boolean {
    return this.#stages.isPaused
  }

  /** Holds back what has no record on the site yet; the rest is finished. */
  pause(): void {
    this.#stages.isPaused = true
    for (const job of this.#jobs.all()) this.#stages.pause(job)
  }

  resume(): void {
    this.#stages.isPaused = false
    for (const job of this.#jobs.all()) this.#stages.apply(job, { type: 'resume' })
  }

  pauseRow(id: RowId): void {
    const job = this.#jobs.get(id)
    if (job) this.#stages.pause(job)
  }

  resumeRow(id: RowId): void {
    const job = this.#jobs.get(id)
    if (!job) return
    job.resumedIndividually = true
    this.#stages.apply(job, { type: 'resume' })
  }

  /** Stops the rows at once; records that they have on the site are given up. */
  cancel(ids: readonly RowId[]): void {
    const jobs = this.#jobs.of(ids)
    // Twins first, so that none of them is promoted only to be cancelled.
    for (const job of jobs) if (job.row.state.phase === 'twin') this.#stages.cancel(job)
    for (const job of jobs) this.#stages.cancel(job)
  }

  cancelAll(): void {
    this.#admission.cancel()
    this.cancel(this.#jobs.all().map(({ row }) => row.id))
  }

  /** Failed and cancelled rows start again at their last durable step. */
  retry(ids: readonly RowId[]): void {
    for (const job of this.#jobs.of(ids)) {
      job.tries = 0
      job.furthest = 0
      job.notBefore = 0
      this.#stages.apply(job, { type: 'retry' })
    }
  }

  keep(ids: readonly RowId[]): void {
    this.#stages.choices.keep(this.#jobs.of(ids))
  }

  skip(ids: readonly RowId[]): void {
    this.#stages.choices.skip(this.#jobs.of(ids))
    this.#stages.answers.skip(this.#jobs.of(ids))
  }

  moveHere(ids: readonly RowId[]): void {
    this.#stages.choices.move(this.#jobs.of(ids))
  }

  uploadAnew(ids: readonly RowId[]): void {
    this.#stages.choices.anew(this.#jobs.of(ids), (job) => this.#stages.conflicts.freeName(job))
  }

  /** Puts the rows' bytes in the places of the assets that have their names. */
  replace(ids: readonly RowId[]): void {
    this.#stages.answers.replace(this.#jobs.of(ids))
  }

  /** Uploads the rows beside the assets that have their names. */
  keepBoth(ids: readonly RowId[]): void {
    this.#stages.answers.keepBoth(this.#jobs.of(ids))
  }

  /** Forgets settled rows. */
  remove(ids: readonly RowId[]): void {
    const gone = this.#jobs.of(ids).filter(({ row }) => isSettled(row.state))
    for (const job of gone) {
      this.#jobs.remove(job)
      this.#stages.lost.remove(job.row.id)
    }
    if (this.#jobs.isEmpty) this.#stages.keeper?.clear()
    else this.#stages.keeper?.removed(gone.map(({ row }) => row.id))
  }

  /**
   * The page's last moment: records whose bytes will not come are given up without waiting for an answer. Where another
   * page can take the run up, its records wait for it; the proxy deletes them when nobody comes.
   */
  leave(): void {
    const tickets = new Set(this.#stages.ticketsGivenUp())
    if (!this.#stages.keeper?.isKeeping) {
      for (const { row } of this.#jobs.all()) {
        if ('ticket' in row.state) tickets.add(row.state.ticket.ticket)
      }
    }
    if (tickets.size > 0) this.#deps.proxy.cancelOnLeave([...tickets])
    void this.#deps.digests.flush()
  }

  dispose(): void {
    this.#over.abort()
    for (const job of this.#jobs.all()) job.stop.abort()
  }

  #restored(kept: KeptRow, file: File | undefined): Job {
    const { id, fileName, modified: lastModified, size, path, name, place, held, anew } = kept
    const { keptBoth = false } = kept
    const state = resumedState(kept, file !== undefined)
    const gone = new File([], fileName, { lastModified })
    const job = createJob(
      { id, file: file ?? gone, size, path, name, place, keptBoth, state },
      held,
    )
    job.forceNew = anew
    job.awaitingAnswer = kept.asks === true
    job.source = 'file'
    this.#jobs.add(job)
    this.#stages.naming.reserve(name, place)
    this.#stages.lost.add(job)
    return job
  }
}

// Helpers

/** A row that another page has left, and its file where that is kept. */
interface TakenUp {
  readonly kept: KeptRow
  readonly file: File | undefined
}
