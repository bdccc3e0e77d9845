/**
 * The run: every file on its way from the drop to the site, as one machine over the ports. What people do with rows is
 * here; how rows go on by themselves is the stages'.
 */
import { rowId, type FolderId, type RowId } from '../../core/brands.ts'
import { resumedState } from '../../core/journal.ts'
import type { KeptRow } from '../../core/kept-row.ts'
import { brokenLimit } from '../../core/limits.ts'
import { transition } from '../../core/row-events.ts'
import { isSettled, type RowState } from '../../core/row.ts'
import type { OwnRun } from '../ports-journal.ts'
import type { TakenFile } from '../ports.ts'
import { createJob, halt, type Job } from './job.ts'
import { Keeper } from './keeper.ts'
import { Naming } from './naming.ts'
import { Stages, type RunDeps } from './stages.ts'

export class Run {
  readonly #deps: RunDeps
  readonly #jobs = new Map<RowId, Job>()
  readonly #over = new AbortController()
  readonly #stages: Stages
  #naming = new Naming()
  #nextId = 1

  constructor(deps: RunDeps) {
    this.#deps = deps
    this.#stages = new Stages(deps, this.#jobs, this.#over.signal)
  }

  /** Writes the run down from now on. To be called before anything is added. */
  keepIn(own: OwnRun): void {
    this.#stages.keeper = new Keeper(own, this.#deps.clock, this.#over.signal)
  }

  /**
   * Rows of a run that another page has left, each with its file where that is still here. Nothing goes on before
   * {@link resume}.
   */
  takeUp(rows: readonly { readonly kept: KeptRow; readonly file: File | undefined }[]): void {
    const jobs = rows.map(({ kept, file }) => this.#restored(kept, file))
    const held = new Set(rows.flatMap(({ kept, file }) => (file ? [kept.id] : [])))
    this.#deps.observer.rowsAdded(jobs.map(({ row }) => row))
    this.#stages.keeper?.added(jobs, ({ row }) => held.has(row.id))
  }

  /**
   * Adds files at any time; those that break no limit start at once, unless the run is paused. `held`: nothing of
   * them is written to the site before {@link start}.
   */
  add(files: readonly TakenFile[], under: FolderId | null, held = false): void {
    this.begin()
    this.more(files, under, held)
  }

  /** Where nothing is left of the last run, a new one begins: names may be used again, the site is asked anew. */
  begin(): void {
    if (this.#stages.left > 0) return
    this.#naming = new Naming()
    this.#stages.forget()
  }

  /** More files of one drop, after {@link begin}. */
  more(files: readonly TakenFile[], under: FolderId | null, held: boolean): void {
    const jobs = files.map(({ file, path }) => this.#admit(file, path, under, held))
    this.#deps.observer.rowsAdded(jobs.map(({ row }) => row))
    this.#stages.keeper?.added(jobs)
    for (const job of jobs) {
      if (this.isPaused) this.#stages.apply(job, { type: 'pause' })
      this.#stages.route(job)
    }
  }

  /** Whether rows wait for a person's start. */
  get isHeld(): boolean {
    return this.#stages.held.size > 0
  }

  /** What was added to be held goes on. */
  start(): void {
    this.#stages.held.clear()
    for (const job of this.#jobs.values()) {
      if (!job.held) continue
      job.held = false
      this.#stages.apply(job, { type: 'start' })
      this.#stages.choices.begin(job)
    }
  }

  get isPaused(): boolean {
    return this.#stages.isPaused
  }

  /** Holds back what has no record on the site yet; the rest is finished. */
  pause(): void {
    this.#stages.isPaused = true
    for (const job of this.#jobs.values()) this.#stages.pause(job)
  }

  resume(): void {
    this.#stages.isPaused = false
    for (const job of this.#jobs.values()) this.#stages.apply(job, { type: 'resume' })
  }

  pauseRow(id: RowId): void {
    const job = this.#jobs.get(id)
    if (job) this.#stages.pause(job)
  }

  resumeRow(id: RowId): void {
    const job = this.#jobs.get(id)
    if (job) this.#stages.apply(job, { type: 'resume' })
  }

  /** Stops the rows at once; records that they have on the site are given up. */
  cancel(ids: readonly RowId[]): void {
    const jobs = this.#jobsOf(ids)
    // Twins first, so that none of them is promoted only to be cancelled.
    for (const job of jobs) if (job.row.state.phase === 'twin') this.#cancel(job)
    for (const job of jobs) this.#cancel(job)
  }

  cancelAll(): void {
    this.cancel([...this.#jobs.keys()])
  }

  /** Failed and cancelled rows start again at their last durable step. */
  retry(ids: readonly RowId[]): void {
    for (const job of this.#jobsOf(ids)) {
      job.tries = 0
      job.furthest = 0
      job.notBefore = 0
      this.#stages.apply(job, { type: 'retry' })
    }
  }

  keep(ids: readonly RowId[]): void {
    this.#stages.choices.keep(this.#jobsOf(ids))
  }

  skip(ids: readonly RowId[]): void {
    this.#stages.choices.skip(this.#jobsOf(ids))
  }

  moveHere(ids: readonly RowId[]): void {
    this.#stages.choices.move(this.#jobsOf(ids))
  }

  uploadAnew(ids: readonly RowId[]): void {
    this.#stages.choices.anew(this.#jobsOf(ids), this.#naming)
  }

  /** Forgets settled rows. */
  remove(ids: readonly RowId[]): void {
    const gone = this.#jobsOf(ids).filter(({ row }) => isSettled(row.state))
    for (const { row } of gone) {
      this.#jobs.delete(row.id)
      this.#stages.lost.remove(row.id)
    }
    if (this.#jobs.size === 0) this.#stages.keeper?.clear()
    else this.#stages.keeper?.removed(gone.map(({ row }) => row.id))
  }

  /**
   * The page's last moment: records whose bytes will not come are given up without waiting for an answer. Where another
   * page can take the run up, its records wait for it; the proxy deletes them when nobody comes.
   */
  leave(): void {
    const tickets = new Set(this.#stages.ticketsGivenUp())
    if (!this.#stages.keeper?.isKeeping) {
      for (const { row } of this.#jobs.values()) {
        if ('ticket' in row.state) tickets.add(row.state.ticket.ticket)
      }
    }
    if (tickets.size > 0) this.#deps.proxy.cancelOnLeave([...tickets])
  }

  dispose(): void {
    this.#over.abort()
    for (const job of this.#jobs.values()) job.stop.abort()
  }

  #cancel(job: Job): void {
    const { state } = job.row
    if (isSettled(state)) return
    halt(job)
    if (state.phase === 'reserved' || state.phase === 'sending') {
      this.#stages.release(job, state.ticket.ticket)
    }
    this.#stages.apply(job, { type: 'cancel' })
  }

  #jobsOf(ids: readonly RowId[]): Job[] {
    return ids.flatMap((id) => this.#jobs.get(id) ?? [])
  }

  #restored(kept: KeptRow, file: File | undefined): Job {
    const { id, fileName, modified: lastModified, size, path, name, place, held, anew } = kept
    const state = resumedState(kept, file !== undefined)
    const gone = new File([], fileName, { lastModified })
    const job = createJob({ id, file: file ?? gone, size, path, name, place, state }, held)
    job.anew = anew
    this.#jobs.set(id, job)
    this.#nextId = Math.max(this.#nextId, id + 1)
    this.#stages.lost.add(job)
    if (isSettled(state)) return job
    this.#stages.left += 1
    if (held) this.#stages.held.add(job)
    return job
  }

  #admit(file: File, path: readonly string[], under: FolderId | null, held: boolean): Job {
    const place = this.#naming.place(under, path)
    const name = this.#naming.name(file.name, place)
    const broken = brokenLimit({ name, size: file.size })
    const queued: RowState = { phase: 'queued' }
    const state = broken ? transition(queued, { type: 'refuse', failure: broken }) : queued
    const job = createJob(
      { id: rowId(this.#nextId++), file, size: file.size, path, name, place, state },
      held,
    )
    this.#jobs.set(job.row.id, job)
    if (broken) return job
    this.#stages.left += 1
    if (held) this.#stages.held.add(job)
    return job
  }
}
