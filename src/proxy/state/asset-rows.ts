/** Rows of the catalogue's assets as data. */
import type { AssetId, FolderId } from '../../core/brands.ts'
import { assetIdOf, folderIdOrNull } from './row-ids.ts'
import { integer, text, textOrNull, type SqlRow } from './sql.ts'

/** An asset as it was told last. Texts that Webflow did not tell are empty. */
export interface KnownAsset {
  readonly id: AssetId
  readonly name: string
  readonly fileName: string
  readonly folder: FolderId | null
  readonly url: string | null
  readonly contentType: string
  /** 0 while its bytes have not come. */
  readonly size: number
  readonly altText: string | null
  readonly createdOn: string
  /** Moves with every change, of bytes and of words (ISO 8601). */
  readonly updatedOn: string
}

/** What of an asset may change while it stays the same asset. */
export type AssetChange = Partial<Omit<KnownAsset, 'id' | 'createdOn'>>

export const knownAssetFrom = (row: SqlRow): KnownAsset => ({
  id: assetIdOf(row),
  name: text(row, 'name'),
  fileName: text(row, 'file_name'),
  folder: folderIdOrNull(row),
  url: textOrNull(row, 'url'),
  contentType: text(row, 'content_type'),
  size: integer(row, 'size'),
  altText: textOrNull(row, 'alt_text'),
  createdOn: text(row, 'created_on'),
  updatedOn: text(row, 'updated_on'),
})

/** Inserts assets given as a JSON array of {@link KnownAsset} in `?3`; `?4`: when we changed them ourselves, or 0. */
export const INSERT_ASSETS = `
  insert into assets (site, generation, asset, name, file_name, folder, url, content_type, size, alt_text,
    created_on, updated_on, changed_at)
  select ?1, ?2, value ->> 'id', value ->> 'name', value ->> 'fileName', value ->> 'folder', value ->> 'url',
    value ->> 'contentType', value ->> 'size', value ->> 'altText', value ->> 'createdOn', value ->> 'updatedOn', ?4
  from json_each(?3) where true
  on conflict do update set name = excluded.name, file_name = excluded.file_name, folder = excluded.folder,
    url = excluded.url, content_type = excluded.content_type, size = excluded.size, alt_text = excluded.alt_text,
    created_on = excluded.created_on, updated_on = excluded.updated_on, changed_at = excluded.changed_at, gone = 0`
