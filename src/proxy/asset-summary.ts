/** An asset of Webflow's as panel and proxy speak of it. */
import type { AssetSummary } from '../core/wire.ts'
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
