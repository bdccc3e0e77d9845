/**
 * What is on the site now, asked for as seldom as the answer allows: one listing serves many questions, and single
 * assets are read where that takes fewer calls. One object per request; the listing itself is kept in the site's
 * catalogue, for other requests and processes.
 */
import pMap from 'p-map'
import type { AssetId, FolderId } from '../../core/brands.ts'
import type { KnownAsset } from '../state/asset-rows.ts'
import { lookInFolder, type FolderLook } from './folder-look.ts'
import { knownAsset } from './asset-summary.ts'
import { listAnew, type ListingRequest } from './listing.ts'
import type { SiteContext } from '../access/site-context.ts'

/** A listing of so many calls is made without counting: it tells folders too, which a single asset does not. */
const CHEAP_PAGES = 3
/** So many calls may tell of a drop what a person has just deleted by hand: a third of a minute's. */
const CALLS_FOR_DROP = 20
const READS_AT_ONCE = 4
/** So few questions may cost a call each, for an answer of now. */
const FEW_QUESTIONS = 5

export interface ReadOptions extends Pick<ListingRequest, 'kind' | 'patienceMs' | 'onWait'> {
  /** When a person brought the files that this is about: what they had deleted by then is seen, where that is cheap. */
  readonly droppedAt?: number | undefined
}

/** For those who can come again: another lister is waited for a moment, the next minute is not. */
const IN_PASSING: ReadOptions = { kind: 'bulk', patienceMs: 2000 }

/** `isWhole`: none can have been missed. */
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
   * What these assets are now; those that are gone are missing from the map. `known` is what was believed: its folder
   * stands where Webflow was asked for the asset alone.
   */
  async find(known: readonly KnownAsset[]): Promise<ReadonlyMap<AssetId, KnownAsset>> {
    if (known.length === 0) return new Map()
    const found = new Map<AssetId, KnownAsset>()
    if (await this.list(known.length)) {
      const { catalogue } = this.#context.state
      const listed = await catalogue.assets(known.map((asset) => asset.id))
      for (const asset of listed) found.set(asset.id, asset)
    }
    // A page can shift while it is being read: what a listing misses is asked for before it is believed gone.
    return await this.#readEach(known, found)
  }

  /** Whether a listing that can be trusted is at hand, or cheaper to have than `questions` single calls. */
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

  /** Makes sure that the catalogue holds a listing begun at `since` or later. */
  async listSince(since: number): Promise<void> {
    await this.#list(since, Number.POSITIVE_INFINITY)
  }

  /**
   * Assets uploaded under this name that had no bytes at `since` or later: those in this folder, and maybe others. Asks for
   * the folder alone where that takes fewer calls than the whole site; Webflow cannot be asked for what is in none.
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

  /** Undefined where the whole site is listed already, or is to be. Many who ask for a folder share one look. */
  async #look(folder: FolderId, since: number): Promise<FolderLook | undefined> {
    const { catalogue } = this.#context.state
    const { startedAt, pages } = await catalogue.listing()
    if (startedAt >= since && (await catalogue.isWhole())) return undefined
    if (this.#listing && this.#listing.since >= since) return undefined
    const earlier = this.#looks.get(folder)
    if (earlier && earlier.startedAt >= since) return await earlier.done
    // By now the whole site would have cost as much.
    if (pages > 0 && this.#looks.size >= pages) return undefined
    const done = lookInFolder(this.#context, folder)
    this.#looks.set(folder, { startedAt: this.#context.deps.clock.now(), done })
    return await done
  }

  /** Joins the listing that this request has under way, if it will do. */
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
 * How old a listing may be for many questions at once. A call is one of 60 a minute where there are fewest, so that keeping
 * a listing so fresh takes a sixth of them, however large the site.
 */
export const trustedMs = (pages: number): number =>
  Math.min(MOST_MS, Math.max(LEAST_MS, pages * MS_PER_PAGE))

const strictlyTrustedMs = (pages: number): number =>
  Math.min(STRICT_MOST_MS, Math.max(STRICT_LEAST_MS, pages * STRICT_MS_PER_PAGE))
