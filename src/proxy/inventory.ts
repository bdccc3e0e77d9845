/**
 * What is on the site now, asked for as seldom as the answer allows: one listing serves many questions, and single
 * assets are read where that takes fewer calls. One object per request; the listing itself is kept in the site's
 * catalogue, for other requests and processes.
 */
import type { CallKind } from './budget-rules.ts'
import type { KnownAsset } from './catalogue.ts'
import type { SiteContext } from './site-context.ts'
import type { AssetListing, WebflowAsset } from './webflow-schemas.ts'

/** A listing of so many calls is made without counting: it tells folders too, which a single asset does not. */
const CHEAP_PAGES = 3
const PAGES_AT_ONCE = 4
/** How old a listing may be, for each page that it took: a large site is listed more seldom. */
const TRUST_MS_PER_PAGE = 1000
const LEAST_TRUST_MS = 2000
const MOST_TRUST_MS = 60_000

export class Inventory {
  readonly #context: SiteContext
  readonly #kind: CallKind
  #listing: { readonly startedAt: number; readonly done: Promise<boolean> } | undefined

  constructor(context: SiteContext, kind: CallKind = 'bulk') {
    this.#context = context
    this.#kind = kind
  }

  /**
   * What these assets are now; those that are gone are missing from the map. `known` is what was believed: its folder
   * stands where Webflow was asked for the asset alone.
   */
  async find(known: readonly KnownAsset[]): Promise<ReadonlyMap<string, KnownAsset>> {
    if (known.length === 0) return new Map()
    const { catalogue } = this.#context.state
    if (await this.#isListable(known.length)) {
      const listed = await catalogue.assets(known.map((asset) => asset.asset))
      const found = new Map(listed.map((asset) => [asset.asset, asset]))
      // A page can shift while it is being read: what a listing misses is asked for before it is believed gone.
      return await this.#readEach(known, found)
    }
    return await this.#readEach(known, new Map())
  }

  /** Makes sure that the catalogue holds a listing begun at `since` or later. */
  async listSince(since: number): Promise<void> {
    const { startedAt } = await this.#context.state.catalogue.listing('assets')
    if (startedAt >= since) return
    await this.#list(since, Number.POSITIVE_INFINITY)
  }

  // Helpers

  /** Whether a listing is at hand, or cheaper to have than `questions` single calls. */
  async #isListable(questions: number): Promise<boolean> {
    const { startedAt, pages } = await this.#context.state.catalogue.listing('assets')
    const trusted = Math.min(MOST_TRUST_MS, Math.max(LEAST_TRUST_MS, pages * TRUST_MS_PER_PAGE))
    const since = this.#context.deps.clock.now() - trusted
    if (startedAt >= since) return true
    const mostPages = Math.max(CHEAP_PAGES, questions)
    if (pages > mostPages) return false
    return await this.#list(since, mostPages)
  }

  /** Joins the listing that this request has under way, if it was begun late enough. */
  #list(since: number, mostPages: number): Promise<boolean> {
    const running = this.#listing
    if (running && running.startedAt >= since) return running.done
    const startedAt = this.#context.deps.clock.now()
    const done = this.#listAll(startedAt, mostPages)
    this.#listing = { startedAt, done }
    return done
  }

  /** False when it would have taken more than `mostPages`: then nothing was kept. */
  async #listAll(startedAt: number, mostPages: number): Promise<boolean> {
    const { webflow, site, state } = this.#context
    const first = await webflow.listAssets(site, 0, this.#kind)
    const total = first.pagination?.total ?? first.assets.length
    const step = Math.max(1, first.assets.length)
    const pages = Math.max(1, Math.ceil(total / step))
    if (pages > mostPages) return false
    const offsets = Array.from({ length: pages - 1 }, (_, i) => (i + 1) * step)
    const rest: AssetListing[] = []
    await pooled(offsets, PAGES_AT_ONCE, async (offset) => {
      rest.push(await webflow.listAssets(site, offset, this.#kind))
    })
    const assets = [first, ...rest].flatMap((page) => page.assets.map(knownAsset))
    await state.catalogue.saveAssets({ startedAt, pages }, assets)
    return true
  }

  async #readEach(
    known: readonly KnownAsset[],
    found: Map<string, KnownAsset>,
  ): Promise<ReadonlyMap<string, KnownAsset>> {
    const { webflow, site } = this.#context
    const missing = known.filter((asset) => !found.has(asset.asset))
    await pooled(missing, PAGES_AT_ONCE, async (asset) => {
      const read = await webflow.asset(site, asset.asset, this.#kind)
      if (read)
        found.set(asset.asset, { ...knownAsset(read), folder: read.folderId ?? asset.folder })
    })
    return found
  }
}

/** An asset of Webflow's as the catalogue keeps it. */
function knownAsset(asset: WebflowAsset): KnownAsset {
  const fileName = asset.originalFileName ?? asset.displayName ?? asset.id
  return {
    asset: asset.id,
    name: asset.displayName ?? fileName,
    fileName,
    folder: asset.folderId,
    url: asset.hostedUrl,
    size: asset.size ?? 0,
    createdOn: asset.createdOn ?? '',
  }
}

/** Runs `work` for each item, at most `atOnce` at a time. Rejects with the first rejection. */
export async function pooled<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values()
  const lane = async () => {
    for (const item of rest) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane))
}
