/**
 * What the proxy needs from its host. The entries (`node.ts`, `cloudflare.ts`) implement it; tests implement it
 * with a manual clock, SQLite in memory and a scripted Webflow.
 */
import type { SiteId } from '../../core/brands.ts'
import type { BudgetHandle } from '../webflow/budget.ts'
import type { TimeSource } from '../base/clock.ts'
import type { Config } from '../base/config.ts'
import type { Digest } from '../base/digest.ts'
import type { Log } from '../base/log.ts'
import type { PostForm } from '../base/post-form.ts'
import type { Sealer } from './sealer.ts'
import type { SiteHandle } from '../state/site.ts'

export interface Deps {
  readonly config: Config
  readonly clock: TimeSource
  readonly log: Log
  readonly sealer: Sealer
  readonly fetch: typeof globalThis.fetch
  readonly postForm: PostForm
  readonly createDigest: () => Digest
  /** The state of a site; costs nothing until a method is called. */
  readonly site: (id: SiteId) => SiteHandle
  /** Single-use tokens, for all sites. */
  readonly vault: () => SiteHandle['vault']
  /** The calls of one token, named by its hash. */
  readonly budget: (tokenHash: string) => BudgetHandle
  /** Keeps work running after its answer, on hosts that would otherwise stop it. */
  readonly keepAlive: (work: Promise<unknown>) => void
  /** @throws unknown when the database does not answer. */
  readonly ping: () => Promise<void>
}
