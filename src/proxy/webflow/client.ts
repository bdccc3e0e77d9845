/** Webflow's Data API v2 as the proxy uses it: one method a call, each answer parsed. */
import * as v from 'valibot'
import type { AssetId, FolderId, Md5Hex, SiteId } from '../../core/brands.ts'
import type { CallKind } from './budget-rules.ts'
import { unanswered, UpstreamError } from './upstream-errors.ts'
import { WebflowCalls, type WebflowAnswer, type WebflowOptions } from './call.ts'
import * as schemas from './schemas.ts'

/** Most assets that a page of a listing has (Data API reference, "List assets", read 2026-11-23). */
const PAGE_SIZE = 100

/** `startedAt`: by Webflow's clock as far as its `Date` header tells, milliseconds since the epoch. */
export interface Creation {
  readonly asset: schemas.CreatedAsset
  readonly startedAt: number
}

/** Every method rejects with an {@link UpstreamError}. */
export class Webflow {
  readonly #options: WebflowOptions
  readonly #calls: WebflowCalls

  constructor(options: WebflowOptions) {
    this.#options = options
    this.#calls = new WebflowCalls(options)
  }

  /** How far Webflow's clock is ahead of ours, in milliseconds, as far as its answers have told. */
  get aheadMs(): number {
    return this.#calls.aheadMs
  }

  /** The same, with a share of the budget for this run. */
  forRun(run: string): Webflow {
    return new Webflow({ ...this.#options, run })
  }

  /** Alt texts are those of `localeId`, or of the primary locale. `folder`: only what is in it, or in those below it. */
  async listAssets(
    site: SiteId,
    offset: number,
    kind: CallKind,
    only: { readonly localeId?: string; readonly folder?: FolderId } = {},
  ): Promise<schemas.AssetListing> {
    const folder = only.folder === undefined ? '' : `&folderId=${encodeURIComponent(only.folder)}`
    const page = `limit=${PAGE_SIZE}&offset=${offset}${folder}${localeQuery(only.localeId, '&')}`
    const path = `/v2/sites/${site}/assets?${page}`
    return await this.#read('list the assets', path, schemas.AssetListing, kind)
  }

  /** Undefined when the site has no such asset: a token may be for several sites, a session is for one. */
  async asset(
    site: SiteId,
    asset: AssetId,
    kind: CallKind,
  ): Promise<schemas.WebflowAsset | undefined> {
    const read = this.#read('read an asset', `/v2/assets/${asset}`, schemas.WebflowAsset, kind)
    const found = await ifThere(read)
    return found?.siteId == null || found.siteId === site ? found : undefined
  }

  /** What the asset is now, without its folder; undefined when there is none. May be repeated without harm. */
  async updateAsset(
    asset: AssetId,
    changes: { readonly displayName?: string; readonly altText?: string },
    localeId: string | undefined,
    kind: CallKind,
  ): Promise<schemas.WebflowAsset | undefined> {
    const what = 'change an asset'
    // The locale is part of the query; in the body it was until 2026 (Data API reference, "Update asset").
    const path = `/v2/assets/${asset}${localeQuery(localeId, '?')}`
    const answer = await ifThere(
      this.#calls.repeatedly({ what, kind, method: 'PATCH', path, body: changes }),
    )
    return answer && parse(what, schemas.WebflowAsset, answer)
  }

  /** Never repeated: each repetition may make another record. */
  async createAsset(
    site: SiteId,
    wanted: { readonly name: string; readonly md5: Md5Hex; readonly folder: FolderId | null },
  ): Promise<Creation> {
    const what = `create the asset "${wanted.name}"`
    const parent = wanted.folder === null ? {} : { parentFolder: wanted.folder }
    const sentAt = this.#options.clock.now()
    const answer = await this.#calls.once({
      what,
      kind: 'bulk',
      method: 'POST',
      path: `/v2/sites/${site}/assets`,
      body: { fileName: wanted.name, fileHash: wanted.md5, ...parent },
    })
    return { asset: parse(what, schemas.CreatedAsset, answer), startedAt: sentAt + this.aheadMs }
  }

  /** True when it was there. One that is gone already is no error. */
  async deleteAsset(asset: AssetId, kind: CallKind): Promise<boolean> {
    const request = { what: 'delete an asset', kind, method: 'DELETE' } as const
    const answer = await ifThere(
      this.#calls.repeatedly({ ...request, path: `/v2/assets/${asset}` }),
    )
    return answer !== undefined
  }

  async listFolders(site: SiteId, offset: number, kind: CallKind): Promise<schemas.FolderListing> {
    // No query parameters are documented; they are sent only when a first answer was incomplete.
    const query = offset === 0 ? '' : `?limit=${PAGE_SIZE}&offset=${offset}`
    const path = `/v2/sites/${site}/asset_folders${query}`
    return await this.#read('list the folders', path, schemas.FolderListing, kind)
  }

  /** Never repeated: each repetition may make another folder. */
  async createFolder(
    site: SiteId,
    wanted: { readonly name: string; readonly parent: FolderId | null },
    kind: CallKind,
  ): Promise<schemas.WebflowFolder> {
    const what = `create the folder "${wanted.name}"`
    const parent = wanted.parent === null ? {} : { parentFolder: wanted.parent }
    const answer = await this.#calls.once({
      what,
      kind,
      method: 'POST',
      path: `/v2/sites/${site}/asset_folders`,
      body: { displayName: wanted.name, ...parent },
    })
    return parse(what, schemas.WebflowFolder, answer)
  }

  async site(site: SiteId): Promise<v.InferOutput<typeof schemas.WebflowSite>> {
    const path = `/v2/sites/${site}`
    return await this.#read('read the site', path, schemas.WebflowSite, 'interactive')
  }

  async sites(): Promise<v.InferOutput<typeof schemas.SiteListing>> {
    return await this.#read('list the sites', '/v2/sites', schemas.SiteListing, 'interactive')
  }

  async introspect(): Promise<v.InferOutput<typeof schemas.Introspection>> {
    const path = '/v2/token/introspect'
    return await this.#read('read the token', path, schemas.Introspection, 'interactive')
  }

  /** Who holds this Designer ID token, and for which site. A `/beta` path still (as of 2026-04). */
  async resolveIdToken(idToken: string): Promise<schemas.ResolvedUser> {
    const what = 'resolve the ID token'
    const answer = await this.#calls.repeatedly({
      what,
      kind: 'interactive',
      method: 'POST',
      path: '/beta/token/resolve',
      body: { idToken },
    })
    return parse(what, schemas.ResolvedUser, answer)
  }

  // Helpers

  async #read<T>(
    what: string,
    path: string,
    schema: v.GenericSchema<unknown, T>,
    kind: CallKind,
  ): Promise<T> {
    return parse(what, schema, await this.#calls.repeatedly({ what, kind, method: 'GET', path }))
  }
}

/** Undefined where Webflow did not find what was asked for. */
async function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (thrown) {
    if (thrown instanceof UpstreamError && thrown.status === 404) return undefined
    throw thrown
  }
}

const localeQuery = (localeId: string | undefined, before: '?' | '&'): string =>
  localeId === undefined ? '' : `${before}localeId=${encodeURIComponent(localeId)}`

function parse<T>(what: string, schema: v.GenericSchema<unknown, T>, answer: WebflowAnswer): T {
  const parsed = v.safeParse(schema, answer.body)
  if (parsed.success) return parsed.output
  const cause = new TypeError(v.summarize(parsed.issues))
  throw unanswered(what, 'Webflow answered with something unexpected', cause)
}
