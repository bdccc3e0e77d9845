/**
 * Turns files into rows. Reading the size of a chosen file blocks the page until the system answers (0.3 ms a file in
 * Chromium 156, measured 2026-11-25), so a long drop is taken in pieces and the page stays responsive.
 */
import { rowId, type FolderId } from '../../core/brands.ts'
import { brokenLimit, tooDeep } from '../../core/limits.ts'
import { transition } from '../../core/row-events.ts'
import type { RowState } from '../../core/row.ts'
import type { Clock, RunObserver, TakenFile } from '../ports/run.ts'
import { createJob, type Job } from './jobs/job.ts'
import type { JobTable } from './jobs/job-table.ts'
import { PageTurns } from './jobs/page-turns.ts'
import type { Stages } from './stages.ts'

/** Files taken between two looks at the clock. */
export const PIECE_FILES = 16

export interface AddOptions {
  /** Holds the rows for review: nothing is written to the site before a person starts them. */
  readonly held?: boolean
  /** Reads every file, even if the digest cache knows it. */
  readonly verify?: boolean
}

export interface AdmissionDeps {
  readonly clock: Clock
  readonly observer: Pick<RunObserver, 'rowsAdded'>
  readonly signal: AbortSignal
}

export class Admission {
  readonly #deps: AdmissionDeps
  readonly #jobs: JobTable
  readonly #stages: Stages
  /** Drops not fully taken yet; the first one is in progress. */
  readonly #drops = new Set<Drop>()
  #nextId = 1

  constructor(deps: AdmissionDeps, jobs: JobTable, stages: Stages) {
    this.#deps = deps
    this.#jobs = jobs
    this.#stages = stages
  }

  /** Keeps new rows from getting an id up to `taken`. */
  skipIds(taken: number): void {
    this.#nextId = Math.max(this.#nextId, taken + 1)
  }

  /** Takes the files after those of earlier drops; a few files are taken synchronously. */
  add(files: readonly TakenFile[], under: FolderId | null, options: AddOptions): void {
    const { held = false, verify = false } = options
    this.#drops.add({ files, under, held, verify, isCancelled: false })
    if (this.#drops.size === 1) this.#takeAll().catch(() => undefined)
  }

  /** Releases the rest of every drop in progress. */
  start(): void {
    for (const drop of this.#drops) drop.held = false
  }

  /** Cancels the rest of every drop in progress. Each file still gets a row, so that none disappears silently. */
  cancel(): void {
    for (const drop of this.#drops) drop.isCancelled = true
  }

  /** Rejects when the page ends. */
  async #takeAll(): Promise<void> {
    const turns = new PageTurns(this.#deps.clock, this.#deps.signal)
    for (const drop of this.#drops) {
      this.#begin()
      const twice = sharedPaths(drop.files)
      for (let from = 0; from < drop.files.length; from += PIECE_FILES) {
        this.#take(drop, from, twice)
        if (turns.isDue) await turns.rest()
      }
      this.#drops.delete(drop)
    }
  }

  /** Starts a new run if no row is on its way: names may be reused, and the site is asked again. */
  #begin(): void {
    if (this.#jobs.left === 0) this.#stages.forget()
  }

  #take(drop: Drop, from: number, twice: ReadonlySet<string>): void {
    const jobs = drop.files.slice(from, from + PIECE_FILES).map((file) => {
      const job = this.#admit(file, drop)
      // The digest cache knows a file by its path and cannot tell these apart.
      if (drop.verify || twice.has(pathOf(file))) job.source = 'file'
      return job
    })
    this.#deps.observer.rowsAdded(jobs.map(({ row }) => row))
    this.#stages.journal?.added(jobs)
    for (const job of jobs) {
      if (drop.isCancelled) this.#stages.cancel(job)
      else if (this.#stages.isPaused) this.#stages.apply(job, { type: 'pause' })
      this.#stages.route(job)
    }
  }

  #admit({ file, path }: TakenFile, { under, held }: Drop): Job {
    const place = this.#stages.naming.place(under, path)
    const name = this.#stages.naming.name(file.name, place)
    const { size } = file
    const broken = brokenLimit({ name, size }) ?? tooDeep(path)
    const queued: RowState = { phase: 'queued' }
    const state = broken ? transition(queued, { type: 'refuse', failure: broken }) : queued
    const job = createJob({ id: rowId(this.#nextId++), file, size, path, name, place, state }, held)
    this.#jobs.add(job)
    return job
  }
}

// Helpers

interface Drop {
  readonly files: readonly TakenFile[]
  readonly under: FolderId | null
  held: boolean
  readonly verify: boolean
  isCancelled: boolean
}

const pathOf = ({ file, path }: TakenFile): string => [...path, file.name].join('/')

/** Paths that several files share: without directories, a drop may hold two files of one name. */
function sharedPaths(files: readonly TakenFile[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const file of files) {
    const path = pathOf(file)
    if (seen.has(path)) twice.add(path)
    seen.add(path)
  }
  return twice
}
