/** The ledger of a site: which bytes are on it, as which asset. What it says is checked before it is believed. */
import type { Clock } from './deps.ts'
import { number, text, textOrNull, type Sql, type SqlRow } from './sql.ts'

/** An asset known to hold these bytes. */
export interface LedgerEntry {
  readonly md5: string
  readonly asset: string
  readonly name: string
  readonly folder: string | null
  readonly url: string | null
  readonly size: number
}

export class Ledger {
  readonly #sql: Sql
  readonly #site: string
  readonly #clock: Clock

  constructor(sql: Sql, site: string, clock: Clock) {
    this.#sql = sql
    this.#site = site
    this.#clock = clock
  }

  entries(digests: readonly string[]): readonly LedgerEntry[] {
    return this.#exec(
      'select * from ledger where site = ? and md5 in (select value from json_each(?))',
      JSON.stringify(digests),
    ).map(entryOf)
  }

  learn(entry: LedgerEntry): void {
    this.#exec(
      `insert into ledger (site, md5, asset, name, folder, url, size, at) values (?, ?, ?, ?, ?, ?, ?, ?)
       on conflict do update set asset = excluded.asset, name = excluded.name, folder = excluded.folder,
         url = excluded.url, size = excluded.size, at = excluded.at`,
      entry.md5,
      entry.asset,
      entry.name,
      entry.folder,
      entry.url,
      entry.size,
      this.#clock.now(),
    )
  }

  /** What is known of these assets' bytes. */
  ofAssets(assets: readonly string[]): readonly LedgerEntry[] {
    return this.#exec(
      'select * from ledger where site = ? and asset in (select value from json_each(?))',
      JSON.stringify(assets),
    ).map(entryOf)
  }

  /** The asset has another name or folder since; `folder` undefined: the same. */
  changeAsset(asset: string, name: string | undefined, folder: string | null | undefined): void {
    this.#exec(
      `update ledger set name = coalesce(?3, name), folder = case when ?4 then ?5 else folder end
       where site = ?1 and asset = ?2`,
      asset,
      name ?? null,
      folder === undefined ? 0 : 1,
      folder ?? null,
    )
  }

  /** The asset is gone from the site. */
  forget(md5: string, asset: string): void {
    this.#exec('delete from ledger where site = ? and md5 = ? and asset = ?', md5, asset)
  }

  forgetAsset(asset: string): void {
    this.#exec('delete from ledger where site = ? and asset = ?', asset)
  }

  // Helpers

  #exec(statement: string, ...params: readonly (string | number | null)[]): readonly SqlRow[] {
    return this.#sql.exec(statement, this.#site, ...params)
  }
}

const entryOf = (row: SqlRow): LedgerEntry => ({
  md5: text(row, 'md5'),
  asset: text(row, 'asset'),
  name: text(row, 'name'),
  folder: textOrNull(row, 'folder'),
  url: textOrNull(row, 'url'),
  size: number(row, 'size'),
})
