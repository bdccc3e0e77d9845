/**
 * Files that wait for a person's word before they are rows of the run, since assets stand in their places. They are
 * written down as rows are, so that a reload loses none of them.
 */
import type { FolderId, RowId } from '../../core/brands.ts'
import type { KeptRow } from '../../core/kept-row.ts'
import { normaliseFileName } from '../../core/names.ts'
import type { TakenFile } from '../ports.ts'
import type { Admission, LetInOptions } from './admission.ts'
import { createJob, type Job } from './job.ts'
import { placeBelow } from './naming.ts'
import type { Stages } from './stages.ts'

/** A file that waits; `id` becomes its row's. */
export interface WaitingFile {
  readonly id: RowId
  readonly taken: TakenFile
  readonly into: FolderId | null
}

export class Waiting {
  readonly #stages: Stages
  readonly #admission: Admission
  readonly #jobs = new Map<RowId, Job>()

  constructor(stages: Stages, admission: Admission) {
    this.#stages = stages
    this.#admission = admission
  }

  get isEmpty(): boolean {
    return this.#jobs.size === 0
  }

  /** Takes a file in to wait. A row that waited for its word and had lost its file is one with it from now on. */
  hold(taken: TakenFile, into: FolderId | null): WaitingFile {
    const id = this.#admission.nextId()
    const { file, path } = taken
    const { size } = file
    const [name, place] = [normaliseFileName(file.name), placeBelow(into, path)]
    const job = createJob({ id, file, size, path, name, place, state: { phase: 'queued' } })
    this.#add(job)
    this.#stages.lost.waitsAgain(job)
    this.#stages.keeper?.added([job])
    return { id, taken, into }
  }

  /** A file that another page has left waiting, and that is kept. */
  takeUp({ id, size, path, name, place }: KeptRow, file: File): WaitingFile {
    const job = createJob({ id, file, size, path, name, place, state: { phase: 'queued' } })
    job.source = 'file'
    this.#add(job)
    this.#stages.keeper?.added([job], () => true)
    return { id, taken: { file, path }, into: place.under }
  }

  /** They become rows. */
  letIn(ids: readonly RowId[], options: LetInOptions): void {
    this.#admission.letIn(this.#taken(ids), options)
  }

  /** Nothing is to become of them. */
  forget(ids: readonly RowId[]): void {
    this.#stages.keeper?.removed(this.#taken(ids).map(({ row }) => row.id))
  }

  #add(job: Job): void {
    job.asks = true
    this.#jobs.set(job.row.id, job)
  }

  #taken(ids: readonly RowId[]): readonly Job[] {
    return ids.flatMap((id) => {
      const job = this.#jobs.get(id)
      this.#jobs.delete(id)
      return job ?? []
    })
  }
}
