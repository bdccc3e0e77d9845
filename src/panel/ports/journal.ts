/**
 * Stores a run so that a later page can resume it after a reload or crash. Storage may be denied, full or cleared at
 * any time; only resuming depends on it. No call rejects.
 */
import type { RowId, SiteId } from '../../core/brands.ts'
import type { KeptRow } from '../../core/kept-row.ts'

export interface Journal {
  /**
   * Opens the site's most recent unfinished run, else a new one. It belongs to this page until the page closes; no
   * other page gets it. Deletes runs that are too old. Undefined: storage is unavailable, or a newer version wrote it
   * (then it is left untouched).
   */
  open(site: SiteId): Promise<JournaledRun | undefined>
}

/** The run that this page journals. */
export interface JournaledRun {
  /** A UUID by which the proxy knows the run's reservations. */
  readonly id: string
  /** Rows as an earlier page left them; empty for a new run. */
  readonly rows: readonly KeptRow[]
  /**
   * Rows that this version cannot read; they have no file here. Only age deletes them, so that a version that can read
   * them still finds them: no new row may use these ids.
   */
  readonly unreadable: readonly RowId[]
  /** Rows whose bytes are stored. */
  readonly withBytes: ReadonlySet<RowId>
  /** Stores rows, replacing earlier versions. False: the write failed. */
  keep(rows: readonly KeptRow[]): Promise<boolean>
  /** Stores a file's bytes. False: the write failed, and others will too. */
  keepBytes(row: RowId, file: File): Promise<boolean>
  /** The row's stored bytes, with the file's name, type and time; undefined if they are gone. */
  bytes(row: KeptRow): Promise<File | undefined>
  /** Deletes rows with their bytes, or only their bytes. */
  forget(rows: readonly RowId[], what: 'rows' | 'bytes'): Promise<void>
  /** Deletes the stored run, except {@link unreadable}. The run still belongs to this page and can be stored again. */
  clear(): Promise<void>
}
