/** Lists a site's assets page by page; concurrent callers share one listing. */
import pMap from 'p-map'
import type { CallKind } from '../webflow/budget-rules.ts'
import { knownAsset } from './asset-summary.ts'
import { sleep } from '../base/clock.ts'
import type { ListingStart } from '../state/catalogue-refresh.ts'
import type { SiteContext } from '../access/site-context.ts'
import { UpstreamError } from '../webflow/upstream-errors.ts'
import { TryLater } from '../base/try-later.ts'
import type { AssetListing } from '../webflow/schemas.ts'

export interface ListingRequest {
  /** A listing begun then or later will do (milliseconds since the epoch). */
  readonly since: number
  readonly kind: CallKind
  /** Larger listings stop after the first page, which the next listing reuses. */
  readonly mostPages: number
  /**
   * How long to wait in all, for another lister or for calls of the next minute, in milliseconds; then it throws
   * {@link TryLater}.
   */
  readonly patienceMs: number
  /** Called when more of `generation` can be read, for listers and waiters alike; `total` is Webflow's count. */
  readonly onProgress?: (generation: number, total: number) => void
  /** Called when the budget is spent; the listing resumes after `ms`. */
  readonly onWait?: (ms: number) => void
}

const PAGES_AT_ONCE = 4
/** How often to check another lister's progress. */
const POLL_MS = 250
/** The lease on the listing lasts this long beyond a call's time-out. */
const HOLD_MS = 15_000
/** Interactive listings use the small interactive reserve only for their first pages. */
const URGENT_PAGES = 2

/**
 * Resolves when the catalogue holds a listing begun at `since` or later: true; or false when it would have taken more
 * than `mostPages`. Rejects with an {@link UpstreamError}, or {@link TryLater}.
 */
export async function listAnew(context: SiteContext, request: ListingRequest): Promise<boolean> {
  return await new Lister(context, request).run()
}

// Helpers

class Lister {
  readonly #context: SiteContext
  readonly #request: ListingRequest
  readonly #owner: string = crypto.randomUUID()
  readonly #holdMs: number
  #patienceMs: number
  #pages = 0

  constructor(context: SiteContext, request: ListingRequest) {
    this.#context = context
    this.#request = request
    this.#holdMs = context.deps.config.upstreamTimeoutMs + HOLD_MS
    this.#patienceMs = request.patienceMs
  }

  async run(): Promise<boolean> {
    const { relisting } = this.#context.state
    for (;;) {
      const start = await relisting.begin(this.#owner, this.#request.since, this.#holdMs)
      if (start.type === 'fresh') return true
      if (start.type === 'go') {
        try {
          return await this.#list(start)
        } finally {
          await relisting.leave(this.#owner)
        }
      }
      if (start.total > 0) this.#request.onProgress?.(start.generation, start.total)
      await this.#wait(POLL_MS)
    }
  }

  /** False when there are too many pages. */
  async #list(start: ListingStart & { readonly type: 'go' }): Promise<boolean> {
    let from = start.from
    for (let round = 0; ; round++) {
      if (!(await this.#readPages(start.generation, from))) return false
      const end = await this.#context.state.relisting.finish(this.#owner, round > 0)
      if (end === 'lost') throw new TryLater('claimed', POLL_MS)
      if (end === 'done') return true
      from = 0
    }
  }

  async #readPages(generation: number, from: number): Promise<boolean> {
    const first = await this.#page(from)
    const step = Math.max(1, first.assets.length)
    const total = first.pagination?.total ?? from + first.assets.length
    const offsets: number[] = []
    for (let offset = from + step; offset < total; offset += step) offsets.push(offset)
    const progress = new Progress(from + step, step)
    await this.#save(generation, first, progress.done, total)
    if (offsets.length >= this.#request.mostPages) return false
    await pMap(
      offsets,
      async (offset) => {
        const page = await this.#page(offset)
        progress.add(offset)
        await this.#save(generation, page, progress.done, page.pagination?.total ?? total)
      },
      { concurrency: PAGES_AT_ONCE },
    )
    return true
  }

  async #save(generation: number, page: AssetListing, done: number, total: number): Promise<void> {
    const assets = page.assets.map(knownAsset)
    const { relisting } = this.#context.state
    if (!(await relisting.save(this.#owner, { assets, done, total }, this.#holdMs))) {
      throw new TryLater('claimed', POLL_MS)
    }
    this.#request.onProgress?.(generation, total)
  }

  async #page(offset: number): Promise<AssetListing> {
    const { webflow, site } = this.#context
    for (;;) {
      const kind = this.#pages++ < URGENT_PAGES ? this.#request.kind : 'bulk'
      try {
        return await webflow.listAssets(site, offset, kind)
      } catch (thrown) {
        if (!(thrown instanceof UpstreamError) || thrown.failure.code !== 'rate-limited')
          throw thrown
        const ms = thrown.failure.retryAfterMs ?? 1000
        if (this.#patienceMs < ms) throw thrown
        this.#request.onWait?.(ms)
        await this.#hold(ms)
      }
    }
  }

  /** Waits while renewing the lease on the listing. */
  async #hold(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= HOLD_MS) {
      await this.#context.state.relisting.keep(this.#owner, this.#holdMs)
      await this.#wait(Math.min(left, HOLD_MS))
    }
  }

  async #wait(ms: number): Promise<void> {
    if (this.#patienceMs < ms) throw new TryLater('budget', Math.max(1000, ms))
    this.#patienceMs -= ms
    await sleep(this.#context.deps.clock, ms)
  }
}

/** Pages arrive in any order; `done`: all assets before this offset have arrived. */
class Progress {
  readonly #step: number
  readonly #early = new Set<number>()
  done: number

  constructor(done: number, step: number) {
    this.done = done
    this.#step = step
  }

  add(offset: number): void {
    this.#early.add(offset)
    while (this.#early.delete(this.done)) this.done += this.#step
  }
}
