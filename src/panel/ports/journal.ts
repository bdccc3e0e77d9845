/**
 * Where a run is kept across pages, so that it can be taken up after a reload or a crash. A convenience: it may be
 * denied, full or forgotten at any time, and nothing depends on it but that. No call ever rejects.
 */
import type { RowId, SiteId } from '../../core/brands.ts'
import type { KeptRow } from '../../core/kept-row.ts'

export interface Journal {
  /**
   * The site's run that was left last and that something is left to do for; else a new one. It belongs to this page
   * until the page ends: no other page is given it. What is too old is forgotten. Undefined: nothing can be kept here,
   * or a newer version has stored it; then it stays as it is.
   */
  open(site: SiteId): Promise<JournaledRun | undefined>
}

/** A run that this page writes down. */
export interface JournaledRun {
  /** A UUID: the proxy knows the run's reservations by it. */
  readonly id: string
  /** Rows as they were left; none for a new run. */
  readonly rows: readonly KeptRow[]
  /**
   * Rows that this version cannot read and that have no file here. Nothing deletes or overwrites them but age, so that
   * a version that can read them still finds them: no new row may have one of these ids.
   */
  readonly unreadable: readonly RowId[]
  /** Rows whose bytes are kept. */
  readonly withBytes: ReadonlySet<RowId>
  /** Keeps rows in the place of what was kept of them. False: it could not. */
  keep(rows: readonly KeptRow[]): Promise<boolean>
  /** Keeps a file's bytes. False: it could not, and will not for others either. */
  keepBytes(row: RowId, file: File): Promise<boolean>
  /** The bytes that are kept of a row, under its file's name, type and time; undefined where they are gone. */
  bytes(row: KeptRow): Promise<File | undefined>
  /** Forgets rows with their bytes, or their bytes alone. */
  forget(rows: readonly RowId[], what: 'rows' | 'bytes'): Promise<void>
  /** Forgets what is kept of the run, but for {@link unreadable}; it stays this page's, and may be kept anew. */
  clear(): Promise<void>
}
