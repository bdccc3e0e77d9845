/** Ids in rows of the database. */
import {
  isAssetId,
  isFolderId,
  isMd5Hex,
  type AssetId,
  type FolderId,
  type Md5Hex,
} from '../../core/brands.ts'
import { text, type SqlRow } from './sql.ts'

// Each throws a TypeError where the column holds no such id: everything that is stored was checked before.

export const md5Of = (row: SqlRow): Md5Hex => idOf(row, 'md5', isMd5Hex)

export const assetIdOf = (row: SqlRow): AssetId => idOf(row, 'asset', isAssetId)

export const folderIdOf = (row: SqlRow): FolderId => idOf(row, 'folder', isFolderId)

export const folderIdOrNull = (
  row: SqlRow,
  column: 'folder' | 'parent' = 'folder',
): FolderId | null => (row[column] === null ? null : idOf(row, column, isFolderId))

// Helpers

function idOf<Id extends string>(
  row: SqlRow,
  column: string,
  isId: (text: string) => text is Id,
): Id {
  const found = text(row, column)
  if (isId(found)) return found
  throw new TypeError(`Expected an id in column "${column}".`)
}
