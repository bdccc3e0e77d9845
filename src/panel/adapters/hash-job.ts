import type { Failure } from '../../core/failure.ts'

/** A file on its way. `settled` guards that it ends exactly once. */
export interface HashJob {
  readonly id: number
  readonly file: Blob
  readonly told: { bytes: number }
  progress(bytes: number): void
  done(md5: string): void
  fail(failure: Failure): void
}
