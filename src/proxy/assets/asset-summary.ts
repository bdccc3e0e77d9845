/** One asset in three forms: as Webflow tells of it, as the catalogue keeps it, as the panel gets it. */
import type { AssetSummary } from '../../core/wire.ts'
import type { KnownAsset } from '../state/asset-rows.ts'
import type { WebflowAsset } from '../webflow/schemas.ts'

/** An asset of Webflow's as the catalogue keeps it. */
export function knownAsset(asset: WebflowAsset): KnownAsset {
  const fileName = asset.originalFileName ?? asset.displayName ?? asset.id
  return {
    id: asset.id,
    name: asset.displayName ?? fileName,
    fileName,
    folder: asset.folderId,
    url: asset.hostedUrl,
    contentType: asset.contentType ?? '',
    size: asset.size ?? 0,
    altText: asset.altText,
    createdOn: asset.createdOn ?? '',
    updatedOn: asset.lastUpdated ?? '',
  }
}

/** The part that every answer about an asset has. */
export const wireAsset = ({
  id,
  name,
  folder,
  url,
}: Pick<KnownAsset, 'id' | 'name' | 'folder' | 'url'>) => ({
  id,
  name,
  folderId: folder,
  hostedUrl: url,
})

export const wireSummary = (asset: KnownAsset): AssetSummary => ({
  ...wireAsset(asset),
  fileName: asset.fileName,
  contentType: asset.contentType,
  size: asset.size,
  altText: asset.altText,
  createdOn: asset.createdOn,
})
