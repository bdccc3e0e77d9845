import {
  isAssetId,
  isFolderId,
  type AssetId,
  type FolderId,
  type Md5Hex,
} from '../../src/core/brands.ts'
import { FailureError, type Failure } from '../../src/core/failure.ts'
import type { AssetSummary, BudgetView } from '../../src/core/wire.ts'
import type {
  ChangedRequest,
  Edit,
  KnownHow,
  Locales,
  Refresh,
} from '../../src/core/wire-library.ts'
import type {
  CatalogueObserver,
  ChangeOutcome,
  LibraryClient,
} from '../../src/panel/ports/library.ts'

export type LibraryCall =
  | 'known'
  | 'catalogue'
  | 'locales'
  | 'altTexts'
  | 'edit'
  | 'remove'
  | 'bytes'

/**
 * A site's library in memory, with the proxy's copy: `site` is Webflow's state, `stored` the last listing. Fulfils the
 * contract; fails, waits or holds on demand.
 */
export class FakeLibrary implements LibraryClient {
  readonly site = new Map<AssetId, AssetSummary>()
  readonly digests = new Map<Md5Hex, { readonly asset: AssetId; readonly how: KnownHow }>()
  readonly texts = new Map<string, Map<AssetId, string | null>>()
  readonly contents = new Map<AssetId, Blob>()
  readonly told: ChangedRequest['changes'][number][] = []
  readonly calls: string[] = []
  stored: readonly AssetSummary[] | undefined
  ageMs = 0
  /** With `auto`, an older listing is refreshed. */
  staleMs = 60_000
  pageSize = 100
  budget: BudgetView = { left: 60, waitMs: 0 }
  localesOfSite: Locales = { primary: null, secondary: [] }
  /** The wait that the next listing reports before its first page. */
  waitNext: number | undefined
  /** Makes the next listing fail after this many pages. */
  troubleAfter: { readonly pages: number; readonly failure: Failure } | undefined
  /** Overrides a change's outcome; undefined: the usual one. */
  outcomeFor: (asset: AssetId) => ChangeOutcome | undefined = () => undefined
  #failures = new Map<LibraryCall, Failure[]>()
  #holds = new Map<LibraryCall, Promise<void>>()

  failNext(call: LibraryCall, ...failures: Failure[]): void {
    this.#failures.set(call, [...(this.#failures.get(call) ?? []), ...failures])
  }

  /** Holds calls from now on, until the returned function is called. */
  hold(call: LibraryCall): () => void {
    let release = (): void => undefined
    this.#holds.set(call, new Promise((resolve) => (release = resolve)))
    return () => {
      this.#holds.delete(call)
      release()
    }
  }

  /** Adds assets to the site and to the stored copy. */
  seed(...assets: readonly AssetSummary[]): void {
    for (const asset of assets) this.site.set(asset.id, asset)
    this.stored = [...this.site.values()]
  }

  async known(
    files: readonly { readonly md5: Md5Hex; readonly size: number }[],
    options: Parameters<LibraryClient['known']>[1],
  ): Promise<BudgetView> {
    await this.#enter('known', options.signal)
    for (const md5 of new Set(files.map((file) => file.md5))) {
      const known = this.digests.get(md5)
      const asset = known && this.site.get(known.asset)
      if (known && asset) options.onKnown(md5, refOf(asset), known.how)
      await Promise.resolve()
      throwIfAborted(options.signal)
    }
    return this.budget
  }

  async catalogue(
    refresh: Refresh,
    observer: CatalogueObserver,
    signal: AbortSignal,
  ): Promise<number | undefined> {
    await this.#enter('catalogue', signal, refresh)
    const { stored } = this
    observer.stored({ ageMs: stored && this.ageMs, total: stored?.length ?? 0 })
    for (const page of pages(stored ?? [], this.pageSize)) observer.page(page)
    const old = !stored || this.ageMs > this.staleMs
    if (refresh === 'never' || (refresh === 'auto' && !old)) return stored && this.ageMs
    if (this.waitNext !== undefined) observer.wait(this.waitNext)
    this.waitNext = undefined
    observer.listing(this.site.size)
    const trouble = this.troubleAfter
    this.troubleAfter = undefined
    let listed = 0
    for (const page of pages([...this.site.values()], this.pageSize)) {
      if (listed++ === trouble?.pages) {
        observer.trouble(trouble.failure)
        return stored && this.ageMs
      }
      observer.page(page)
      await Promise.resolve()
      throwIfAborted(signal)
    }
    this.stored = [...this.site.values()]
    this.ageMs = 0
    return 0
  }

  async locales(signal: AbortSignal): Promise<Locales> {
    await this.#enter('locales', signal)
    return this.localesOfSite
  }

  async altTexts(
    localeId: string,
    onPage: Parameters<LibraryClient['altTexts']>[1],
    signal: AbortSignal,
  ): Promise<void> {
    await this.#enter('altTexts', signal, localeId)
    const texts = this.texts.get(localeId) ?? new Map<AssetId, string | null>()
    const all = [...this.site.keys()].map((asset) => ({ asset, altText: texts.get(asset) ?? null }))
    for (const page of pages(all, this.pageSize)) onPage(page)
  }

  async edit(
    edits: readonly Edit[],
    onOutcome: (index: number, outcome: ChangeOutcome) => void,
    signal: AbortSignal,
  ): Promise<BudgetView> {
    await this.#enter('edit', signal)
    for (const [index, edit] of edits.entries()) {
      onOutcome(index, this.outcomeFor(edit.asset) ?? this.#edited(edit))
      await Promise.resolve()
      throwIfAborted(signal)
    }
    return this.budget
  }

  async remove(
    assets: readonly AssetId[],
    onOutcome: (index: number, outcome: ChangeOutcome) => void,
    signal: AbortSignal,
  ): Promise<BudgetView> {
    await this.#enter('remove', signal)
    for (const [index, asset] of assets.entries()) {
      const other = this.outcomeFor(asset)
      if (!other) this.site.delete(asset)
      onOutcome(index, other ?? { type: 'done', asset: null })
      await Promise.resolve()
      throwIfAborted(signal)
    }
    return this.budget
  }

  async changed(changes: ChangedRequest['changes'], signal: AbortSignal): Promise<void> {
    throwIfAborted(signal)
    this.told.push(...changes)
  }

  async bytes(asset: AssetId, signal: AbortSignal): Promise<Blob> {
    await this.#enter('bytes', signal, asset)
    const blob = this.contents.get(asset)
    if (!blob) throw new FailureError({ code: 'asset-missing', message: `No bytes of ${asset}.` })
    return blob
  }

  #edited(edit: Edit): ChangeOutcome {
    const before = this.site.get(edit.asset)
    if (!before) {
      return { type: 'refused', failure: { code: 'asset-missing', message: 'The asset is gone.' } }
    }
    const { localeId } = edit
    if (localeId !== undefined && edit.altText !== undefined) {
      const texts = this.texts.get(localeId) ?? new Map<AssetId, string | null>()
      this.texts.set(localeId, texts.set(edit.asset, edit.altText))
    }
    const inPrimary = localeId === undefined
    const asset: AssetSummary = {
      ...before,
      ...(edit.name === undefined ? {} : { name: edit.name }),
      ...(inPrimary && edit.altText !== undefined ? { altText: edit.altText } : {}),
    }
    this.site.set(asset.id, asset)
    const altText = inPrimary ? asset.altText : (edit.altText ?? null)
    return { type: 'done', asset: { id: asset.id, name: asset.name, altText } }
  }

  async #enter(call: LibraryCall, signal: AbortSignal, about = ''): Promise<void> {
    this.calls.push(about === '' ? call : `${call} ${about}`)
    const held = this.#holds.get(call)
    const failure = this.#failures.get(call)?.shift()
    await Promise.race([held ?? Promise.resolve(), ended(signal)])
    throwIfAborted(signal)
    if (failure) throw new FailureError(failure)
  }
}

/** Asset number `n`, with the fields that the test needs. */
export function assetOf(n: number, own: Partial<Omit<AssetSummary, 'id'>> = {}): AssetSummary {
  const id = `65f0a55e7000000000${n.toString(16).padStart(6, '0')}`
  const name = own.name ?? `file-${n}.png`
  if (!isAssetId(id)) throw new TypeError(`"${id}" is no asset id.`)
  return {
    id,
    name,
    folderId: null,
    hostedUrl: `https://cdn.example/${id}_${encodeURIComponent(name)}`,
    fileName: name,
    contentType: 'image/png',
    size: 1000 + n,
    altText: null,
    createdOn: new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString(),
    ...own,
  }
}

export function folderIdOf(n: number): FolderId {
  const id = `65f0f01de20000000000${n.toString(16).padStart(4, '0')}`
  if (!isFolderId(id)) throw new TypeError(`"${id}" is no folder id.`)
  return id
}

/** Sets up a fake with values that can cross HTTP. */
export function setUpLibrary(library: FakeLibrary, setup: LibrarySetup): void {
  const assets = Array.from({ length: setup.seed ?? 0 }, (_, n) => assetOf(n))
  if (setup.seed !== undefined) library.seed(...assets)
  if (setup.ageMs !== undefined) library.ageMs = setup.ageMs
  for (let n = 0; n < (setup.fresh ?? 0); n++) {
    const asset = assetOf(assets.length + n)
    library.site.set(asset.id, asset)
  }
  if (setup.waitNext !== undefined) library.waitNext = setup.waitNext
  if (setup.troubleAfter) library.troubleAfter = setup.troubleAfter
  if (setup.failNext) library.failNext(setup.failNext.call, setup.failNext.failure)
  const { refuse } = setup
  if (refuse) library.outcomeFor = (asset) => (asset === refuse.asset ? refuse.outcome : undefined)
}

/** The library behind a client in contract tests. */
export interface LibrarySetup {
  /** This many assets (`assetOf(0)` …) are on the site and listed. */
  readonly seed?: number
  /** The age of that listing in milliseconds. */
  readonly ageMs?: number
  /** This many more are on the site, but not listed. */
  readonly fresh?: number
  readonly waitNext?: number
  readonly troubleAfter?: { readonly pages: number; readonly failure: Failure }
  readonly failNext?: { readonly call: LibraryCall; readonly failure: Failure }
  readonly refuse?: { readonly asset: AssetId; readonly outcome: ChangeOutcome }
}

// Helpers

const refOf = ({ id, name, folderId, hostedUrl }: AssetSummary) => ({
  id,
  name,
  folderId,
  hostedUrl,
})

function pages<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, n) => items.slice(n * size, (n + 1) * size))
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new FailureError({ code: 'aborted', message: 'Stopped on request.' })
}

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
