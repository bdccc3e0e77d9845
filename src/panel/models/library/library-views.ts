/**
 * What the library's components see, and what dialogs and actions stand on. `library-model.ts` implements it; the scenes
 * implement it on fixtures.
 */
import type { ReadonlySignal, Signal } from '@preact/signals'
import type { AssetId, FolderId, Md5Hex } from '../../../core/brands.ts'
import type { Failure } from '../../../core/failure.ts'
import type { AssetSummary } from '../../../core/wire.ts'
import type { Sort } from '../ordered.ts'
import type {
  AltReading,
  CanvasUse,
  ChangeDialogRequest,
  LibraryChanges,
} from './changes/changes-views.ts'
import type { AssetTypeFilter, LibraryAsset } from './assets/library-asset.ts'
import type { SelectionView } from '../selection-model.ts'

/** Views that bring order: in no folder, the same bytes twice, no alt text, large images, where the bytes are. */
export const CLEANUP_VIEWS = ['loose', 'same', 'no-alt', 'large', 'space'] as const
export type CleanupView = (typeof CLEANUP_VIEWS)[number]

/** The part of the library that is looked at. */
export type LibraryLocation =
  | { readonly type: 'all' }
  | { readonly type: 'folder'; readonly folder: FolderId }
  | { readonly type: 'order'; readonly order: CleanupView }

export const SORTS = ['name', 'date', 'size', 'type', 'folder'] as const
export type SortBy = (typeof SORTS)[number]
export type LibrarySort = Sort<SortBy>

/** How many, and how many bytes they have together. */
export interface Share {
  readonly count: number
  readonly bytes: number
}

/** A folder among the others: `own` lies in it, `below` in the folders inside it, however deep. */
export interface LibraryFolder {
  readonly type: 'folder'
  readonly key: string
  readonly id: FolderId
  readonly name: string
  /** The names that lead here, its own last. */
  readonly path: readonly string[]
  readonly parentId: FolderId | null
  readonly own: Share
  readonly below: Share
}

/**
 * How it is known that assets have the same bytes: `known` by their digests, `likely` by size, type and names that are
 * alike, `possible` by size and type alone.
 */
export type Sameness = 'known' | 'likely' | 'possible'

/** Assets that have the same bytes, or seem to. */
export interface SameGroup {
  readonly type: 'heading'
  readonly key: string
  readonly how: Sameness
  readonly assets: readonly LibraryAsset[]
  /** The one to keep, and what speaks for it. */
  readonly keep: AssetId
  readonly because: KeepReason
}
export type KeepReason = 'in-folder' | 'alt-text' | 'oldest'

/** What stands in the grid, in its order. */
export type LibraryItem = LibraryFolder | SameGroup | LibraryAsset

/** How what is shown came to be known. */
export interface ListingState {
  /** Milliseconds since the epoch when the site was listed; undefined: it never was, or that is not known yet. */
  readonly asOf: number | undefined
  readonly phase: 'opening' | 'still' | 'listing'
  /** While it is listed: assets told so far, of how many. */
  readonly done: number
  readonly total: number
  /** Webflow's calls are spent: it goes on by itself after this time (milliseconds since the epoch). */
  readonly waitsUntil: number | undefined
  /** Why the last listing broke off. */
  readonly trouble: Failure | undefined
}

/** Comparing bytes that seem to be the same. */
export interface Comparing {
  readonly done: number
  readonly total: number
  readonly failed: number
}

/**
 * What is asked of a person now, in a dialog: one at a time. To add one, add its words here, open it by `ask.value`, and
 * give `components/library/asks.tsx` the component that answers it.
 */
export type DialogRequest =
  | { readonly type: 'details'; readonly asset: AssetId }
  | { readonly type: 'move'; readonly assets: readonly AssetId[] }
  | { readonly type: 'new-folder'; readonly under: FolderId | null }
  /** Webflow lets no app rename, move or delete a folder: how it is done there, and what can be done here. */
  | { readonly type: 'folder-help'; readonly folder: FolderId }
  /** Moves all that lies in a folder into another. */
  | { readonly type: 'empty-folder'; readonly folder: FolderId }
  | ChangeDialogRequest

/** What is known of a picture once it was loaded. */
export interface Dimensions {
  readonly width: number
  readonly height: number
}

export interface LibraryView {
  // What is there
  readonly listing: ReadonlySignal<ListingState>
  /** All assets, by name. */
  readonly assets: ReadonlySignal<readonly LibraryAsset[]>
  /** What is known of one now; to hear of changes, read `assets`. */
  asset(id: AssetId): LibraryAsset | undefined
  readonly total: ReadonlySignal<Share>
  readonly byKind: ReadonlySignal<ReadonlyMap<AssetTypeFilter, Share>>
  /** All folders, parents before what is in them, by name. */
  readonly folders: ReadonlySignal<readonly LibraryFolder[]>
  /** How much there is in each order; `same` once it was looked for. */
  readonly orders: ReadonlySignal<Readonly<Record<CleanupView, Share | undefined>>>

  // What is looked at; all of it is remembered
  readonly shelf: ReadonlySignal<LibraryLocation>
  readonly query: Signal<string>
  readonly kind: Signal<AssetTypeFilter | undefined>
  readonly sort: Signal<LibrarySort>
  readonly layout: Signal<'grid' | 'table'>
  /** Nodes of the folder tree that stand open. */
  readonly opened: Signal<ReadonlySet<FolderId>>
  readonly hintRead: ReadonlySignal<boolean>
  readHint(): void
  go(shelf: LibraryLocation): void
  /** What stands on the shelf, under query, kind and sort. */
  readonly items: ReadonlySignal<readonly LibraryItem[]>
  readonly found: ReadonlySignal<Share>

  // What is done
  readonly selection: SelectionView<LibraryItem, AssetId>
  /** The selected assets, in the order in which they are shown. */
  readonly selected: ReadonlySignal<readonly LibraryAsset[]>
  readonly ask: Signal<DialogRequest | undefined>
  /** A short sentence to be said aloud. */
  readonly announcement: Signal<string>
  /** A short sentence to be seen for a while, where nothing else shows what was done. */
  readonly notice: Signal<string | undefined>
  readonly changes: LibraryChanges
  readonly canvas: CanvasUse
  readonly alts: AltReading
  /** Lists the site: `auto` only where what is stored has grown old. */
  refresh(how: 'auto' | 'now'): void
  /** Takes over what is known to have changed; what is not shown yet appears. */
  put(assets: readonly AssetSummary[]): void
  /** Takes away what is known to be gone. */
  drop(ids: Iterable<AssetId>): void
  /** Reads the bytes of these assets and learns their digests, so that seeming becomes knowing. */
  compare(assets: readonly AssetId[]): void
  readonly comparing: ReadonlySignal<Comparing | undefined>
  /** What is to be compared until all is known that has the same bytes. */
  readonly unsure: ReadonlySignal<readonly AssetId[]>
  digestOf(asset: AssetId): Md5Hex | undefined
  /** Known once the asset's picture was loaded; a signal of its own for each asset. */
  dimensionsOf(asset: AssetId): ReadonlySignal<Dimensions | undefined>
  pictureLoaded(asset: AssetId, dimensions: Dimensions): void
}

/** What of the library those hold on to who change assets. */
export type LibraryWriter = Pick<LibraryView, 'asset' | 'put' | 'drop' | 'announcement'>
