/**
 * The last listing of a site's assets and folders, with the moment it was begun: how much it can be trusted is the
 * reader's to judge. Folder claims make sure that nobody makes the same folder twice at once.
 */
import type { Clock } from './deps.ts'
import { number, text, textOrNull, type Sql, type SqlRow } from './sql.ts'

export interface KnownAsset {
  readonly asset: string
  readonly name: string
  readonly fileName: string
  readonly folder: string | null
  readonly url: string | null
  readonly size: number
  readonly createdOn: string
}

/** What may change of an asset; what is missing stays as it is. */
export interface AssetChange {
  readonly name?: string
  readonly folder?: string | null
  readonly size?: number
}

export interface KnownFolder {
  readonly folder: string
  readonly name: string
  readonly parent: string | null
  readonly assets: number
  readonly createdOn: string
}

/** `startedAt`: milliseconds since the epoch; 0 where there was no listing yet. `pages`: calls it took. */
export interface Listing {
  readonly startedAt: number
  readonly pages: number
}

export class Catalogue {
  readonly #sql: Sql
  readonly #site: string
  readonly #clock: Clock

  constructor(sql: Sql, site: string, clock: Clock) {
    this.#sql = sql
    this.#site = site
    this.#clock = clock
  }

  listing(kind: 'assets' | 'folders'): Listing {
    const [row] = this.#exec('select * from listings where site = ? and kind = ?', kind)
    return row
      ? { startedAt: number(row, 'started_at'), pages: number(row, 'pages') }
      : { startedAt: 0, pages: 0 }
  }

  /** Replaces what is known, unless a listing that was begun later is here already. */
  saveAssets(listing: Listing, assets: readonly KnownAsset[]): void {
    this.#sql.atomic(() => {
      if (!this.#begin('assets', listing)) return
      this.#exec('delete from assets where site = ?')
      this.#exec(
        `insert or replace into assets (site, asset, name, file_name, folder, url, size, created_on)
         select ?1, value ->> 'asset', value ->> 'name', value ->> 'fileName', value ->> 'folder',
           value ->> 'url', value ->> 'size', value ->> 'createdOn' from json_each(?2)`,
        JSON.stringify(assets),
      )
    })
  }

  assets(ids: readonly string[]): readonly KnownAsset[] {
    return this.#exec(
      'select * from assets where site = ? and asset in (select value from json_each(?))',
      JSON.stringify(ids),
    ).map(assetOf)
  }

  /** Assets uploaded under this name that have no bytes. */
  empty(fileName: string): readonly KnownAsset[] {
    return this.#exec(
      'select * from assets where site = ? and size = 0 and file_name = ?',
      fileName,
    ).map(assetOf)
  }

  /** What an asset is since the listing, as far as it is in it. */
  changeAsset(asset: string, { name, folder, size }: AssetChange): void {
    this.#exec(
      `update assets set name = coalesce(?3, name), size = coalesce(?4, size),
         folder = case when ?5 then ?6 else folder end where site = ?1 and asset = ?2`,
      asset,
      name ?? null,
      size ?? null,
      folder === undefined ? 0 : 1,
      folder ?? null,
    )
  }

  /** Takes an asset out that was deleted since the listing. */
  dropAsset(asset: string): void {
    this.#exec('delete from assets where site = ? and asset = ?', asset)
  }

  saveFolders(listing: Listing, folders: readonly KnownFolder[]): void {
    this.#sql.atomic(() => {
      if (!this.#begin('folders', listing)) return
      this.#exec('delete from folders where site = ?')
      for (const folder of folders) this.#addFolder(folder)
    })
  }

  folders(): readonly KnownFolder[] {
    return this.#exec('select * from folders where site = ? order by created_on, folder').map(
      folderOf,
    )
  }

  addFolder(folder: KnownFolder): void {
    this.#addFolder(folder)
  }

  /** What is known of folders can no longer be trusted: something was made, perhaps. */
  distrustFolders(): void {
    this.#exec("update listings set started_at = 0 where site = ? and kind = 'folders'")
  }

  /** Takes the right to make one folder, for `holdMs`. False while another has it. */
  claimFolder(parent: string | null, name: string, owner: string, holdMs: number): boolean {
    const now = this.#clock.now()
    const rows = this.#exec(
      `insert into folder_claims (site, parent, name, owner, until) values (?1, ?2, ?3, ?4, ?5)
       on conflict do update set owner = excluded.owner, until = excluded.until
         where until <= ?6 returning owner`,
      parent ?? '',
      name,
      owner,
      now + holdMs,
      now,
    )
    return rows.length > 0
  }

  releaseFolder(parent: string | null, name: string, owner: string): void {
    this.#exec(
      'delete from folder_claims where site = ? and parent = ? and name = ? and owner = ?',
      parent ?? '',
      name,
      owner,
    )
  }

  // Helpers

  #exec(statement: string, ...params: readonly (string | number | null)[]): readonly SqlRow[] {
    return this.#sql.exec(statement, this.#site, ...params)
  }

  #begin(kind: 'assets' | 'folders', listing: Listing): boolean {
    const rows = this.#exec(
      `insert into listings (site, kind, started_at, pages) values (?, ?, ?, ?)
       on conflict do update set started_at = excluded.started_at, pages = excluded.pages
         where started_at <= excluded.started_at returning kind`,
      kind,
      listing.startedAt,
      listing.pages,
    )
    return rows.length > 0
  }

  #addFolder(folder: KnownFolder): void {
    this.#exec(
      `insert or replace into folders (site, folder, name, parent, assets, created_on)
       values (?, ?, ?, ?, ?, ?)`,
      folder.folder,
      folder.name,
      folder.parent,
      folder.assets,
      folder.createdOn,
    )
  }
}

const assetOf = (row: SqlRow): KnownAsset => ({
  asset: text(row, 'asset'),
  name: text(row, 'name'),
  fileName: text(row, 'file_name'),
  folder: textOrNull(row, 'folder'),
  url: textOrNull(row, 'url'),
  size: number(row, 'size'),
  createdOn: text(row, 'created_on'),
})

const folderOf = (row: SqlRow): KnownFolder => ({
  folder: text(row, 'folder'),
  name: text(row, 'name'),
  parent: textOrNull(row, 'parent'),
  assets: number(row, 'assets'),
  createdOn: text(row, 'created_on'),
})
