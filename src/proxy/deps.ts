/**
 * What the proxy needs from its host. The entries (`node.ts`, `cloudflare.ts`) implement it; tests implement it
 * with a manual clock, SQLite in memory and a scripted Webflow.
 */
import type { SiteId } from '../core/brands.ts'
import type { Budget } from './budget.ts'
import type { Config } from './config.ts'
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

export interface Deps {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  readonly sealer: Sealer
  readonly fetch: typeof globalThis.fetch
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
