/** What components see of changes to assets: batches that wait, run or can be undone. */
import type { ReadonlySignal } from '@preact/signals'
import type { Alt } from '../../../../core/alt-text.ts'
import type { AssetId, FolderId } from '../../../../core/brands.ts'
import type { Failure } from '../../../../core/failure.ts'
import type { Locales } from '../../../../core/wire-library.ts'
import type { BulkStatus, ItemState } from '../../../flow/changes/bulk.ts'
import type { ChangeType } from '../../../flow/changes/change.ts'
import type { CanvasView, ImageElement } from '../../../ports/library.ts'

/** Changes of one kind made at once. An immutable snapshot; a new one at most once per frame. */
export interface ChangeBatch {
  readonly id: number
  readonly what: ChangeType
  /** Whether it undoes an earlier batch. */
  readonly back: boolean
  /** `ready`: it waits for earlier batches. */
  readonly status: BulkStatus
  readonly total: number
  readonly done: number
  readonly failed: number
  /** Changes stopped before they started. */
  readonly stopped: number
  /** Set while the budget is spent: work resumes at this time, milliseconds since the epoch. */
  readonly waitsUntil: number | undefined
  /** Changes that can be undone; 0 until it is settled. */
  readonly undoable: number
  /** The first failure. */
  readonly failure: Failure | undefined
  /** One item per change, in the order requested. */
  readonly items: () => readonly WorkItem[]
}

export interface WorkItem {
  readonly asset: AssetId
  /** The asset's name when the change was requested. */
  readonly name: string
  readonly state: ItemState
  readonly failure: Failure | undefined
}

export interface NewName {
  readonly asset: AssetId
  readonly name: string
}

/** `locale`: a secondary language's id; undefined: the primary language. */
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
 * Changes to any number of assets, one batch after the other. The library follows as changes succeed. Changes without
 * effect are left out; a batch left empty does not start.
 */
export interface LibraryChanges {
  /** Batches that wait, run, or finished and are not dismissed; the oldest first. */
  readonly works: ReadonlySignal<readonly ChangeBatch[]>
  /** Whether the Designer's mode allows changes to assets. */
  readonly allowed: ReadonlySignal<boolean>
  /** Moves assets into a folder. null removes them from theirs, which the Designer's API cannot do. */
  move(assets: readonly AssetId[], folder: FolderId | null): void
  rename(names: readonly NewName[]): void
  describe(alts: readonly NewAlt[]): void
  /** Deletes permanently. */
  remove(assets: readonly AssetId[]): void
  replace(files: readonly NewFile[]): void
  /** Shows assets on image elements of the page, with their alt text. */
  use(uses: readonly NewUse[]): void
  /** Inserts new image elements, each after the one before. */
  insert(assets: readonly AssetId[]): void
  /** Starts no more changes of this batch; those in progress finish. */
  stop(work: number): void
  /** Retries failed changes and resumes stopped ones. */
  again(work: number): void
  /** Undoes the batch's undoable changes. */
  undo(work: number): void
  /** Undoes the last undoable batch, dismissed or not. False: there is none. */
  undoLast(): boolean
  putAway(work: number): void
}

/** Using assets on the open page. */
export interface CanvasUse {
  /** The current selection and mode. */
  readonly view: ReadonlySignal<CanvasView>
  /** Whether the panel was opened from an image element, to set that element. */
  readonly launched: ReadonlySignal<boolean>
  /** Shows the asset on the selected image element; does nothing if none is selected. */
  useHere(asset: AssetId): void
  /** All image elements of the page in document order, or why they cannot be read. */
  images(): Promise<readonly ImageElement[] | Failure>
}

/** Reads alt texts in each of the site's languages. Rejects with `FailureError`. */
export interface AltReading {
  /** Read once, then remembered. */
  locales(): Promise<Locales>
  /**
   * Calls `onAlt` at most once per asset, as soon as its alt text is known.
   * @param locale a secondary language's id; undefined: the primary one.
   */
  read(
    assets: readonly AssetId[],
    locale: string | undefined,
    onAlt: (asset: AssetId, alt: Alt) => void,
    signal: AbortSignal,
  ): Promise<void>
}

/** Dialogs about changes. */
export type ChangeDialogRequest =
  | { readonly type: 'rename'; readonly assets: readonly AssetId[] }
  | { readonly type: 'alt'; readonly assets: readonly AssetId[] }
  | { readonly type: 'delete'; readonly assets: readonly AssetId[] }
  /** `file`: the new file, if already chosen. */
  | { readonly type: 'replace'; readonly asset: AssetId; readonly file: File | undefined }
  /** Matches assets with image elements. */
  | { readonly type: 'place'; readonly assets: readonly AssetId[] }
  /** A text to copy by hand, because the frame blocks the clipboard. */
  | { readonly type: 'copy'; readonly text: string }
  /** The outcome of each change of a batch. */
  | { readonly type: 'work'; readonly work: number }
