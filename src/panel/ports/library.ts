/**
 * What the library views need from outside: the site's assets by the proxy, and what only the Designer can do with
 * them. The rules of `ports.ts` hold: `signal` ends the wait with `aborted`, a rejection is always a `FailureError`.
 */
import type { AssetId, FolderId, Md5Hex } from '../../core/brands.ts'
import type { Failure } from '../../core/failure.ts'
import type { AssetSummary, BudgetView } from '../../core/wire.ts'
import type {
  ChangedRequest,
  Edit,
  Edited,
  KnownHow,
  Locales,
  Refresh,
} from '../../core/wire-library.ts'
import type { AssetRef } from '../../core/row.ts'

/** What becomes known of the catalogue, in order. */
export interface CatalogueObserver {
  /** Stored assets follow in pages. `ageMs` undefined: the site was never listed. */
  readonly stored: (listing: { readonly ageMs: number | undefined; readonly total: number }) => void
  /** The site is being listed anew; fresh assets follow in pages. */
  readonly listing: (total: number) => void
  readonly page: (assets: readonly AssetSummary[]) => void
  /** Webflow's calls are spent; it goes on by itself. */
  readonly wait: (ms: number) => void
  /** The listing broke off; what is stored stands. */
  readonly trouble: (failure: Failure) => void
}

/** What became of one change. `wait`: not begun, Webflow's calls are spent. */
export type ChangeOutcome =
  | { readonly type: 'done'; readonly asset: Edited | null }
  | { readonly type: 'wait'; readonly retryAfterMs: number }
  | { readonly type: 'refused'; readonly failure: Failure }

export interface LibraryClient {
  /**
   * Which of these bytes are on the site already; `onKnown` is called at most once a digest, as answers come. Any
   * number of files: they are asked for in batches. Resolves after the last.
   */
  known(
    files: readonly { readonly md5: Md5Hex; readonly size: number }[],
    options: {
      readonly signal: AbortSignal
      readonly onKnown: (md5: Md5Hex, asset: AssetRef, how: KnownHow) => void
      /** How long ago the files were dropped: what the site held before is no answer. */
      readonly sinceDropMs?: number
    },
  ): Promise<BudgetView>
  /** Resolves with the age of what was told last, in milliseconds; undefined: nothing was ever listed. */
  catalogue(
    refresh: Refresh,
    observer: CatalogueObserver,
    signal: AbortSignal,
  ): Promise<number | undefined>
  locales(signal: AbortSignal): Promise<Locales>
  /** All alt texts of a locale, in pages. Rejects when they could not be listed to the end. */
  altTexts(
    localeId: string,
    onPage: (
      texts: readonly { readonly asset: AssetId; readonly altText: string | null }[],
    ) => void,
    signal: AbortSignal,
  ): Promise<void>
  /** Names and alt texts. `onOutcome` once per edit, by its index. Repeating an edit is no error. */
  edit(
    edits: readonly Edit[],
    onOutcome: (index: number, outcome: ChangeOutcome) => void,
    signal: AbortSignal,
  ): Promise<BudgetView>
  /** Cannot be undone. `onOutcome` once per asset, by its index; one that is gone already counts as done. */
  remove(
    assets: readonly AssetId[],
    onOutcome: (index: number, outcome: ChangeOutcome) => void,
    signal: AbortSignal,
  ): Promise<BudgetView>
  /** Tells the proxy what the Designer has changed. */
  changed(changes: ChangedRequest['changes'], signal: AbortSignal): Promise<void>
  /** The asset's bytes as they are hosted now. */
  bytes(asset: AssetId, signal: AbortSignal): Promise<Blob>
}

/** An image element on the canvas; `id` names it as long as the page is open. */
export interface ImageElement {
  readonly id: string
  readonly assetId: AssetId | null
  /** null: decorative or none. */
  readonly altText: string | null
}

/** What of the canvas can be put to use now. `blocked`: why nothing can. */
export interface CanvasView {
  readonly selected: ImageElement | undefined
  readonly blocked: 'mode' | undefined
}

/** How the panel was opened. */
export type Launch =
  | { readonly type: 'panel' }
  /** From an image element's connection: the panel opens on that element. */
  | { readonly type: 'image' }
  | { readonly type: 'link'; readonly value: string }

/** The part of the Designer that only the library uses. Failures as in `Designer`. */
export interface DesignerLibrary {
  launch(): Promise<Launch>
  canvas(): Promise<CanvasView>
  /** Calls back when the selection or the mode changes. Returns the end of it. */
  onCanvasChange(listener: () => void): () => void
  /** All image elements of the page, in document order. */
  imageElements(): Promise<readonly ImageElement[]>
  /** Sets the asset of an image element (null: none), and its alt text where one is given (null: decorative). */
  useOnElement(element: string, asset: AssetId | null, altText?: string | null): Promise<void>
  /** Puts a new image element with the asset after the selected element, or at the page's end. */
  insertImage(asset: AssetId, altText?: string | null): Promise<void>
  /** Connects the selected image element to this app (`webflow.json`: `manageImageElement`). */
  connectElement(element: string): Promise<void>
  moveAsset(asset: AssetId, folder: FolderId | null): Promise<void>
  /** Replaces the asset's bytes; its id stays. Whether its address stays is not documented: `url` is the one it has now. */
  replaceFile(asset: AssetId, file: File): Promise<{ readonly url: string }>
  /** As the Designer tells it, which alone tells decorative (null) from missing (''). One round trip each. */
  altText(asset: AssetId, localeId?: string): Promise<string | null>
  /** `null`: decorative, which the Data API cannot say. */
  setAltText(asset: AssetId, altText: string | null, localeId?: string): Promise<void>
}
