/**
 * What has been learned by looking at hosted files, so that nothing is looked at twice in vain: whose ETags are MD5s, which
 * files could not be had, how many bytes were read this hour. What a file's bytes were is in the ledger.
 */
import type { AssetId } from '../../core/brands.ts'
import { knownAssetFrom, type KnownAsset } from './asset-rows.ts'
import { SiteTable } from './site-table.ts'
import { integer } from './sql.ts'

const HOUR_MS = 3_600_000

export class Probes extends SiteTable {
  /**
   * Assets of the last listing with one of these sizes whose bytes as they are now nobody knows, and that could be had
   * as far as anybody knows.
   */
  candidates(sizes: readonly number[], limit: number): readonly KnownAsset[] {
    return this.exec(
      `select a.* from assets a where a.site = ?1 and a.gone = 0 and a.url is not null
         and a.generation = (select generation from listings where site = ?1 and kind = 'assets')
         and a.size in (select value from json_each(?2)) and a.size > 0
         and not exists (select 1 from ledger l where l.site = a.site and l.asset = a.asset and l.size = a.size
           and (l.seen_on is null or l.seen_on = a.updated_on or a.updated_on = ''))
         and not exists (select 1 from probe_misses m where m.site = a.site and m.asset = a.asset and m.until > ?3)
       order by a.id limit ?4`,
      JSON.stringify(sizes),
      this.now(),
      limit,
    ).map(knownAssetFrom)
  }

  /** The file cannot be had; it is left alone for `holdMs`. */
  missed(asset: AssetId, holdMs: number): void {
    const now = this.now()
    this.exec('delete from probe_misses where site = ? and until <= ?', now)
    this.exec(
      'insert or replace into probe_misses (site, asset, until) values (?, ?, ?)',
      asset,
      now + holdMs,
    )
  }

  /** Whether this host's ETags that look like an MD5 are the MD5 of the bytes; null: not known. */
  isHonest(host: string): boolean | null {
    const [row] = this.exec(
      'select honest from probed_hosts where site = ? and host = ? and until > ?',
      host,
      this.now(),
    )
    return row ? integer(row, 'honest') === 1 : null
  }

  judgeHost(host: string, honest: boolean, holdMs: number): void {
    this.exec(
      'insert or replace into probed_hosts (site, host, honest, until) values (?, ?, ?, ?)',
      host,
      honest ? 1 : 0,
      this.now() + holdMs,
    )
  }

  /** Spends bytes of this hour's; false when fewer are left. */
  takeBytes(bytes: number, perHour: number): boolean {
    const hour = Math.floor(this.now() / HOUR_MS)
    const rows = this.exec(
      `insert into probed_bytes (site, hour, bytes) select ?1, ?2, ?3 where ?3 <= ?4
       on conflict do update set hour = excluded.hour,
         bytes = excluded.bytes + case when hour = excluded.hour then bytes else 0 end
         where hour <> excluded.hour or bytes + excluded.bytes <= ?4
       returning bytes`,
      hour,
      bytes,
      perHour,
    )
    return rows.length > 0
  }
}
