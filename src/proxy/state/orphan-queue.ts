/** What must not stay at Webflow: records to be deleted, and attempts that may have left one behind. */
import type { AssetId, FolderId, Md5Hex } from '../../core/brands.ts'
import { SiteTable } from './site-table.ts'
import { assetIdOf, folderIdOrNull, md5Of } from './row-ids.ts'
import { integer, text, type SqlRow } from './sql.ts'

/** A record that an attempt may have made without our learning of it. */
export interface PossibleOrphan {
  readonly attempt: string
  readonly md5: Md5Hex
  readonly name: string
  readonly folder: FolderId | null
  /** Milliseconds since the epoch, by the proxy's clock, between which it would have been made. */
  readonly since: number
  readonly until: number
}

export class OrphanQueue extends SiteTable {
  /**
   * Notes an asset for deletion. Not where it is a reservation's or the ledger's: Webflow may have handed one record to two
   * attempts, and what the first one says too late is not to take it from the other.
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

  /** It is gone. */
  removed(asset: AssetId): void {
    this.exec('delete from removals where site = ? and asset = ?', asset)
  }

  /**
   * The asset has its bytes, though the word of it may have been lost: whoever gives its record up does not take it away
   * any more. False: it is about to be removed.
   */
  spare(asset: AssetId): boolean {
    return this.atomic(() => {
      const leaving = this.exec('select 1 from removals where site = ? and asset = ?', asset)
      if (leaving.length > 0) return false
      this.exec('update reservations set owned = 0 where site = ? and asset = ?', asset)
      return true
    })
  }

  /** Assets to be deleted, longest waiting first. */
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
