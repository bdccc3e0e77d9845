import { type AltText, AltTexts } from './alt-texts.ts'
import { isoTime } from './clock.ts'
import type { Clock } from './clock.ts'
import type { Database, Row } from './database.ts'
import { newObjectId } from './ids.ts'

/** An asset record. It exists before its bytes: until they come `md5` is null and `size` 0. */
export interface Asset {
  readonly id: string
  readonly siteId: string
  readonly folderId: string | null
  /** The name as uploaded; part of {@link objectKey}. */
  readonly originalFileName: string
  readonly displayName: string
  readonly contentType: string
  /** The hash that the uploader announced; `md5` is what arrived. */
  readonly fileHash: string
  readonly size: number
  /** MD5 of the stored bytes; null before they arrive. */
  readonly md5: string | null
  /** The ID in {@link objectKey}: the asset's own, until a replaced file gets its own URL. */
  readonly fileId: string
  readonly createdOn: string
  readonly lastUpdated: string
}

/** A record to create. The caller checks that the folder exists. */
export interface NewAsset {
  readonly siteId: string
  readonly folderId: string | null
  readonly fileName: string
  readonly displayName?: string
  readonly contentType: string
  readonly fileHash: string
  /** Milliseconds since 1970; default: now. */
  readonly createdOn?: number
  /** Default: a new one. */
  readonly id?: string
}

/** The parts of an asset that make up its storage key. */
export type AssetPlace = Pick<Asset, 'siteId' | 'fileId' | 'originalFileName'>

/** An asset's storage key: `<siteId>/<assetId>_<fileName>` (facts seen in captured answers, July 2026). */
export const objectKey = (asset: AssetPlace): string =>
  `${asset.siteId}/${asset.fileId}_${asset.originalFileName}`

/** The asset records of all sites. Synchronous. */
export class Assets {
  readonly #db: Database
  readonly #clock: Clock
  readonly #altTexts: AltTexts
  #revision = 0

  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
    this.#altTexts = new AltTexts(db)
  }

  /** Grows with every change. */
  get revision(): number {
    return this.#revision
  }

  /** Creates a record without bytes; does not look for duplicates (see {@link findByHash}). */
  create(input: NewAsset): Asset {
    const now = input.createdOn ?? this.#clock.now()
    const id = input.id ?? newObjectId(now)
    const asset: Asset = {
      id,
      siteId: input.siteId,
      folderId: input.folderId,
      originalFileName: input.fileName,
      displayName: input.displayName ?? input.fileName,
      contentType: input.contentType,
      fileHash: input.fileHash.toLowerCase(),
      size: 0,
      md5: null,
      fileId: id,
      createdOn: isoTime(now),
      lastUpdated: isoTime(now),
    }
    this.#change(
      `insert into assets (id, site_id, folder_id, file_name, display_name, content_type, file_hash, size, md5,
        created_on, updated_on) values (?, ?, ?, ?, ?, ?, ?, 0, null, ?, ?)`,
      id,
      asset.siteId,
      asset.folderId,
      asset.originalFileName,
      asset.displayName,
      asset.contentType,
      asset.fileHash,
      now,
      now,
    )
    return asset
  }

  get(id: string): Asset | undefined {
    const row = this.#db.get(`select * from assets where id = ?`, id)
    return row && toAsset(row)
  }

  /** The asset whose bytes are stored under this ID (see {@link Asset.fileId}). */
  getByFile(fileId: string): Asset | undefined {
    const row =
      this.#db.get(`select * from assets where id = ? and file_id is null`, fileId) ??
      this.#db.get(`select * from assets where file_id = ?`, fileId)
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
   * A page of the site's assets in creation order, and the total. With `folderId` only
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

  /** Sets the given fields. False if the asset does not exist. */
  update(id: string, change: { displayName?: string; folderId?: string | null }): boolean {
    const asset = this.get(id)
    if (asset === undefined) return false
    this.#change(
      `update assets set display_name = ?, folder_id = ?, updated_on = ? where id = ?`,
      change.displayName ?? asset.displayName,
      change.folderId === undefined ? asset.folderId : change.folderId,
      this.#clock.now(),
      id,
    )
    return true
  }

  /** Records that the asset's bytes arrived; `on`: when (default: now). False if the asset does not exist. */
  setBytes(id: string, bytes: AssetBytes, on = this.#clock.now()): boolean {
    const changed = this.#change(
      `update assets set md5 = ?, size = ?, content_type = ?, updated_on = ? where id = ?`,
      bytes.md5,
      bytes.size,
      bytes.contentType,
      on,
      id,
    )
    return changed > 0
  }

  /** Records other bytes for the asset and their hash, at `place` if given; `on`: when (default: now). */
  replaceBytes(
    id: string,
    bytes: AssetBytes,
    place?: { fileId: string; fileName: string },
    on = this.#clock.now(),
  ): void {
    this.setBytes(id, bytes, on)
    this.#change(`update assets set file_hash = ? where id = ?`, bytes.md5, id)
    if (place === undefined) return
    const { fileId, fileName } = place
    this.#change(`update assets set file_id = ?, file_name = ? where id = ?`, fileId, fileName, id)
  }

  /** The locale's alt text, or the primary locale's (`localeId` null). */
  altText(id: string, localeId: string | null): AltText {
    return this.#altTexts.get(id, localeId)
  }

  /** Each locale's own alt text; the primary locale is `''`. */
  ownAltTexts(id: string): ReadonlyMap<string, string | null> {
    return this.#altTexts.own(id)
  }

  /**
   * Sets the locale's alt text; `localeId` null is the primary locale. Null makes it decorative, an empty text removes
   * the locale's own. `on`: when (default: now).
   */
  setAltText(
    id: string,
    altText: string | null,
    localeId: string | null,
    on = this.#clock.now(),
  ): void {
    this.#altTexts.set(id, altText, localeId)
    this.#change(`update assets set updated_on = ? where id = ?`, on, id)
  }

  /** Deletes the record; the world removes its bytes. False if there was none. */
  delete(id: string): boolean {
    this.#altTexts.forget(id)
    return this.#change(`delete from assets where id = ?`, id) > 0
  }

  /** The number of records without bytes, on all sites. */
  countWithoutBytes(): number {
    return this.#db.get(`select count(*) as n from assets where md5 is null`)?.number('n') ?? 0
  }

  clear(): void {
    this.#altTexts.clear()
    this.#change(`delete from assets`)
  }

  #change(...statement: Parameters<Database['run']>): number {
    this.#revision += 1
    return this.#db.run(...statement)
  }
}

/** Selects a site's assets; all if empty. */
export interface AssetQuery {
  readonly folderId?: string | null
  readonly offset?: number
  readonly limit?: number
}

/** The record's facts about its bytes. */
export interface AssetBytes {
  readonly md5: string
  readonly size: number
  readonly contentType: string
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
  fileId: row.textOrNull('file_id') ?? row.text('id'),
  createdOn: isoTime(row.number('created_on')),
  lastUpdated: isoTime(row.number('updated_on')),
})
