/**
 * Reads a site's current assets in few calls: one listing serves many questions, and single assets are read where that
 * is cheaper. One object per request; listings are stored in the site's catalogue and shared between processes.
 */
import pMap from 'p-map'
import type { AssetId, FolderId } from '../../core/brands.ts'
import type { KnownAsset } from '../state/asset-rows.ts'
import { lookInFolder, type FolderLook } from './folder-look.ts'
import { knownAsset } from './asset-summary.ts'
import { listAnew, type ListingRequest } from './listing.ts'
import type { SiteContext } from '../access/site-context.ts'

/** Listings up to this size are always worth it: they include folders, which single assets lack. */
const CHEAP_PAGES = 3
/** Calls to spend per drop to notice assets that were just deleted by hand: a third of a minute's. */
const CALLS_FOR_DROP = 20
const READS_AT_ONCE = 4
/** Up to this many questions may cost a call each, for a current answer. */
const FEW_QUESTIONS = 5

export interface ReadOptions extends Pick<ListingRequest, 'kind' | 'patienceMs' | 'onWait'> {
  /** When the files were dropped: assets deleted before then are noticed where that is cheap. */
  readonly droppedAt?: number | undefined
}

/** For callers that can retry: waits briefly for another lister, but not for the next minute. */
const IN_PASSING: ReadOptions = { kind: 'bulk', patienceMs: 2000 }

/** `isWhole`: no asset can be missing. */
export interface EmptyAssets {
  readonly assets: readonly KnownAsset[]
  readonly isWhole: boolean
}

interface Look {
  readonly startedAt: number
  readonly done: Promise<FolderLook | undefined>
}

export class AssetReader {
  readonly #context: SiteContext
  readonly #manner: ReadOptions
  #listing: { readonly since: number; readonly done: Promise<boolean> } | undefined
  readonly #looks = new Map<FolderId, Look>()

  constructor(context: SiteContext, manner: ReadOptions = IN_PASSING) {
    this.#context = context
    this.#manner = manner
  }

  /**
   * The current state of these assets; deleted ones are missing from the map. `known` is their last known state: its
   * folder is kept for assets that are read one by one.
   */
  async find(known: readonly KnownAsset[]): Promise<ReadonlyMap<AssetId, KnownAsset>> {
    if (known.length === 0) return new Map()
    const found = new Map<AssetId, KnownAsset>()
    if (await this.list(known.length)) {
      const { catalogue } = this.#context.state
      const listed = await catalogue.assets(known.map((asset) => asset.id))
      for (const asset of listed) found.set(asset.id, asset)
    }
    // Pages can shift while they are read: check each asset that the listing lacks.
    return await this.#readEach(known, found)
  }

  /** Whether a fresh listing exists, or was made because it costs less than `questions` single calls. */
  async list(questions: number): Promise<boolean> {
    const { startedAt, pages } = await this.#context.state.catalogue.listing()
    const trusted = questions > FEW_QUESTIONS ? trustedMs(pages) : strictlyTrustedMs(pages)
    const { droppedAt = 0 } = this.#manner
    const isCheap = Math.min(pages, questions) <= CALLS_FOR_DROP
    const notBefore = isCheap ? droppedAt - STRICT_LEAST_MS : 0
    const since = Math.max(notBefore, this.#context.deps.clock.now() - trusted)
    if (startedAt >= since) return true
    const mostPages = Math.max(CHEAP_PAGES, questions)
    if (pages > mostPages) return false
    return await this.#list(since, mostPages)
  }

  /** Ensures that the catalogue holds a listing begun at `since` or later. */
  async listSince(since: number): Promise<void> {
    await this.#list(since, Number.POSITIVE_INFINITY)
  }

  /**
   * Assets uploaded under this name that had no bytes at `since` or later: those in this folder, and maybe others. Reads only
   * the folder where that takes fewer calls; Webflow has no query for assets without a folder.
   */
  async empty(name: string, folder: FolderId | null, since: number): Promise<EmptyAssets> {
    const look = folder === null ? undefined : await this.#look(folder, since)
    if (look) {
      const assets = look.assets.filter(({ fileName, size }) => fileName === name && size === 0)
      return { assets, isWhole: look.isWhole }
    }
    await this.listSince(since)
    const { catalogue } = this.#context.state
    return { assets: await catalogue.empty(name), isWhole: await catalogue.isWhole() }
  }

  // Helpers

  /** Undefined if a listing of the whole site serves better. Callers share one look per folder. */
  async #look(folder: FolderId, since: number): Promise<FolderLook | undefined> {
    const { catalogue } = this.#context.state
    const { startedAt, pages } = await catalogue.listing()
    if (startedAt >= since && (await catalogue.isWhole())) return undefined
    if (this.#listing && this.#listing.since >= since) return undefined
    const earlier = this.#looks.get(folder)
    if (earlier && earlier.startedAt >= since) return await earlier.done
    // Listing the whole site is cheaper from here on.
    if (pages > 0 && this.#looks.size >= pages) return undefined
    const done = lookInFolder(this.#context, folder)
    this.#looks.set(folder, { startedAt: this.#context.deps.clock.now(), done })
    return await done
  }

  /** Joins this request's running listing if it is fresh enough. */
  #list(since: number, mostPages: number): Promise<boolean> {
    if (this.#listing && this.#listing.since >= since) return this.#listing.done
    const done = listAnew(this.#context, { since, mostPages, ...this.#manner })
    this.#listing = { since, done }
    return done
  }

  async #readEach(
    known: readonly KnownAsset[],
    found: Map<AssetId, KnownAsset>,
  ): Promise<ReadonlyMap<AssetId, KnownAsset>> {
    const { webflow, site } = this.#context
    const missing = known.filter((asset) => !found.has(asset.id))
    await pMap(
      missing,
      async (asset) => {
        const read = await webflow.asset(site, asset.id, this.#manner.kind)
        if (read)
          found.set(asset.id, { ...knownAsset(read), folder: read.folderId ?? asset.folder })
      },
      { concurrency: READS_AT_ONCE },
    )
    return found
  }
}

const STRICT_MS_PER_PAGE = 1000
const STRICT_LEAST_MS = 2000
const STRICT_MOST_MS = 60_000
const MS_PER_PAGE = 6000
const LEAST_MS = 6000
const MOST_MS = 15 * 60_000

/**
 * Maximum age of a listing, in milliseconds, for many questions at once. Keeping a listing this fresh takes a sixth of the
 * smallest budget (60 calls a minute), however large the site.
 */
export const trustedMs = (pages: number): number =>
  Math.min(MOST_MS, Math.max(LEAST_MS, pages * MS_PER_PAGE))

const strictlyTrustedMs = (pages: number): number =>
  Math.min(STRICT_MOST_MS, Math.max(STRICT_LEAST_MS, pages * STRICT_MS_PER_PAGE))
