/** What the library's components see of changes to assets: what waits, what is made, what was made and can be taken back. */
import type { ReadonlySignal } from '@preact/signals'
import type { Alt } from '../../../../core/alt-text.ts'
import type { AssetId, FolderId } from '../../../../core/brands.ts'
import type { Failure } from '../../../../core/failure.ts'
import type { Locales } from '../../../../core/wire-library.ts'
import type { BulkStatus, ItemState } from '../../../flow/changes/bulk.ts'
import type { ChangeType } from '../../../flow/changes/change.ts'
import type { CanvasView, ImageElement } from '../../../ports/library.ts'

/** Changes of one kind that were asked for together. A picture of a moment: another comes at most once a frame. */
export interface ChangeBatch {
  readonly id: number
  readonly what: ChangeType
  /** It takes back what an earlier one did. */
  readonly back: boolean
  /** `ready`: others are made before it. */
  readonly status: BulkStatus
  readonly total: number
  readonly done: number
  readonly failed: number
  /** Stopped before they were begun. */
  readonly stopped: number
  /** Webflow's calls are spent: it goes on by itself at this time, milliseconds since the epoch. */
  readonly waitsUntil: number | undefined
  /** How many of its changes can be taken back; 0 while it is not settled. */
  readonly undoable: number
  /** Why the first of those that failed did. */
  readonly failure: Failure | undefined
  /** One for each change, in the order in which they were asked for. */
  readonly items: () => readonly WorkItem[]
}

export interface WorkItem {
  readonly asset: AssetId
  /** As it was called when the change was asked for. */
  readonly name: string
  readonly state: ItemState
  readonly failure: Failure | undefined
}

export interface NewName {
  readonly asset: AssetId
  readonly name: string
}

/** `locale`: the id of one of the site's languages; undefined: the primary one. */
export interface NewAlt {
  readonly asset: AssetId
  readonly locale: string | undefined
  readonly from: Alt
  readonly to: Alt
}

export interface NewFile {
  readonly asset: AssetId
  readonly file: File
}

export interface NewUse {
  readonly asset: AssetId
  readonly element: ImageElement
}

/**
 * Changes to any number of assets, one work after the other. What is shown of the assets follows as it happens. What
 * would change nothing is left out; where nothing is left, nothing is begun.
 */
export interface LibraryChanges {
  /** What waits, what is made, and what was made last, until it is put away; the oldest first. */
  readonly works: ReadonlySignal<readonly ChangeBatch[]>
  /** Whether the Designer's mode lets assets be changed. */
  readonly allowed: ReadonlySignal<boolean>
  /** Puts assets into a folder (null: into none, which the Designer offers no call for). */
  move(assets: readonly AssetId[], folder: FolderId | null): void
  rename(names: readonly NewName[]): void
  describe(alts: readonly NewAlt[]): void
  /** For good. */
  remove(assets: readonly AssetId[]): void
  replace(files: readonly NewFile[]): void
  /** Shows assets on image elements of the page, with what they say. */
  use(uses: readonly NewUse[]): void
  /** Puts new image elements on the page, each after the one before. */
  insert(assets: readonly AssetId[]): void
  /** Begins nothing more of this work; what has begun is finished. */
  stop(work: number): void
  /** Tries again what failed, and goes on with what was stopped. */
  again(work: number): void
  /** Takes back what can be taken back of this work. */
  undo(work: number): void
  /** Takes back the last work that can be, whether it is still shown or not. False: there is none. */
  undoLast(): boolean
  putAway(work: number): void
}

/** The open page, as far as assets can be put to use on it. */
export interface CanvasUse {
  /** Follows what is selected, and the mode. */
  readonly view: ReadonlySignal<CanvasView>
  /** Whether the panel was opened from an image element, so that it is about that element. */
  readonly launched: ReadonlySignal<boolean>
  /** Shows the asset on the selected image element; nothing happens where none is selected. */
  useHere(asset: AssetId): void
  /** All image elements of the page, in document order, or why they cannot be had. */
  images(): Promise<readonly ImageElement[] | Failure>
}

/** What assets say in each of the site's languages. Rejections are `FailureError`s. */
export interface AltReading {
  /** Asked for once. */
  locales(): Promise<Locales>
  /**
   * `onAlt` at most once an asset, as it becomes known. What is not to be had is not told.
   * @param locale a secondary language's id; undefined: the primary one.
   */
  read(
    assets: readonly AssetId[],
    locale: string | undefined,
    onAlt: (asset: AssetId, alt: Alt) => void,
    signal: AbortSignal,
  ): Promise<void>
}

/** What is asked of a person about changes, in a dialog. */
export type ChangeDialogRequest =
  | { readonly type: 'rename'; readonly assets: readonly AssetId[] }
  | { readonly type: 'alt'; readonly assets: readonly AssetId[] }
  | { readonly type: 'delete'; readonly assets: readonly AssetId[] }
  /** `file`: what is to come in its place, where that is known already. */
  | { readonly type: 'replace'; readonly asset: AssetId; readonly file: File | undefined }
  /** Which assets go to which image elements. */
  | { readonly type: 'place'; readonly assets: readonly AssetId[] }
  /** A text that the frame does not let us put on the clipboard. */
  | { readonly type: 'copy'; readonly text: string }
  /** What became of each change of a work. */
  | { readonly type: 'work'; readonly work: number }
