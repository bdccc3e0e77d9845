/**
 * The run: every file on its way from the drop to the site, as one machine over the ports. What people do with rows is
 * here; how rows go on by themselves is the stages'.
 */
import type { FolderId, RowId } from '../../core/brands.ts'
import { resumedState } from '../../core/journal.ts'
import type { KeptRow } from '../../core/kept-row.ts'
import { isSettled } from '../../core/row.ts'
import type { OwnRun } from '../ports-journal.ts'
import type { TakenFile } from '../ports.ts'
import { Admission, type AddOptions } from './admission.ts'
import { createJob, type Job } from './job.ts'
import { Keeper } from './keeper.ts'
import { Stages, type RunDeps } from './stages.ts'
import { Waiting, type WaitingFile } from './waiting.ts'

export class Run {
  readonly #deps: RunDeps
  readonly #jobs = new Map<RowId, Job>()
  readonly #over = new AbortController()
  readonly #stages: Stages
  readonly #admission: Admission
  /** Files that are no rows yet. */
  readonly waiting: Waiting

  constructor(deps: RunDeps) {
    const { signal } = this.#over
    this.#deps = deps
    this.#stages = new Stages(deps, this.#jobs, signal)
    this.#admission = new Admission({ ...deps, signal }, this.#jobs, this.#stages)
    this.waiting = new Waiting(this.#stages, this.#admission)
  }

  /** Writes the run down from now on. To be called before anything is added. */
  keepIn(own: OwnRun): void {
    for (const id of own.unreadable) this.#admission.skipIds(id)
    this.#stages.keeper = new Keeper(own, this.#deps.clock, this.#over.signal)
  }

  /**
   * Rows of a run that another page has left, each with its file where that is still here. Nothing goes on before
   * {@link resume}. Returned are those that are no rows: they wait for a person's word.
   */
  takeUp(rows: readonly TakenUp[]): readonly WaitingFile[] {
    for (const { kept } of rows) this.#admission.skipIds(kept.id)
    const [jobs, withBytes]: [Job[], Set<RowId>] = [[], new Set()]
    const waiting: WaitingFile[] = []
    for (const { kept, file } of rows) {
      if (kept.asks && file) {
        waiting.push(this.waiting.takeUp(kept, file))
        continue
      }
      jobs.push(this.#restored(kept, file))
      if (file) withBytes.add(kept.id)
    }
    this.#deps.observer.rowsAdded(jobs.map(({ row }) => row))
    this.#stages.keeper?.added(jobs, ({ row }) => withBytes.has(row.id))
    return waiting
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
    return this.#stages.held.size > 0
  }

  /** What was added to be held goes on. */
  start(): void {
    this.#admission.start()
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
    if (!job) return
    job.goesOn = true
    this.#stages.apply(job, { type: 'resume' })
  }

  /** Stops the rows at once; records that they have on the site are given up. */
  cancel(ids: readonly RowId[]): void {
    const jobs = this.#jobsOf(ids)
    // Twins first, so that none of them is promoted only to be cancelled.
    for (const job of jobs) if (job.row.state.phase === 'twin') this.#stages.cancel(job)
    for (const job of jobs) this.#stages.cancel(job)
  }

  cancelAll(): void {
    this.#admission.cancel()
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
    this.#stages.choices.anew(this.#jobsOf(ids), this.#admission.naming)
  }

  /** Forgets settled rows. */
  remove(ids: readonly RowId[]): void {
    const gone = this.#jobsOf(ids).filter(({ row }) => isSettled(row.state))
    for (const { row } of gone) {
      this.#jobs.delete(row.id)
      this.#stages.lost.remove(row.id)
    }
    if (this.#jobs.size === 0 && this.waiting.isEmpty) this.#stages.keeper?.clear()
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
    void this.#deps.digests.flush()
  }

  dispose(): void {
    this.#over.abort()
    for (const job of this.#jobs.values()) job.stop.abort()
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
    job.asks = kept.asks === true
    job.source = 'file'
    this.#jobs.set(id, job)
    this.#admission.naming.reserve(name, place)
    this.#stages.lost.add(job)
    if (isSettled(state)) return job
    this.#stages.left += 1
    if (held) this.#stages.held.add(job)
    return job
  }
}

// Helpers

/** A row that another page has left, and its file where that is kept. */
interface TakenUp {
  readonly kept: KeptRow
  readonly file: File | undefined
}
