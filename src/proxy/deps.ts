/**
 * What the proxy needs from its host. The entries (`node.ts`, `cloudflare.ts`) implement it; tests implement it
 * with a manual clock, SQLite in memory and a scripted Webflow.
 */
import type { SiteId } from '../core/brands.ts'
import type { Budget } from './budget.ts'
import type { Config } from './config.ts'
import type { Envelope } from './form-envelope.ts'
import type { Log } from './log.ts'
import type { Sealer } from './sealer.ts'
import type { Site } from './site.ts'

/** Time, so that tests own it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls `run` once after `ms`, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void
}

/** An object of the same methods, near or far: every answer may be a promise. */
type Handle<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => infer R
    ? (...args: A) => R | Promise<R>
    : never
}

/** The state of one site, by its parts; wherever it lives. */
export type SiteHandle = { readonly [P in keyof Site]: Handle<Site[P]> }
export type BudgetHandle = Handle<Budget>

/** MD5 of bytes as they pass. */
export interface Digest {
  update(bytes: Uint8Array): void
  /** 32 lower-case hex digits. May be called once. */
  hex(): string
}

/** The body of a request, which its host may know a shorter way to than web streams. */
export interface Upload {
  readonly request: Request
  /** What the host says of the request besides: Hono's `env`. */
  readonly host: unknown
}

/** A form for storage, with the body of a request as the file in it. */
export interface FormPost {
  readonly url: string
  readonly envelope: Envelope
  readonly from: Upload
  /** Called with each piece before it goes on. */
  readonly take: (piece: Uint8Array) => void
  /** Called when no more pieces will come, before storage is given the end of the form. */
  readonly finish: () => void
  readonly signal: AbortSignal
}

export interface StorageAnswer {
  readonly status: number
  readonly etag: string | null
  /** No more of it than has a meaning. */
  readonly text: string
}

/**
 * Posts in constant memory, with the exact Content-Length, and no faster than storage takes it. Follows no redirect and
 * believes no success that is told before the file is whole. Rejects with what `take` or `finish` throws, when storage
 * cannot be reached or cuts the connection, and when `signal` ends; then the form is never completed, and its connection
 * is closed.
 */
export type PostForm = (post: FormPost) => Promise<StorageAnswer>

export interface Deps {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  readonly sealer: Sealer
  readonly fetch: typeof globalThis.fetch
  readonly postForm: PostForm
  readonly createDigest: () => Digest
  /** The state of a site; costs nothing until a method is called. */
  readonly site: (id: SiteId) => SiteHandle
  /** What may only be used once, for all sites. */
  readonly vault: () => SiteHandle['vault']
  /** The calls of one token, named by its hash. */
  readonly budget: (tokenHash: string) => BudgetHandle
  /** Keeps work going after its answer has been sent, where the host would end it. */
  readonly keepAlive: (work: Promise<unknown>) => void
  /** @throws unknown when the database does not answer. */
  readonly ping: () => Promise<void>
}

/** Resolves after `ms` of the clock. */
export function sleep(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve)
  })
}
