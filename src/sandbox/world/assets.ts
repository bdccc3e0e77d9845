import { isoTime } from './clock.ts'
import type { Clock } from './clock.ts'
import type { Database, Row } from './database.ts'
import { newObjectId } from './ids.ts'

/** An asset record. It exists before its bytes: until they come `md5` is null and `size` 0. */
export interface Asset {
  readonly id: string
  readonly siteId: string
  readonly folderId: string | null
  /** The name as uploaded; fixed, and part of {@link objectKey}. */
  readonly originalFileName: string
  readonly displayName: string
  readonly contentType: string
  /** What the uploader announced, not what came: see `md5`. */
  readonly fileHash: string
  readonly size: number
  /** Of the bytes that came; null while none did. */
  readonly md5: string | null
  readonly createdOn: string
  readonly lastUpdated: string
}

/** What is wanted of a new record; that the folder exists on the site is the caller's check. */
export interface NewAsset {
  readonly siteId: string
  readonly folderId: string | null
  readonly fileName: string
  readonly displayName?: string
  readonly contentType: string
  readonly fileHash: string
}

/** Where an asset's bytes lie: `<siteId>/<assetId>_<fileName>` (facts seen in captured answers, July 2026). */
export const objectKey = (asset: Pick<Asset, 'id' | 'siteId' | 'originalFileName'>): string =>
  `${asset.siteId}/${asset.id}_${asset.originalFileName}`

/** The asset records of all sites. Nothing here waits. */
export class Assets {
  readonly #db: Database
  readonly #clock: Clock

  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  /** Makes a record without bytes; looks for no duplicates (see {@link findByHash}). */
  create(wanted: NewAsset): Asset {
    const now = this.#clock.now()
    const id = newObjectId(now)
    this.#db.run(
      `insert into assets (id, site_id, folder_id, file_name, display_name, content_type, file_hash, size, md5,
        created_on, updated_on) values (?, ?, ?, ?, ?, ?, ?, 0, null, ?, ?)`,
      id,
      wanted.siteId,
      wanted.folderId,
      wanted.fileName,
      wanted.displayName ?? wanted.fileName,
      wanted.contentType,
      wanted.fileHash.toLowerCase(),
      now,
      now,
    )
    return {
      id,
      siteId: wanted.siteId,
      folderId: wanted.folderId,
      originalFileName: wanted.fileName,
      displayName: wanted.displayName ?? wanted.fileName,
      contentType: wanted.contentType,
      fileHash: wanted.fileHash.toLowerCase(),
      size: 0,
      md5: null,
      createdOn: isoTime(now),
      lastUpdated: isoTime(now),
    }
  }

  get(id: string): Asset | undefined {
    const row = this.#db.get(`select * from assets where id = ?`, id)
    return row && toAsset(row)
  }

  /** The site's oldest asset that was announced with this hash, with or without bytes. */
  findByHash(siteId: string, fileHash: string): Asset | undefined {
    const row = this.#db.get(
      `select * from assets where site_id = ? and file_hash = ? order by seq limit 1`,
      siteId,
      fileHash.toLowerCase(),
    )
    return row && toAsset(row)
  }

  /**
   * A page of the site's assets in the order of their making, and how many there are in all. With `folderId` only
   * those in that folder or below it, at any depth.
   */
  list(siteId: string, query: AssetQuery = {}): { assets: Asset[]; total: number } {
    const { folderId = null, offset = 0, limit = -1 } = query
    const filter =
      folderId === null ? `site_id = ?2 and ?1 is null` : `site_id = ?2 and folder_id in tree`
    const rows = this.#db.all(
      `${TREE} select * from assets where ${filter} order by seq limit ?3 offset ?4`,
      folderId,
      siteId,
      limit,
      offset,
    )
    const count = this.#db.get(
      `${TREE} select count(*) as n from assets where ${filter}`,
      folderId,
      siteId,
    )
    return { assets: rows.map(toAsset), total: count?.number('n') ?? 0 }
  }

  /** Sets what is given. False when there is no such asset. */
  update(id: string, change: { displayName?: string; folderId?: string | null }): boolean {
    const asset = this.get(id)
    if (asset === undefined) return false
    this.#db.run(
      `update assets set display_name = ?, folder_id = ?, updated_on = ? where id = ?`,
      change.displayName ?? asset.displayName,
      change.folderId === undefined ? asset.folderId : change.folderId,
      this.#clock.now(),
      id,
    )
    return true
  }

  /** Notes that the asset's bytes are there. False when there is no such asset. */
  setBytes(id: string, bytes: { md5: string; size: number; contentType: string }): boolean {
    const changed = this.#db.run(
      `update assets set md5 = ?, size = ?, content_type = ?, updated_on = ? where id = ?`,
      bytes.md5,
      bytes.size,
      bytes.contentType,
      this.#clock.now(),
      id,
    )
    return changed > 0
  }

  /** The alt text in that language, else in the primary one (`localeId` null); null when none was set. */
  altText(id: string, localeId: string | null): string | null {
    const row = this.#db.get(
      `select alt_text from alt_texts where asset_id = ? and locale_id in (?, '')
        order by locale_id desc limit 1`,
      id,
      localeId ?? '',
    )
    return row?.textOrNull('alt_text') ?? null
  }

  /** Sets the alt text in that language; `localeId` null is the primary one. */
  setAltText(id: string, altText: string | null, localeId: string | null): void {
    this.#db.run(
      `insert into alt_texts (asset_id, locale_id, alt_text) values (?, ?, ?)
        on conflict do update set alt_text = excluded.alt_text`,
      id,
      localeId ?? '',
      altText,
    )
    this.#db.run(`update assets set updated_on = ? where id = ?`, this.#clock.now(), id)
  }

  /** Forgets the record (its bytes are the world's to remove). False when there was none. */
  delete(id: string): boolean {
    this.#db.run(`delete from alt_texts where asset_id = ?`, id)
    return this.#db.run(`delete from assets where id = ?`, id) > 0
  }

  /** How many records, of all sites, have no bytes. */
  countWithoutBytes(): number {
    return this.#db.get(`select count(*) as n from assets where md5 is null`)?.number('n') ?? 0
  }

  clear(): void {
    this.#db.run(`delete from alt_texts`)
    this.#db.run(`delete from assets`)
  }
}

/** Which of a site's assets; all when empty. */
export interface AssetQuery {
  readonly folderId?: string | null
  readonly offset?: number
  readonly limit?: number
}

// Helpers

const TREE = `with recursive tree (id) as (
  select ?1 union select folders.id from folders join tree on folders.parent_id = tree.id
)`

const toAsset = (row: Row): Asset => ({
  id: row.text('id'),
  siteId: row.text('site_id'),
  folderId: row.textOrNull('folder_id'),
  originalFileName: row.text('file_name'),
  displayName: row.text('display_name'),
  contentType: row.text('content_type'),
  fileHash: row.text('file_hash'),
  size: row.number('size'),
  md5: row.textOrNull('md5'),
  createdOn: isoTime(row.number('created_on')),
  lastUpdated: isoTime(row.number('updated_on')),
})
