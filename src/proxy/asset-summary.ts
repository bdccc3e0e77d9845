/** Assets as panel and proxy speak of them. */
import type { AssetSummary } from '../core/wire.ts'
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

/** Of what is kept, for the schemas of the wire to check. */
export const storedRef = (asset: KnownAsset) => ({
  id: asset.asset,
  name: asset.name,
  folderId: asset.folder,
  hostedUrl: asset.url,
})

/** Of what is kept, for the schemas of the wire to check. */
export const storedSummary = (asset: KnownAsset) => ({
  ...storedRef(asset),
  fileName: asset.fileName,
  contentType: asset.contentType,
  size: asset.size,
  altText: asset.altText,
  createdOn: asset.createdOn,
})
