/** A row on its way through the flow, with the flow's own notes about it. */
import type { FolderId } from '../../../core/brands.ts'
import type { RowEvent } from '../../../core/row-events.ts'
import type { RunRow } from '../../ports/run.ts'

export interface Job {
  readonly row: RunRow
  /** Ends what is being done for the row now; a fresh one after each stop. */
  stop: AbortController
  /** Automatic tries that failed since bytes last moved. */
  tries: number
  /** The most bytes that ever left in one try. */
  furthest: number
  /** Milliseconds since the epoch before which the bytes are not sent again. */
  notBefore: number
  /** A reserve request that names the row is on its way, or its record is being given up: no new one yet. */
  pendingRequests: number
  /** The folder that the row is meant for, once the proxy has told it. */
  wanted: FolderId | null | undefined
  /** Rows with the same bytes that wait for this one. */
  readonly twins: Set<Job>
  moving: boolean
  /** Nothing of it is written to the site before a person starts it. */
  heldForReview: boolean
  /** A person lets it go on, though the run is paused. */
  resumedIndividually: boolean
  /** A new asset is wanted though the site has the bytes. */
  forceNew: boolean
  /** A person was to be asked about an asset of its name: it does not go on before it is compared with the site. */
  awaitingAnswer: boolean
  source: DigestSource
}

/**
 * Where a row's digest comes from. `cache`: it may be asked; `guess`: it told the digest, and nobody has read the file;
 * `file`: only what is computed of the bytes will do.
 */
export type DigestSource = 'cache' | 'guess' | 'file'

/** What the stages get: the one way to change a row. */
export interface JobDispatcher {
  /**
   * Applies the event, tells the observer, and hands the row to the stage of its new phase. False when the phase
   * does not know the event.
   */
  apply(job: Job, event: RowEvent): boolean
  /** Hands the row to its stage again, after what held it back is gone. */
  route(job: Job): void
  /** Has the file read, for whatever takes more than a guess at its digest. */
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
    wanted: undefined,
    twins: new Set(),
    moving: false,
    heldForReview: held,
    resumedIndividually: false,
    forceNew: false,
    awaitingAnswer: false,
    source: 'cache',
  }
}

/** Ends what is being done for the row. */
export function halt(job: Job): void {
  job.stop.abort()
  job.stop = new AbortController()
}

/** The first one of a set, taken out. */
export function takeFirst<Item>(items: Set<Item>): Item | undefined {
  for (const item of items) {
    items.delete(item)
    return item
  }
  return undefined
}
