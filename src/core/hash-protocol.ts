/**
 * The messages between the panel's pool and a hash worker. Imported by both; generic over the blob because core
 * knows no DOM type. Every job that was commanded ends in exactly one `digest` or `failed`.
 */
import type { Failure } from './failure.ts'

export type HashCommand<Blob> =
  | { readonly type: 'hash'; readonly job: number; readonly file: Blob }
  | { readonly type: 'cancel'; readonly job: number }

export type HashEvent =
  /** Sent once, after the engine has proven itself on a known vector. */
  | { readonly type: 'ready'; readonly engine: HashEngine }
  /** No engine works in this worker; it will answer nothing else. */
  | { readonly type: 'unusable'; readonly failure: Failure }
  /** `bytes` hashed so far; never goes back within a job. */
  | { readonly type: 'progress'; readonly job: number; readonly bytes: number }
  | { readonly type: 'digest'; readonly job: number; readonly md5: string }
  | { readonly type: 'failed'; readonly job: number; readonly failure: Failure }

/** WASM where the frame's CSP lets it compile, plain JavaScript where not. */
export type HashEngine = 'wasm' | 'javascript'
