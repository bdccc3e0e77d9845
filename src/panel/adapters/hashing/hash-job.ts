import type { Failure } from '../../../core/failure.ts'

/** A file on its way to its digest; ends once, by `done` or `fail`. */
export interface HashJob {
  /** Counts up with the order of asking. */
  readonly id: number
  readonly file: Blob
  /** Goes in no group, and in a hand of its own: a worker died with it and others in hand. */
  alone: boolean
  progress(bytes: number): void
  done(md5: string): void
  fail(failure: Failure): void
}

/** Whoever takes groups of jobs in hand: a worker, or the page. */
export interface HashTaker {
  /** Whether it takes another group now. */
  isFree(): boolean
  take(group: readonly HashJob[]): void
  /** Lets go of jobs at once, without a word; knows which of them it has. */
  drop(jobs: readonly HashJob[]): void
}
