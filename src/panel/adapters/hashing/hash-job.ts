import type { Failure } from '../../../core/failure.ts'

/** A file to hash. Ends exactly once, with `done` or `fail`. */
export interface HashJob {
  /** Ascending in the order of the requests. */
  readonly id: number
  readonly file: Blob
  /** Must be hashed alone: a worker crashed while processing it with others. */
  alone: boolean
  progress(bytes: number): void
  done(md5: string): void
  fail(failure: Failure): void
}

/** Processes groups of jobs: a worker, or the page. */
export interface HashTaker {
  /** Whether it can take another group now. */
  isFree(): boolean
  take(group: readonly HashJob[]): void
  /** Drops those of the jobs that it has, without calling `done` or `fail`. */
  drop(jobs: readonly HashJob[]): void
}
