/** A row on its way through the flow, with the flow's notes on it. */
import type { FolderId } from '../../../core/brands.ts'
import type { RowEvent } from '../../../core/row-events.ts'
import type { RunRow } from '../../ports/run.ts'

export interface Job {
  readonly row: RunRow
  /** Aborts the row's current work; replaced after each abort. */
  stop: AbortController
  /** Automatic tries that failed since the last progress. */
  tries: number
  /** The most bytes sent in one try. */
  furthest: number
  /** Earliest time of the next send, milliseconds since the epoch. */
  notBefore: number
  /**
   * Reserve requests that name the row, and cancels of its records. While there are any, the row is not reserved again.
   */
  pendingRequests: number
  /** The folder to upload to; undefined until the proxy names it. */
  destination: FolderId | null | undefined
  /** Rows with the same bytes, waiting for this one. */
  readonly twins: Set<Job>
  moving: boolean
  /** Writes nothing to the site before a person starts it. */
  heldForReview: boolean
  /** A person resumed this row alone while the run is paused. */
  resumedIndividually: boolean
  /** Creates a new asset though the site has the bytes. */
  forceNew: boolean
  /** The row awaited an answer to a name conflict. It must be compared with the site before it continues. */
  awaitingAnswer: boolean
  source: DigestSource
}

/**
 * Where a row's digest comes from. `cache`: the cache may be asked; `guess`: the cache gave it and the file was not
 * read; `file`: it must be computed from the bytes.
 */
export type DigestSource = 'cache' | 'guess' | 'file'

/** How stages change a row; there is no other way. */
export interface JobDispatcher {
  /**
   * Applies the event, notifies the observer and hands the row to the stage of its new phase. Returns false if the
   * phase does not accept the event.
   */
  apply(job: Job, event: RowEvent): boolean
  /** Hands the row to its stage again once it is no longer blocked. */
  route(job: Job): void
  /** Has the file hashed if a guessed digest does not suffice. */
  doubt(job: Job): void
}

export function createJob(row: RunRow, held = false): Job {
  return {
    row,
    stop: new AbortController(),
    tries: 0,
    furthest: 0,
    notBefore: 0,
    pendingRequests: 0,
    destination: undefined,
    twins: new Set(),
    moving: false,
    heldForReview: held,
    resumedIndividually: false,
    forceNew: false,
    awaitingAnswer: false,
    source: 'cache',
  }
}

/** Aborts the row's current work. */
export function halt(job: Job): void {
  job.stop.abort()
  job.stop = new AbortController()
}

/** Removes and returns the first item. */
export function takeFirst<Item>(items: Set<Item>): Item | undefined {
  for (const item of items) {
    items.delete(item)
    return item
  }
  return undefined
}
