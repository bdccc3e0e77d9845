/** Finds the Designer's objects for assets and folders by id: its methods are on these objects. */
import type { AssetId as SiteAssetId, FolderId } from '../../../core/brands.ts'
import { designerFailure } from './call.ts'

/** @throws FailureError `not-found`. */
export async function assetById(api: WebflowApi, id: SiteAssetId, what: string): Promise<Asset> {
  const asset = await api.getAssetById(id)
  if (asset) return asset
  throw designerFailure(
    'not-found',
    `Failed to ${what}: the Designer does not know the asset. Reload the Designer.`,
  )
}

/**
 * The typings have only `setParent(AssetFolder)`: there is no documented way to move an asset out of all folders.
 * @throws FailureError `not-found`, `folder-missing`, `webflow-refused` for no folder.
 */
export async function moveAsset(
  api: WebflowApi,
  folders: FolderHandles,
  asset: SiteAssetId,
  folder: FolderId | null,
): Promise<void> {
  if (folder === null) {
    throw designerFailure(
      'webflow-refused',
      'Failed to move the asset out of its folder: the Designer offers no such call. Drag it in the Assets panel.',
    )
  }
  const [handle, parent] = await Promise.all([
    assetById(api, asset, 'move the asset'),
    folders(api, folder),
  ])
  await handle.setParent(parent)
}

export type FolderHandles = (api: WebflowApi, id: FolderId) => Promise<AssetFolder>

/** The Designer lists only all folders at once, so they are cached; a folder that is missing is looked up again. */
export function folderHandles(): FolderHandles {
  const known = new Map<string, AssetFolder>()
  let asking: Promise<void> | undefined
  const ask = async (api: WebflowApi): Promise<void> => {
    for (const folder of await api.getAllAssetFolders()) known.set(folder.id, folder)
  }
  return async (api, id) => {
    if (!known.has(id)) {
      asking ??= ask(api).finally(() => (asking = undefined))
      await asking
    }
    const folder = known.get(id)
    if (folder) return folder
    throw designerFailure(
      'folder-missing',
      'Failed to move the asset: the Designer does not know the folder yet. Reload the Designer.',
    )
  }
}
