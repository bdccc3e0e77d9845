/**
 * The views that components see. Models implement them; the scenes page implements them with fixtures, to show every
 * state without a server.
 */
import type { ReadonlySignal } from '@preact/signals'
import type { FolderId, RowId } from '../../core/brands.ts'
import type { Failure, FailureCode } from '../../core/failure.ts'
import type { TimeLeft } from '../../core/progress.ts'
import type { ReceiptLine } from '../../core/receipt.ts'
import type { RowState } from '../../core/row.ts'
import type { RunCounts, RunPlan } from '../../core/run-counts.ts'
import type { Folder } from '../../core/wire.ts'
import type { DesignerTheme, HashWay, Taken } from '../ports/run.ts'
import type { LanguageCode } from '../strings/choice.ts'
import type { RowSort } from './row-sorts.ts'

export interface RowView {
  readonly id: RowId
  readonly file: File
  /** Bytes. */
  readonly size: number
  /** The name on the site. */
  readonly name: string
  /** Names of the directories around the file in the drop. */
  readonly path: readonly string[]
  /** The destination folder on the site, as a path of names; empty: no folder. */
  readonly folder: readonly string[]
  readonly state: ReadonlySignal<RowState>
  /** Bytes sent so far; changes at most once a frame. */
  readonly sentBytes: ReadonlySignal<number>
}

/** `review`: nothing is written to the site until a person starts the upload. */
export type RunStatus = 'empty' | 'review' | 'running' | 'paused' | 'settled'

/** The header's numbers; change at most once a frame. */
export interface RunTotals {
  readonly counts: RunCounts
  readonly plan: RunPlan
  /** Bytes sent so far, out of `totalBytes`. */
  readonly sentBytes: number
  readonly totalBytes: number
  readonly timeLeft: TimeLeft | undefined
  /** Milliseconds until the proxy is tried again; undefined while it answers. */
  readonly outageMs: number | undefined
  /** Milliseconds until Webflow allows more calls; 0 while it does. */
  readonly budgetWaitMs: number
  readonly callsPerMinute: number | undefined
}

/** Rows that need the same decision or failed for the same reason; one answer covers all. */
export type AttentionGroup =
  | {
      readonly type: 'failed'
      readonly code: FailureCode
      readonly sample: Failure
      /** One per row: they share the code, their facts may differ. */
      readonly failures: readonly Failure[]
      readonly rows: readonly RowId[]
      readonly retriable: boolean
    }
  /** Assets with other bytes have the files' names. */
  | { readonly type: 'conflict'; readonly rows: readonly RowId[] }
  /** Assets with the same bytes are in other folders. */
  | { readonly type: 'undecided'; readonly rows: readonly RowId[] }
  /** As `undecided`, after a request for a new asset: Webflow returned the existing one. */
  | { readonly type: 'handed-back'; readonly rows: readonly RowId[] }

export interface RunView {
  /** In the order that `sort` asks for. */
  readonly rows: ReadonlySignal<readonly RowView[]>
  /** Remembered across visits. */
  readonly sort: ReadonlySignal<RowSort>
  setSort(sort: RowSort): void
  readonly totals: ReadonlySignal<RunTotals>
  readonly groups: ReadonlySignal<readonly AttentionGroup[]>
  readonly status: ReadonlySignal<RunStatus>
  /** A short sentence for the live region; changes at the start, at each quarter, and at the end. */
  readonly announcement: ReadonlySignal<string>
  readonly hashWay: ReadonlySignal<HashWay | undefined>
  /** Adds files to the run at any time. `into`: their folder (null: none); undefined: the destination. */
  add(taken: Taken, into?: FolderId | null): void
  /** Whether files that are added from now on wait for {@link start}; remembered across visits. */
  readonly reviewFirst: ReadonlySignal<boolean>
  setReviewFirst(on: boolean): void
  /** Whether every file is read, even if this browser remembers its digest; remembered across visits. */
  readonly verify: ReadonlySignal<boolean>
  setVerify(on: boolean): void
  /** Whether the rows are from a run that another page left; false once it is resumed or cleared. */
  readonly takenUp: ReadonlySignal<boolean>
  /** Whether the code for runs could not be fetched; added files wait until it can. */
  readonly missing: ReadonlySignal<boolean>
  /** Starts the rows that are held for review. */
  start(): void
  pause(): void
  resume(): void
  cancelAll(): void
  retryFailed(): void
  retry(rows: readonly RowId[]): void
  /** Cancels unsettled rows in any phase; settled ones stay as they are. */
  cancel(rows: readonly RowId[]): void
  /** Uses the existing assets, in their folders. */
  keep(rows: readonly RowId[]): void
  /** Skips the files. */
  skip(rows: readonly RowId[]): void
  /** Moves the existing assets into the rows' folders. */
  moveHere(rows: readonly RowId[]): void
  /** Uploads the files next to the existing assets, under new names. */
  uploadAnew(rows: readonly RowId[]): void
  /** Replaces the assets that have the files' names; can be undone as a change in the library. */
  replace(rows: readonly RowId[]): void
  /** Uploads the files next to the assets that have their names, under new names. */
  keepBoth(rows: readonly RowId[]): void
  /** Performs the row's current control, as `controlOf` (core/row.ts) defines it. */
  control(row: RowId): void
  /** Removes settled rows from the list. */
  clear(): void
  receipt(): readonly ReceiptLine[]
}

/** Adds files, with progress while directories are read. */
export interface IntakeView {
  /** Files found so far while directories are read; undefined otherwise. */
  readonly reading: ReadonlySignal<number | undefined>
  /** `into` as in {@link RunView.add}. */
  drop(data: DataTransfer, into?: FolderId | null): void
  choose(files: FileList): void
  paste(data: DataTransfer): void
}

export interface FolderView {
  readonly folders: ReadonlySignal<readonly Folder[]>
  readonly state: ReadonlySignal<
    | { readonly type: 'idle' }
    | { readonly type: 'loading' }
    | { readonly type: 'ready' }
    | { readonly type: 'failed'; readonly failure: Failure }
  >
  /** The folder for new files; null: none. */
  readonly destination: ReadonlySignal<FolderId | null>
  /** The destination as names, outermost first. */
  readonly destinationPath: ReadonlySignal<readonly string[]>
  setDestination(folder: FolderId | null): void
  load(): void
  /** Resolves with undefined on success, else with the failure. */
  create(name: string, under: FolderId | null): Promise<Failure | undefined>
}

export type SessionState =
  | { readonly type: 'connecting' }
  | { readonly type: 'connected'; readonly siteName: string; readonly email: string | undefined }
  /** The app must be authorized for the site first, at `connectUrl`, in a window. */
  | { readonly type: 'connect'; readonly connectUrl: string }
  /** The proxy asks for its access key. */
  | { readonly type: 'key'; readonly wrong: boolean }
  | { readonly type: 'failed'; readonly failure: Failure }

export interface SessionView {
  readonly state: ReadonlySignal<SessionState>
  readonly theme: ReadonlySignal<DesignerTheme>
  /** False in Designer modes that do not allow managing assets. */
  readonly canManageAssets: ReadonlySignal<boolean>
  /** Whether the note that every asset is public has been read. */
  readonly publicNoteRead: ReadonlySignal<boolean>
  readPublicNote(): void
  connect(accessKey?: string): void
  openConnectWindow(): void
}

export interface LanguageView {
  /** The current language; a change must render everything again. */
  readonly code: ReadonlySignal<LanguageCode>
  /** Sets the language; remembered across visits. */
  choose(code: LanguageCode): void
}

export const TABS = ['upload', 'library'] as const
export type Tab = (typeof TABS)[number]
