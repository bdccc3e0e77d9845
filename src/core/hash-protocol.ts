/**
 * The messages between the panel's hash pool and a hash worker. Generic over the blob because core has no DOM types.
 * Every job that is not cancelled ends in exactly one digest or one `failed`.
 */
import type { Failure } from './failure.ts'

export type HashCommand<Blob> =
  /** Files to read and hash together. A worker may process several such groups at a time. */
  | { readonly type: 'hash'; readonly files: readonly CommandedFile<Blob>[] }
  /** Stops these jobs; they may still end in a digest or `failed`. */
  | { readonly type: 'cancel'; readonly jobs: readonly number[] }

export interface CommandedFile<Blob> {
  readonly job: number
  readonly file: Blob
}

export type HashEvent =
  /** Sent once, after the engine has passed its self-test. */
  | { readonly type: 'ready'; readonly engine: HashEngine }
  /** No engine works in this worker; it sends nothing else. */
  | { readonly type: 'unusable'; readonly failure: Failure }
  | FileEvent

/** Progress and results of files. */
export type FileEvent =
  /** `bytes` hashed so far; never decreases within a job. */
  | { readonly type: 'progress'; readonly job: number; readonly bytes: number }
  /** Several at once because a message costs more than the MD5 of a small file. In any order. */
  | { readonly type: 'digests'; readonly digests: readonly FileDigest[] }
  | { readonly type: 'failed'; readonly job: number; readonly failure: Failure }

export interface FileDigest {
  readonly job: number
  readonly md5: string
}

/**
 * `lanes`: many files at once in WASM SIMD. `wasm`: one file at a time, when SIMD is missing. `javascript`: when the
 * frame's CSP forbids WASM.
 */
export type HashEngine = 'lanes' | 'wasm' | 'javascript'
