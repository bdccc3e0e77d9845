/**
 * The table of reservations: which bytes are being brought to a site, by whom, and the record at Webflow that waits for
 * them. `claims.ts`, `sends.ts` and `records.ts` work on it, each within transactions of its own; an `attempt` names one
 * claim, and what an older attempt still says is ignored.
 */
import type { Md5Hex } from '../../core/brands.ts'
import type { TimeSource } from '../base/clock.ts'
import type { OrphanQueue } from './orphan-queue.ts'
import type { UploadRecord } from './record-rows.ts'
import { SiteTable } from './site-table.ts'
import type { Sql, SqlRow, SqlValue } from './sql.ts'

export class Reservations extends SiteTable {
  readonly #leftovers: OrphanQueue

  constructor(sql: Sql, site: string, clock: TimeSource, leftovers: OrphanQueue) {
    super(sql, site, clock)
    this.#leftovers = leftovers
  }

  // Public here: three classes share this table.
  override atomic<T>(work: () => T): T {
    return super.atomic(work)
  }

  override exec(statement: string, ...params: readonly SqlValue[]): readonly SqlRow[] {
    return super.exec(statement, ...params)
  }

  /** The row of a record that this attempt has made. */
  made(md5: Md5Hex, attempt: string): SqlRow | undefined {
    const [row] = this.exec(
      'select * from reservations where site = ? and md5 = ? and attempt = ? and asset is not null',
      md5,
      attempt,
    )
    return row
  }

  /** Nobody will fill this record any more: it goes, where it is ours. */
  drop(record: UploadRecord): void {
    this.exec('delete from reservations where site = ? and md5 = ?', record.md5)
    if (record.owned) this.#leftovers.remove(record.md5, record.asset)
  }

  /** Nothing was made for this claim. */
  release(md5: Md5Hex, attempt: string): void {
    this.exec(
      'delete from reservations where site = ? and md5 = ? and attempt = ? and asset is null',
      md5,
      attempt,
    )
  }

  /** Something may have been made for this claim: it has to be looked for. */
  suspect(md5: Md5Hex, attempt: string): void {
    this.exec(
      `insert into suspects (site, attempt, md5, name, folder, since, until)
       select site, attempt, md5, name, folder, touched_at, ?2 from reservations
       where site = ?1 and md5 = ?3 and attempt = ?4 and asset is null on conflict do nothing`,
      this.now(),
      md5,
      attempt,
    )
    this.release(md5, attempt)
  }
}
