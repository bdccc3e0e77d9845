/**
 * The library as components, dialogs and actions see it. `library-model.ts` implements it; scenes run it on fixtures.
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

/** The cleanup views: in no folder, identical bytes, no alt text, large images, storage use. */
export const CLEANUP_VIEWS = ['loose', 'same', 'no-alt', 'large', 'space'] as const
export type CleanupView = (typeof CLEANUP_VIEWS)[number]

/** The part of the library that is open. */
export type LibraryLocation =
  | { readonly type: 'all' }
  | { readonly type: 'folder'; readonly folder: FolderId }
  | { readonly type: 'order'; readonly order: CleanupView }

export const SORTS = ['name', 'date', 'size', 'type', 'folder'] as const
export type SortBy = (typeof SORTS)[number]
export type LibrarySort = Sort<SortBy>

/** A number of assets and their total size. */
export interface Share {
  readonly count: number
  readonly bytes: number
}

/** A folder with its totals: `own` of the assets directly in it, `below` of those in its descendants. */
export interface LibraryFolder {
  readonly type: 'folder'
  readonly key: string
  readonly id: FolderId
  readonly name: string
  /** Names from the top level down, its own last. */
  readonly path: readonly string[]
  readonly parentId: FolderId | null
  readonly own: Share
  readonly below: Share
}

/**
 * How sure it is that assets have identical bytes: `known` from digests, `likely` from size, type and similar names,
 * `possible` from size and type alone.
 */
export type Sameness = 'known' | 'likely' | 'possible'

/** Assets with identical or probably identical bytes. */
export interface SameGroup {
  readonly type: 'heading'
  readonly key: string
  readonly how: Sameness
  readonly assets: readonly LibraryAsset[]
  /** The asset to keep, and why. */
  readonly keep: AssetId
  readonly because: KeepReason
}
export type KeepReason = 'in-folder' | 'alt-text' | 'oldest'

/** An item of the grid. */
export type LibraryItem = LibraryFolder | SameGroup | LibraryAsset

/** The age of the assets shown, and the progress of a listing. */
export interface ListingState {
  /** When the site was last listed, milliseconds since the epoch; undefined: never, or not known yet. */
  readonly asOf: number | undefined
  readonly phase: 'opening' | 'still' | 'listing'
  /** During a listing: assets read so far, of how many. */
  readonly done: number
  readonly total: number
  /** Set while the budget is spent: the listing resumes at this time, milliseconds since the epoch. */
  readonly waitsUntil: number | undefined
  /** Why the last listing failed. */
  readonly trouble: Failure | undefined
}

/** Progress of comparing assets that seem identical. */
export interface Comparing {
  readonly done: number
  readonly total: number
  readonly failed: number
}

/**
 * The open dialog; one at a time. To add one, add its type here, open it by setting `ask`, and return its component
 * from `components/library/dialogs/dialog-host.tsx`.
 */
export type DialogRequest =
  | { readonly type: 'details'; readonly asset: AssetId }
  | { readonly type: 'move'; readonly assets: readonly AssetId[] }
  | { readonly type: 'new-folder'; readonly under: FolderId | null }
  /**
   * Webflow lets no app rename, move or delete a folder: explains how to do it in the Designer, and what can be done
   * here.
   */
  | { readonly type: 'folder-help'; readonly folder: FolderId }
  /** Moves all assets of a folder into another. */
  | { readonly type: 'empty-folder'; readonly folder: FolderId }
  | ChangeDialogRequest

/** A picture's size in pixels, known once it has loaded. */
export interface Dimensions {
  readonly width: number
  readonly height: number
}

export interface LibraryView {
  // Assets and folders
  readonly listing: ReadonlySignal<ListingState>
  /** All assets, by name. */
  readonly assets: ReadonlySignal<readonly LibraryAsset[]>
  /** The asset now; to follow changes, read `assets`. */
  asset(id: AssetId): LibraryAsset | undefined
  readonly total: ReadonlySignal<Share>
  readonly byKind: ReadonlySignal<ReadonlyMap<AssetTypeFilter, Share>>
  /** All folders by name, parents before children. */
  readonly folders: ReadonlySignal<readonly LibraryFolder[]>
  /** The size of each cleanup view; `same` is undefined until it has been computed. */
  readonly orders: ReadonlySignal<Readonly<Record<CleanupView, Share | undefined>>>

  // The view; stored per site
  readonly shelf: ReadonlySignal<LibraryLocation>
  readonly query: Signal<string>
  readonly kind: Signal<AssetTypeFilter | undefined>
  readonly sort: Signal<LibrarySort>
  readonly layout: Signal<'grid' | 'table'>
  /** Expanded nodes of the folder tree. */
  readonly opened: Signal<ReadonlySet<FolderId>>
  readonly hintRead: ReadonlySignal<boolean>
  readHint(): void
  go(shelf: LibraryLocation): void
  /** The items of the shelf after filtering and sorting. */
  readonly items: ReadonlySignal<readonly LibraryItem[]>
  readonly found: ReadonlySignal<Share>

  // Selection and messages
  readonly selection: SelectionView<LibraryItem, AssetId>
  /** The selected assets, in the order shown. */
  readonly selected: ReadonlySignal<readonly LibraryAsset[]>
  readonly ask: Signal<DialogRequest | undefined>
  /** A short sentence for screen readers. */
  readonly announcement: Signal<string>
  /** A short sentence shown for a moment, if nothing else shows the result. */
  readonly notice: Signal<string | undefined>
  readonly changes: LibraryChanges
  readonly canvas: CanvasUse
  readonly alts: AltReading
  /** Lists the site: `auto` only if the stored catalogue is too old. */
  refresh(how: 'auto' | 'now'): void
  /** Updates assets that have changed and adds new ones. */
  put(assets: readonly AssetSummary[]): void
  /** Removes assets that no longer exist. */
  drop(ids: Iterable<AssetId>): void
  /** Reads these assets' bytes to learn their digests. */
  compare(assets: readonly AssetId[]): void
  readonly comparing: ReadonlySignal<Comparing | undefined>
  /** Assets to compare before all identical ones are known. */
  readonly unsure: ReadonlySignal<readonly AssetId[]>
  digestOf(asset: AssetId): Md5Hex | undefined
  /** Known once the asset's picture has loaded; each asset has its own signal. */
  dimensionsOf(asset: AssetId): ReadonlySignal<Dimensions | undefined>
  pictureLoaded(asset: AssetId, dimensions: Dimensions): void
}

/** The part of the library that changes use. */
export type LibraryWriter = Pick<LibraryView, 'asset' | 'put' | 'drop' | 'announcement'>
