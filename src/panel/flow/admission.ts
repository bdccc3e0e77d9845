/**
 * Files on their way into the run. Asking a chosen file for its size holds the page up until the system has answered
 * (0.3 ms a file in Chromium 156, measured 2026-11-25), so that a long drop comes in pieces, and the page answers
 * between them.
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

/** Files that are taken before the time is looked at. */
export const PIECE_FILES = 16

export interface AddOptions {
  /** Nothing of the files is written to the site before a person starts it. */
  readonly held?: boolean
  /** Every file is read, also those whose digest this browser knows from before. */
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
  /** Drops that are not wholly in yet; the first one is being taken. */
  readonly #drops = new Set<Drop>()
  #nextId = 1

  constructor(deps: AdmissionDeps, jobs: JobTable, stages: Stages) {
    this.#deps = deps
    this.#jobs = jobs
    this.#stages = stages
  }

  /** Rows that are there already keep their ids to themselves. */
  skipIds(taken: number): void {
    this.#nextId = Math.max(this.#nextId, taken + 1)
  }

  /** Takes the files in after those of earlier drops; at once where they are few. */
  add(files: readonly TakenFile[], under: FolderId | null, options: AddOptions): void {
    const { held = false, verify = false } = options
    this.#drops.add({ files, under, held, verify, isCancelled: false })
    if (this.#drops.size === 1) this.#takeAll().catch(() => undefined)
  }

  /** What is still to come is not held either. */
  start(): void {
    for (const drop of this.#drops) drop.held = false
  }

  /** What is still to come is cancelled as it comes: no file is lost without a row that says so. */
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

  /** Where nothing is left of the last run, a new one begins: names may be used again, the site is asked anew. */
  #begin(): void {
    if (this.#jobs.left === 0) this.#stages.forget()
  }

  #take(drop: Drop, from: number, twice: ReadonlySet<string>): void {
    const jobs = drop.files.slice(from, from + PIECE_FILES).map((file) => {
      const job = this.#admit(file, drop)
      // The cache knows a file by its path, so that it cannot tell these apart.
      if (drop.verify || twice.has(pathOf(file))) job.source = 'file'
      return job
    })
    this.#deps.observer.rowsAdded(jobs.map(({ row }) => row))
    this.#stages.keeper?.added(jobs)
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

/** Paths that more than one of the files have: where no directory is told, two of the same name may come together. */
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
