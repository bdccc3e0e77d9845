/**
 * The run: takes files from the drop to the site, over the ports. This class holds what people do with rows; the stages
 * move rows along.
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
  readonly #ended = new AbortController()
  readonly #stages: Stages
  readonly #admission: Admission

  constructor(deps: RunDeps) {
    const { signal } = this.#ended
    this.#deps = deps
    this.#stages = new Stages(deps, this.#jobs, signal)
    this.#admission = new Admission({ ...deps, signal }, this.#jobs, this.#stages)
  }

  /** Journals the run from now on. Call it before adding anything. */
  recordTo(journaled: JournaledRun): void {
    for (const id of journaled.unreadable) this.#admission.skipIds(id)
    this.#stages.journal = new RunJournalWriter(journaled, this.#deps.clock, this.#ended.signal)
  }

  /**
   * Adds the rows that an earlier page left, each with its file if the journal still has it. Nothing starts before
   * {@link resume}. Open questions are asked again.
   */
  restore(rows: readonly TakenUp[]): void {
    for (const { kept } of rows) this.#admission.skipIds(kept.id)
    const jobs = rows.map(({ kept, file }) => this.#restored(kept, file))
    const withBytes = new Set(rows.flatMap(({ kept, file }) => (file ? [kept.id] : [])))
    this.#deps.observer.rowsAdded(jobs.map(({ row }) => row))
    this.#stages.journal?.added(jobs, ({ row }) => withBytes.has(row.id))
  }

  /**
   * Adds files at any time. Those within the limits start at once, unless the run is paused. Long drops are added in
   * pieces.
   */
  add(files: readonly TakenFile[], under: FolderId | null, options: AddOptions = {}): void {
    this.#admission.add(files, under, options)
  }

  /** Whether rows are held for review. */
  get isHeld(): boolean {
    return this.#jobs.isHeld
  }

  /** Starts the rows that are held for review. */
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

  /** Stops rows that have no record on the site yet; rows with a record finish. */
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

  /** Stops the rows at once and gives up their records on the site. */
  cancel(ids: readonly RowId[]): void {
    const jobs = this.#jobs.of(ids)
    // Twins first, so that none is promoted only to be cancelled.
    for (const job of jobs) if (job.row.state.phase === 'twin') this.#stages.cancel(job)
    for (const job of jobs) this.#stages.cancel(job)
  }

  cancelAll(): void {
    this.#admission.cancel()
    this.cancel(this.#jobs.all().map(({ row }) => row.id))
  }

  /** Restarts failed and cancelled rows at their last durable step. */
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

  /** Replaces the assets that have the rows' names. */
  replace(ids: readonly RowId[]): void {
    this.#stages.answers.replace(this.#jobs.of(ids))
  }

  /** Uploads the rows beside the assets that have their names. */
  keepBoth(ids: readonly RowId[]): void {
    this.#stages.answers.keepBoth(this.#jobs.of(ids))
  }

  /** Removes settled rows. */
  remove(ids: readonly RowId[]): void {
    const gone = this.#jobs.of(ids).filter(({ row }) => isSettled(row.state))
    for (const job of gone) {
      this.#jobs.remove(job)
      this.#stages.missingFiles.remove(job.row.id)
    }
    if (this.#jobs.isEmpty) this.#stages.journal?.clear()
    else this.#stages.journal?.removed(gone.map(({ row }) => row.id))
  }

  /**
   * Runs as the page closes: gives up records whose bytes will not come, without waiting for an answer. If the journal
   * works, records stay for the next page; the proxy deletes them if no page resumes the run.
   */
  leave(): void {
    const tickets = new Set(this.#stages.cancelledTickets())
    if (!this.#stages.journal?.isKeeping) {
      for (const { row } of this.#jobs.all()) {
        if ('ticket' in row.state) tickets.add(row.state.ticket.ticket)
      }
    }
    if (tickets.size > 0) this.#deps.proxy.cancelOnLeave([...tickets])
    void this.#deps.digests.flush()
  }

  dispose(): void {
    this.#ended.abort()
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
    this.#stages.missingFiles.add(job)
    return job
  }
}

// Helpers

/** A row that an earlier page left, and its file if the journal still has it. */
interface TakenUp {
  readonly kept: KeptRow
  readonly file: File | undefined
}
