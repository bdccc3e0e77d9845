import type { World } from '../world/world.ts'
import type { SiteView } from './browser/wire.ts'

/** The site's assets and folders, for the Assets panel. */
export function siteView(world: World, siteId: string): SiteView {
  return {
    folders: world.folders.list(siteId).map((folder) => ({
      id: folder.id,
      name: folder.displayName,
      parentId: folder.parentFolder,
    })),
    assets: world.assets.list(siteId).assets.map((asset) => ({
      id: asset.id,
      name: asset.displayName,
      contentType: asset.contentType,
      folderId: asset.folderId,
      size: asset.md5 === null ? null : asset.size,
      version: asset.md5 ?? '',
      altText: world.assets.altText(asset.id, null) ?? '',
    })),
  }
}
