/**
 * What the flow needs from outside. Adapters implement these ports on the browser, the proxy and the Designer; tests
 * use fakes that pass the same contract suites.
 *
 * In every call, `signal` ends the wait at once with an error whose failure code is `aborted`. A rejection is always a
 * `FailureError`, so its `failure` can be shown.
 */
import type { AssetId, FolderId, Md5Hex, RowId } from '../../core/brands.ts'
import type { HashEngine } from '../../core/hash-protocol.ts'
import type { Failure } from '../../core/failure.ts'
import type { AssetRef, ExistingAsset, RowState } from '../../core/row.ts'
import type { FileMark } from '../../core/seen-files.ts'
import type {
  AssetPage,
  BudgetView,
  Cancelled,
  FolderList,
  FolderPath,
  Place,
  ReserveRequest,
  Sent,
  Session,
  Verdict,
} from '../../core/wire.ts'

/** Computes a file's MD5 off the main thread, if possible. */
export interface Hasher {
  /**
   * Starts no worker before the first call. Hashes a bounded number of files in parallel; the rest wait in order.
   * `onProgress` gets the bytes read so far, never decreasing.
   * @throws FailureError `file-unreadable`, `file-changed` (its length differs from `file.size`), `hash-crashed` (the
   * next call gets a new worker), `aborted`.
   */
  digest(
    file: Blob,
    options: { readonly signal: AbortSignal; readonly onProgress?: (bytes: number) => void },
  ): Promise<Md5Hex>
  /** How this machine hashes; undefined until the first digest starts. */
  readonly way: () => HashWay | undefined
  /** Ends all workers; pending calls reject with `aborted`. */
  dispose(): void
}

/** `place`: in workers, or (noticeably slower) on the page's own thread. */
export interface HashWay {
  readonly engine: HashEngine
  readonly place: 'worker' | 'page'
}

/**
 * Caches digests of files hashed by this browser, for the open site. May lose entries; never rejects. Without browser
 * storage it lasts as long as the page.
 *
 * A cached digest may only decide that a file need not be read. Everything sent to Webflow is hashed.
 */
export interface DigestCache {
  /**
   * The digests of files that were dropped together, in order; undefined for files that must be hashed. Answers within
   * a second, whatever storage does.
   */
  recall(files: readonly FileMark[]): Promise<readonly (Md5Hex | undefined)[]>
  /**
   * Stores a digest computed from all of the file's bytes; writes after a delay.
   * @param readAt the clock's time before the file was given to the {@link Hasher}.
   */
  remember(file: FileMark, md5: Md5Hex, readAt: number): void
  /** Writes pending entries now. Called as the page closes, when it may be too late. */
  flush(): Promise<void>
}

/** The backend. Renews its session once per call when the proxy reports it expired. */
export interface ProxyClient {
  /**
   * Opens or renews the session.
   * @throws FailureError `not-connected` (with the proxy's `connectUrl` as a fact), `session-refused`,
   * `panel-outdated`, `proxy-outdated`, `proxy-unreachable`.
   */
  connect(options: { readonly signal: AbortSignal; readonly accessKey?: string }): Promise<Session>
  /** One page of the site's assets, starting at `offset`. */
  listAssets(offset: number, signal: AbortSignal): Promise<AssetPage>
  listFolders(signal: AbortSignal): Promise<FolderList>
  /** Creates the missing folders of the path. Idempotent. */
  ensureFolder(place: Place, signal: AbortSignal): Promise<FolderPath>
  /**
   * Calls `onVerdict` once per file, as verdicts arrive. Resolves with the budget after the last one.
   * @throws FailureError also if the answer was cut off: ask again for rows without a verdict, with the same `run`.
   */
  reserve(
    request: ReserveRequest,
    options: { readonly signal: AbortSignal; readonly onVerdict: (verdict: Verdict) => void },
  ): Promise<BudgetView>
  /** Sends the file's bytes; `onProgress` gets the bytes sent, as the browser counts them. */
  send(
    upload: { readonly ticket: string; readonly file: Blob; readonly contentType: string },
    options: { readonly signal: AbortSignal; readonly onProgress: (bytes: number) => void },
  ): Promise<Sent>
  /** Gives up records. Idempotent. */
  cancel(tickets: readonly string[], signal: AbortSignal): Promise<Cancelled>
  /** Gives up records as the page closes, without waiting for an answer. */
  cancelOnLeave(tickets: readonly string[]): void
}

/** The Webflow Designer around the panel. */
export interface Designer {
  site(): Promise<{ readonly id: string; readonly name: string; readonly shortName: string }>
  idToken(): Promise<string>
  /** Whether the Designer's mode lets assets be managed. */
  canManageAssets(): Promise<boolean>
  theme(): Promise<DesignerTheme>
  onThemeChange(listener: (theme: DesignerTheme) => void): () => void
  onModeChange(listener: () => void): () => void
  /**
   * Moves an asset into a folder; null: out of all folders, if the Designer offers that.
   * @throws FailureError `webflow-refused` with the Designer's `tag` as a fact.
   */
  moveAsset(asset: AssetId, folder: FolderId | null): Promise<void>
  setPanelSize(size: { readonly width: number; readonly height: number }): Promise<void>
}

/** A file that replaces an asset's file. */
export interface Replacement {
  readonly asset: ExistingAsset
  readonly file: File
}

/** The outcome of a replacement. `restored`: it was undone. */
export type ReplaceOutcome =
  | { readonly type: 'replaced'; readonly asset: AssetRef }
  | { readonly type: 'restored' }
  | { readonly type: 'failed'; readonly failure: Failure }

/** Replaces assets' files. */
export interface Replacer {
  /**
   * Keeps the old bytes first, for undo. Resolves when the replacements have started. Calls `onOutcome` for each asset
   * when it is replaced or has failed, and again when that is undone or retried.
   * @throws if its code cannot be loaded; then nothing was replaced.
   */
  replace(
    files: readonly Replacement[],
    onOutcome: (asset: AssetId, outcome: ReplaceOutcome) => void,
  ): Promise<void>
}

export type DesignerTheme = 'light' | 'darkDefault' | 'darkDarker' | 'darkBrighter'

/** Time, replaceable in tests. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Resolves after `ms`; rejects with `aborted` if `signal` aborts first. 0: only yields to the page. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** The browser's network events. */
export interface Network {
  /**
   * Calls back when the network may be back: the browser reports it, or the page wakes up. Returns the unsubscribe
   * function.
   */
  onBack(listener: () => void): () => void
}

/** Small preferences across visits. Never holds secrets; may lose entries. */
export interface Store {
  get(key: string): string | undefined
  set(key: string, value: string): void
}

/** Calls back before the next repaint; not while the page is hidden. */
export type Frames = (callback: () => void) => void

/** One file as the browser handed it over. */
export interface TakenFile {
  readonly file: File
  /** The directories around the file within the drop, outermost first. */
  readonly path: readonly string[]
}

/** All files of one drop, choice or paste. */
export interface Taken {
  readonly files: readonly TakenFile[]
  /** Number of system files left out (`.DS_Store`, `Thumbs.db` …). */
  readonly junk: number
  /** Paths of entries that the browser could not read. */
  readonly unreadable: readonly string[]
}

/** Reads files from browser events. Calls `onFound` repeatedly with the number found so far. */
export interface Intake {
  /** Call this within the drop event: its data is gone afterwards. Never rejects. */
  drop(data: DataTransfer, onFound: (files: number) => void): Promise<Taken>
  /** The list may be emptied as soon as this returns. Never rejects. */
  chosen(files: FileList, onFound: (files: number) => void): Promise<Taken>
  /** Undefined if the clipboard holds no file. */
  paste(data: DataTransfer, onFound: (files: number) => void): Promise<Taken> | undefined
}

/** Receives the flow's events, in order. Implemented by the run's model. */
export interface RunObserver {
  readonly rowsAdded: (rows: readonly RunRow[]) => void
  readonly rowChanged: (id: RowId) => void
  /** Rows that were merged into others and no longer exist. */
  readonly rowsRemoved: (ids: readonly RowId[]) => void
  /** The row's bytes sent; maybe many times a second. */
  readonly rowProgress: (id: RowId, bytes: number) => void
  readonly budget: (budget: BudgetView) => void
  /** An outage: time of the next try, milliseconds since the epoch. Undefined: the proxy answers again. */
  readonly outage: (until: number | undefined) => void
  /** Number of folders still to be made for the rows to upload. */
  readonly foldersToMake: (count: number) => void
}

/** A row as the flow holds it. `state`, `name` and `file` may be replaced; their values are never mutated. */
export interface RunRow {
  readonly id: RowId
  file: File
  /** Bytes. */
  readonly size: number
  readonly path: readonly string[]
  /** The name on the site: normalised, unique in its folder within the run. */
  name: string
  readonly place: Place
  /** A person chose to keep both: the row is uploaded beside the asset that had its name. */
  keptBoth?: boolean
  state: RowState
}
