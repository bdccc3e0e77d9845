/** Assets as panel and proxy speak of them. */
import * as v from 'valibot'
import type { FolderId } from '../core/brands.ts'
import type { AssetRef } from '../core/row.ts'
import { assetId, folderId, type AssetSummary } from '../core/wire.ts'
import type { KnownAsset } from './asset-rows.ts'
import type { WebflowAsset } from './webflow-schemas.ts'

export function assetSummary(asset: WebflowAsset): AssetSummary {
  const fileName = asset.originalFileName ?? asset.displayName ?? asset.id
  return {
    id: asset.id,
    name: asset.displayName ?? fileName,
    folderId: asset.folderId,
    hostedUrl: asset.hostedUrl,
    fileName,
    contentType: asset.contentType ?? '',
    size: asset.size ?? 0,
    altText: asset.altText,
    createdOn: asset.createdOn ?? '',
  }
}

/** A stored asset, as a reference. */
export const storedRef = (
  asset: Pick<KnownAsset, 'asset' | 'name' | 'folder' | 'url'>,
): AssetRef => ({
  id: v.parse(assetId, asset.asset),
  name: asset.name,
  folderId: folderIdOf(asset.folder),
  hostedUrl: asset.url,
})

/** A stored asset, whole. */
export const storedSummary = (asset: KnownAsset): AssetSummary => ({
  ...storedRef(asset),
  fileName: asset.fileName,
  contentType: asset.contentType,
  size: asset.size,
  altText: asset.altText,
  createdOn: asset.createdOn,
})

/** A stored folder's id. */
export const folderIdOf = (folder: string | null): FolderId | null =>
  folder === null ? null : v.parse(folderId, folder)
