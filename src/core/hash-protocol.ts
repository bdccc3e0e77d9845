/**
 * The messages between the panel's pool and a hash worker. Imported by both; generic over the blob because core
 * knows no DOM type. Every job that was commanded, and not cancelled, ends in exactly one digest or `failed`.
 */
import type { Failure } from './failure.ts'

export type HashCommand<Blob> =
  /** Files that are read and hashed together. A worker may have several such groups in hand. */
  | { readonly type: 'hash'; readonly files: readonly CommandedFile<Blob>[] }
  /** Nobody wants these any more; whether they still end is left open. */
  | { readonly type: 'cancel'; readonly jobs: readonly number[] }

export interface CommandedFile<Blob> {
  readonly job: number
  readonly file: Blob
}

export type HashEvent =
  /** Sent once, after the engine has proven itself on known digests. */
  | { readonly type: 'ready'; readonly engine: HashEngine }
  /** No engine works in this worker; it will answer nothing else. */
  | { readonly type: 'unusable'; readonly failure: Failure }
  | FileEvent

/** What is told of files on their way. */
export type FileEvent =
  /** `bytes` hashed so far; never goes back within a job. */
  | { readonly type: 'progress'; readonly job: number; readonly bytes: number }
  /** Several at once, in any order: a message costs more than the MD5 of a small file. */
  | { readonly type: 'digests'; readonly digests: readonly FileDigest[] }
  | { readonly type: 'failed'; readonly job: number; readonly failure: Failure }

export interface FileDigest {
  readonly job: number
  readonly md5: string
}

/**
 * `lanes`: many files at once in WASM SIMD. `wasm`: one after the other, where there is no SIMD. `javascript`: where
 * the frame's CSP lets no WASM compile.
 */
export type HashEngine = 'lanes' | 'wasm' | 'javascript'
