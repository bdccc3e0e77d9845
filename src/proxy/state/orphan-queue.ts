/** What must not stay at Webflow: records to delete, and attempts that may have left one behind. */
import type { AssetId, FolderId, Md5Hex } from '../../core/brands.ts'
import { SiteTable } from './site-table.ts'
import { assetIdOf, folderIdOrNull, md5Of } from './row-ids.ts'
import { integer, text, type SqlRow } from './sql.ts'

/** A record that an attempt may have created although its answer was lost. */
export interface PossibleOrphan {
  readonly attempt: string
  readonly md5: Md5Hex
  readonly name: string
  readonly folder: FolderId | null
  /** When it would have been created: milliseconds since the epoch, by the proxy's clock. */
  readonly since: number
  readonly until: number
}

export class OrphanQueue extends SiteTable {
  /**
   * Queues an asset for deletion, unless a reservation or the ledger has it. Webflow may give one record to two attempts; a
   * late answer to the first must not delete the record of the second.
   */
  remove(md5: Md5Hex, asset: AssetId): void {
    this.exec(
      `insert into removals (site, asset, md5, due_at) select ?1, ?2, ?3, ?4
       where not exists (select 1 from reservations where site = ?1 and asset = ?2)
         and not exists (select 1 from ledger where site = ?1 and asset = ?2)
       on conflict do nothing`,
      asset,
      md5,
      this.now(),
    )
  }

  /** The asset has been deleted. */
  removed(asset: AssetId): void {
    this.exec('delete from removals where site = ? and asset = ?', asset)
  }

  /**
   * Protects an asset that has its bytes, though the answer that said so may be lost: giving up its reservation no longer
   * deletes it. Returns false if it is about to be deleted.
   */
  spare(asset: AssetId): boolean {
    return this.atomic(() => {
      const leaving = this.exec('select 1 from removals where site = ? and asset = ?', asset)
      if (leaving.length > 0) return false
      this.exec('update reservations set owned = 0 where site = ? and asset = ?', asset)
      return true
    })
  }

  /** Assets to delete, oldest first. */
  removals(): readonly AssetId[] {
    return this.exec('select asset from removals where site = ? order by due_at').map((row) =>
      assetIdOf(row),
    )
  }

  /** Suspects of all digests that nobody has looked for yet, and older ones than `before`. */
  suspects(before: number): readonly PossibleOrphan[] {
    return this.exec(
      'select * from suspects where site = ? and (looked = 0 or until < ?)',
      before,
    ).map(suspectOf)
  }

  /** `final`: it need not be looked for again. */
  lookedFor(attempt: string, final: boolean): void {
    this.exec(
      final
        ? 'delete from suspects where site = ? and attempt = ?'
        : 'update suspects set looked = 1 where site = ? and attempt = ?',
      attempt,
    )
  }
}

export function suspectOf(row: SqlRow): PossibleOrphan {
  return {
    attempt: text(row, 'attempt'),
    md5: md5Of(row),
    name: text(row, 'name'),
    folder: folderIdOrNull(row),
    since: integer(row, 'since'),
    until: integer(row, 'until'),
  }
}
