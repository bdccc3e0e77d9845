/**
 * What the library needs from outside: the site's assets through the proxy, and what only the Designer can do with
 * them. The rules of `run.ts` hold: `signal` ends the wait with `aborted`; a rejection is always a `FailureError`.
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

/** Receives the catalogue, in order. */
export interface CatalogueObserver {
  /** Stored assets follow in pages. `ageMs` undefined: the site was never listed. */
  readonly stored: (listing: { readonly ageMs: number | undefined; readonly total: number }) => void
  /** A new listing has started; fresh assets follow in pages. */
  readonly listing: (total: number) => void
  readonly page: (assets: readonly AssetSummary[]) => void
  /** Webflow's budget is spent; the listing resumes automatically after `ms`. */
  readonly wait: (ms: number) => void
  /** The listing failed; the stored assets stay valid. */
  readonly trouble: (failure: Failure) => void
}

/** The outcome of one change. `wait`: not started, because Webflow's budget is spent. */
export type ChangeOutcome =
  | { readonly type: 'done'; readonly asset: Edited | null }
  | { readonly type: 'wait'; readonly retryAfterMs: number }
  | { readonly type: 'refused'; readonly failure: Failure }

export interface LibraryClient {
  /**
   * Finds which bytes are on the site. Calls `onKnown` at most once per digest, as answers arrive. Takes any number of
   * files and asks in batches. Resolves after the last one.
   */
  known(
    files: readonly { readonly md5: Md5Hex; readonly size: number }[],
    options: {
      readonly signal: AbortSignal
      readonly onKnown: (md5: Md5Hex, asset: AssetRef, how: KnownHow) => void
      /** Milliseconds since the drop: knowledge from before the drop does not count. */
      readonly sinceDropMs?: number
    },
  ): Promise<BudgetView>
  /** Resolves with the age in milliseconds of the last assets sent; undefined: the site was never listed. */
  catalogue(
    refresh: Refresh,
    observer: CatalogueObserver,
    signal: AbortSignal,
  ): Promise<number | undefined>
  locales(signal: AbortSignal): Promise<Locales>
  /** All alt texts of a locale, in pages. Rejects if the listing is incomplete. */
  altTexts(
    localeId: string,
    onPage: (
      texts: readonly { readonly asset: AssetId; readonly altText: string | null }[],
    ) => void,
    signal: AbortSignal,
  ): Promise<void>
  /** Changes names and alt texts. Calls `onOutcome` once per edit, by its index. Edits may be repeated. */
  edit(
    edits: readonly Edit[],
    onOutcome: (index: number, outcome: ChangeOutcome) => void,
    signal: AbortSignal,
  ): Promise<BudgetView>
  /**
   * Deletes assets for good. Calls `onOutcome` once per asset, by its index; an asset that is already gone counts as
   * done.
   */
  remove(
    assets: readonly AssetId[],
    onOutcome: (index: number, outcome: ChangeOutcome) => void,
    signal: AbortSignal,
  ): Promise<BudgetView>
  /** Reports the Designer's changes to the proxy. */
  changed(changes: ChangedRequest['changes'], signal: AbortSignal): Promise<void>
  /** The asset's currently hosted bytes. */
  bytes(asset: AssetId, signal: AbortSignal): Promise<Blob>
}

/** An image element on the canvas; `id` is valid while the page is open. */
export interface ImageElement {
  readonly id: string
  readonly assetId: AssetId | null
  /** null: decorative or none. */
  readonly altText: string | null
}

/** What can be used on the canvas now. `blocked`: why nothing can. */
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

/** The Designer functions that only the library uses. Failures as in `Designer`. */
export interface DesignerLibrary {
  launch(): Promise<Launch>
  canvas(): Promise<CanvasView>
  /** Calls back when the selection or mode changes. Returns the unsubscribe function. */
  onCanvasChange(listener: () => void): () => void
  /** All image elements of the page, in document order. */
  imageElements(): Promise<readonly ImageElement[]>
  /** Sets an image element's asset (null: none) and, if given, its alt text (null: decorative). */
  useOnElement(element: string, asset: AssetId | null, altText?: string | null): Promise<void>
  /** Inserts an image element with the asset after the selected element, or at the page's end. */
  insertImage(asset: AssetId, altText?: string | null): Promise<void>
  /** Connects the selected image element to this app (`webflow.json`: `manageImageElement`). */
  connectElement(element: string): Promise<void>
  moveAsset(asset: AssetId, folder: FolderId | null): Promise<void>
  /**
   * Replaces the asset's bytes and keeps its id. Webflow does not document whether the address stays; `url` is the
   * current one.
   */
  replaceFile(asset: AssetId, file: File): Promise<{ readonly url: string }>
  /**
   * The alt text from the Designer, the only source that distinguishes decorative (null) from missing (''). One round
   * trip per asset.
   */
  altText(asset: AssetId, localeId?: string): Promise<string | null>
  /** `null`: decorative, which the Data API cannot express. */
  setAltText(asset: AssetId, altText: string | null, localeId?: string): Promise<void>
}
