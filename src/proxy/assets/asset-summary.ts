/** Converts assets between Webflow's, the catalogue's and the panel's forms. */
import type { AssetSummary } from '../../core/wire.ts'
import type { KnownAsset } from '../state/asset-rows.ts'
import type { WebflowAsset } from '../webflow/schemas.ts'

/** Converts a Webflow asset to the catalogue's form. */
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

/** The fields that every answer about an asset has. */
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
