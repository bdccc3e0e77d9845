/**
 * What components see. The models implement these; the scenes page implements them with fixtures, so that every
 * state can be looked at without a server.
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
  /** The folder on the site that it goes to, as a path of names; empty: in no folder. */
  readonly folder: readonly string[]
  readonly state: ReadonlySignal<RowState>
  /** Bytes that have left, at most one change a frame. */
  readonly sentBytes: ReadonlySignal<number>
}

/** `review`: nothing is written to the site before a person's start. */
export type RunStatus = 'empty' | 'review' | 'running' | 'paused' | 'settled'

/** What the header says; changes at most once a frame. */
export interface RunTotals {
  readonly counts: RunCounts
  readonly plan: RunPlan
  /** Bytes that have left, of the bytes that need to. */
  readonly sentBytes: number
  readonly totalBytes: number
  readonly timeLeft: TimeLeft | undefined
  /** Milliseconds until the proxy is tried again; undefined while it answers. */
  readonly outageMs: number | undefined
  /** Milliseconds until Webflow allows more calls; 0 while it does. */
  readonly budgetWaitMs: number
  readonly callsPerMinute: number | undefined
}

/** Rows that need a person for the same reason, with one answer for all. */
export type AttentionGroup =
  | {
      readonly type: 'failed'
      readonly code: FailureCode
      readonly sample: Failure
      /** Of each row: the code is the same, the facts may differ. */
      readonly failures: readonly Failure[]
      readonly rows: readonly RowId[]
      readonly retriable: boolean
    }
  /** Assets have the names of the files, with other bytes. */
  | { readonly type: 'conflict'; readonly rows: readonly RowId[] }
  /** Assets with the same bytes lie in other folders. */
  | { readonly type: 'undecided'; readonly rows: readonly RowId[] }
  /** The same, and a new asset was asked for: Webflow handed back the one that it has. */
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
  /** A short sentence for the live region; changes at the start, each quarter, and the end. */
  readonly announcement: ReadonlySignal<string>
  readonly hashWay: ReadonlySignal<HashWay | undefined>
  /** Adds to the run at any time. `into`: the folder for these (null: none); undefined: the destination. */
  add(taken: Taken, into?: FolderId | null): void
  /** Whether what is added from now on waits for {@link start}; remembered across visits. */
  readonly reviewFirst: ReadonlySignal<boolean>
  setReviewFirst(on: boolean): void
  /** Whether every file is read, also those that this browser knows from before; remembered across visits. */
  readonly verify: ReadonlySignal<boolean>
  setVerify(on: boolean): void
  /** The rows are those of a run that another page has left; until it is resumed or cleared. */
  readonly takenUp: ReadonlySignal<boolean>
  /** The code of runs could not be fetched: what is added waits until it can. */
  readonly missing: ReadonlySignal<boolean>
  /** What waits for a person's start goes on. */
  start(): void
  pause(): void
  resume(): void
  cancelAll(): void
  retryFailed(): void
  retry(rows: readonly RowId[]): void
  /** Gives rows up in whatever unsettled state they are; settled ones stay as they are. */
  cancel(rows: readonly RowId[]): void
  /** Uses assets that were there already as they are, where they are. */
  keep(rows: readonly RowId[]): void
  /** Leaves the files out. */
  skip(rows: readonly RowId[]): void
  /** Moves assets that were there already into the folder that the row wanted. */
  moveHere(rows: readonly RowId[]): void
  /** Uploads the files beside the assets that were there already, under names of their own. */
  uploadAnew(rows: readonly RowId[]): void
  /** Puts the files in the places of the assets that have their names; it can be undone as a change of the library. */
  replace(rows: readonly RowId[]): void
  /** Uploads the files beside the assets that have their names, under names of their own. */
  keepBoth(rows: readonly RowId[]): void
  /** Does what `controlOf` (core/row.ts) says for the row's present state. */
  control(row: RowId): void
  /** Takes settled rows off the list. */
  clear(): void
  receipt(): readonly ReceiptLine[]
}

/** Taking files in while directories are still being read. */
export interface IntakeView {
  /** Files found so far while a drop is being walked; undefined when nothing is being read. */
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
  /** Where new files go; null: in no folder. */
  readonly destination: ReadonlySignal<FolderId | null>
  /** The destination as names, outermost first. */
  readonly destinationPath: ReadonlySignal<readonly string[]>
  setDestination(folder: FolderId | null): void
  load(): void
  /** Resolves with undefined when made, else with what went wrong. */
  create(name: string, under: FolderId | null): Promise<Failure | undefined>
}

export type SessionState =
  | { readonly type: 'connecting' }
  | { readonly type: 'connected'; readonly siteName: string; readonly email: string | undefined }
  /** The app must be let into the site first; `connectUrl` opens in a window. */
  | { readonly type: 'connect'; readonly connectUrl: string }
  /** The proxy asks for its access key. */
  | { readonly type: 'key'; readonly wrong: boolean }
  | { readonly type: 'failed'; readonly failure: Failure }

export interface SessionView {
  readonly state: ReadonlySignal<SessionState>
  readonly theme: ReadonlySignal<DesignerTheme>
  /** False in modes of the Designer where assets cannot be managed. */
  readonly canManageAssets: ReadonlySignal<boolean>
  /** Whether the note that every asset is public has been read. */
  readonly publicNoteRead: ReadonlySignal<boolean>
  readPublicNote(): void
  connect(accessKey?: string): void
  openConnectWindow(): void
}

export interface LanguageView {
  /** What is spoken now; a change is to render everything anew. */
  readonly code: ReadonlySignal<LanguageCode>
  /** Remembered. */
  choose(code: LanguageCode): void
}

export const TABS = ['upload', 'library'] as const
export type Tab = (typeof TABS)[number]
