/**
 * What the panel needs from outside, as the flow sees it. The adapters implement these on the browser, the proxy
 * and the Designer; tests implement them with fakes that pass the same contract suites.
 *
 * In every call: `signal` ends the wait with an error whose failure code is `aborted`, at once and for good;
 * a rejection is always a `FailureError`, so its `failure` can be shown.
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

/** Turns a file into its MD5 without bringing its bytes to the main thread, unless nothing else works. */
export interface Hasher {
  /**
   * Starts nothing before the first call; runs a bounded number of files at once, the rest wait in order.
   * `onProgress` gets bytes so far, never falling.
   * @throws FailureError `file-unreadable`, `file-changed` (its length differs from `file.size`), `hash-crashed`
   *   (the next call gets a fresh worker), `aborted`.
   */
  digest(
    file: Blob,
    options: { readonly signal: AbortSignal; readonly onProgress?: (bytes: number) => void },
  ): Promise<Md5Hex>
  /** How the hashing is done on this machine; undefined until the first digest has begun. */
  readonly way: () => HashWay | undefined
  /** Ends all workers; everything pending rejects with `aborted`. */
  dispose(): void
}

/** `place`: in workers, or (visibly slower) on the page's own thread. */
export interface HashWay {
  readonly engine: HashEngine
  readonly place: 'worker' | 'page'
}

/**
 * Digests of files that this browser has hashed, for the site that the panel is open on. May forget; never rejects:
 * where the browser gives no storage, it lasts as long as the page.
 *
 * A digest from here may only decide that a file is not read. Whatever is sent to Webflow is hashed.
 */
export interface DigestCache {
  /**
   * The digests of files that came together, in their order; undefined for each that has to be read. The answer comes
   * within a second, whatever storage does.
   */
  recall(files: readonly FileMark[]): Promise<readonly (Md5Hex | undefined)[]>
  /**
   * Takes note of a digest that was computed of all of the file's bytes; stored a while later.
   * @param readAt the clock's time before the file was given to the {@link Hasher}.
   */
  remember(file: FileMark, md5: Md5Hex, readAt: number): void
  /** Stores now what was not stored yet. For the page's last moment, where it may come too late. */
  flush(): Promise<void>
}

/** The companion backend. Renews its session by itself, once per call, when the proxy says it has expired. */
export interface ProxyClient {
  /**
   * Opens the session, or a fresh one.
   * @throws FailureError `not-connected` (with the proxy's `connectUrl` as a fact), `session-refused`,
   *   `panel-outdated`, `proxy-outdated`, `proxy-unreachable`.
   */
  connect(options: { readonly signal: AbortSignal; readonly accessKey?: string }): Promise<Session>
  /** One page of the site's assets from `offset` on. */
  listAssets(offset: number, signal: AbortSignal): Promise<AssetPage>
  listFolders(signal: AbortSignal): Promise<FolderList>
  /** Makes what is missing of the path; calling it twice makes nothing twice. */
  ensureFolder(place: Place, signal: AbortSignal): Promise<FolderPath>
  /**
   * Calls `onVerdict` once per file, as verdicts arrive. Resolves with the budget after the last one.
   * @throws FailureError also when the answer was cut: rows without a verdict may be asked again with the same
   *   `run`.
   */
  reserve(
    request: ReserveRequest,
    options: { readonly signal: AbortSignal; readonly onVerdict: (verdict: Verdict) => void },
  ): Promise<BudgetView>
  /** Sends the file's bytes; `onProgress` gets the bytes that have left, as the browser counts them. */
  send(
    upload: { readonly ticket: string; readonly file: Blob; readonly contentType: string },
    options: { readonly signal: AbortSignal; readonly onProgress: (bytes: number) => void },
  ): Promise<Sent>
  /** Gives records up. Repeating it is no error. */
  cancel(tickets: readonly string[], signal: AbortSignal): Promise<Cancelled>
  /** The same at the page's last moment: no answer is awaited. */
  cancelOnLeave(tickets: readonly string[]): void
}

/** The Webflow Designer around the panel. */
export interface Designer {
  site(): Promise<{ readonly id: string; readonly name: string; readonly shortName: string }>
  idToken(): Promise<string>
  /** Whether this mode lets assets be managed, and if not, what stands in the way. */
  canManageAssets(): Promise<boolean>
  theme(): Promise<DesignerTheme>
  onThemeChange(listener: (theme: DesignerTheme) => void): () => void
  onModeChange(listener: () => void): () => void
  /**
   * Puts an asset into a folder; null takes it to no folder, where the Designer offers that.
   * @throws FailureError `webflow-refused` with the Designer's `tag` as a fact.
   */
  moveAsset(asset: AssetId, folder: FolderId | null): Promise<void>
  setPanelSize(size: { readonly width: number; readonly height: number }): Promise<void>
}

/** A file that is to take the place of an asset's. */
export interface Replacement {
  readonly asset: ExistingAsset
  readonly file: File
}

/** What became of a replacement. `restored`: it was undone. */
export type ReplaceOutcome =
  | { readonly type: 'replaced'; readonly asset: AssetRef }
  | { readonly type: 'restored' }
  | { readonly type: 'failed'; readonly failure: Failure }

/** Puts files in the places of assets' files. */
export interface Replacer {
  /**
   * Keeps the old bytes first, so that it can be undone. Resolves when it has begun; `onOutcome` is called for each asset
   * when it is replaced or has failed, and again when that is undone or a failed one is tried again.
   * @throws where the code for it cannot be had; nothing was replaced then.
   */
  replace(
    files: readonly Replacement[],
    onOutcome: (asset: AssetId, outcome: ReplaceOutcome) => void,
  ): Promise<void>
}

export type DesignerTheme = 'light' | 'darkDefault' | 'darkDarker' | 'darkBrighter'

/** Time, so that tests own it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Resolves after `ms`; rejects with `aborted` when `signal` ends first. 0: the page gets its turn, no more. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** What the browser tells of its connection. */
export interface Network {
  /** Calls back when the network may be back: it says so, or the page wakes up. Returns the end of it. */
  onBack(listener: () => void): () => void
}

/** Small preferences across visits. Never holds a secret; may forget. */
export interface Store {
  get(key: string): string | undefined
  set(key: string, value: string): void
}

/** Calls back before a repaint that comes soon; not at all while the page is hidden. */
export type Frames = (callback: () => void) => void

/** One file as it was taken in. */
export interface TakenFile {
  readonly file: File
  /** Names of the directories around it within the drop, outermost first. */
  readonly path: readonly string[]
}

/** Everything taken in by one drop, choice or paste. */
export interface Taken {
  readonly files: readonly TakenFile[]
  /** Systems' leftovers (`.DS_Store`, `Thumbs.db` …) that were left out. */
  readonly junk: number
  /** Entries that the browser could not read, by path. */
  readonly unreadable: readonly string[]
}

/** Takes files out of what the browser hands over. `onFound` gets the files found so far, many times. */
export interface Intake {
  /** To be called within the drop's event: its data is gone when that ends. Never rejects. */
  drop(data: DataTransfer, onFound: (files: number) => void): Promise<Taken>
  /** The list may be emptied as soon as this has returned. Never rejects. */
  chosen(files: FileList, onFound: (files: number) => void): Promise<Taken>
  /** Undefined where the clipboard holds no file. */
  paste(data: DataTransfer, onFound: (files: number) => void): Promise<Taken> | undefined
}

/** What the flow tells about its rows, in order. Implemented by the run's model. */
export interface RunObserver {
  readonly rowsAdded: (rows: readonly RunRow[]) => void
  readonly rowChanged: (id: RowId) => void
  /** Rows that were put together with others: they are gone. */
  readonly rowsRemoved: (ids: readonly RowId[]) => void
  /** Bytes of a row that have left; may come many times a second. */
  readonly rowProgress: (id: RowId, bytes: number) => void
  readonly budget: (budget: BudgetView) => void
  /** The proxy does not answer; the next try is at this time, milliseconds since the epoch. Undefined: it does. */
  readonly outage: (until: number | undefined) => void
  /** Folders that the rows to upload still need. */
  readonly foldersToMake: (count: number) => void
}

/** A row as the flow holds it; `state` is replaced, never changed in place, and so are `name` and `file`, rarely. */
export interface RunRow {
  readonly id: RowId
  file: File
  /** Bytes. */
  readonly size: number
  readonly path: readonly string[]
  /** The name on the site: normalised, unique in its folder within the run. */
  name: string
  readonly place: Place
  /** It is uploaded beside an asset that had its name: a person wanted both. */
  keptBoth?: boolean
  state: RowState
}
