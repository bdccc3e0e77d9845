import type { Folder } from '../world/folders.ts'
import type { World } from '../world/world.ts'
import { requiredText } from './call.ts'
import type { Call } from './call.ts'
import { conflict, notFound } from './errors.ts'

/** Webflow documents no query parameters. `offset` and `limit` work as elsewhere; the page size is a setting. */
export function listFolders(call: Call): Response {
  const site = call.site()
  const page = call.page(call.world.settings.current.folderPageSize)
  const folders = call.world.folders.list(site.id, page)
  return call.context.json({
    assetFolders: folders.map((folder) => folderJson(call.world, folder)),
    pagination: { ...page, total: call.world.folders.count(site.id) },
  })
}

/** The setting `duplicateFolder` decides about a name that the parent already has. */
export async function createFolder(call: Call): Promise<Response> {
  const { world } = call
  const siteId = call.site().id
  const body = await call.body()
  const displayName = requiredText(body, 'displayName')
  const parentFolder = call.parentFolder(body, siteId)
  const taken = world.folders.find(siteId, parentFolder, displayName) !== undefined
  if (taken && world.settings.current.duplicateFolder === 'conflict') throw conflict()
  const folder = world.folders.create({ siteId, displayName, parentFolder })
  return call.context.json(folderJson(world, folder))
}

export function getFolder(call: Call): Response {
  const folder = call.world.folders.get(call.id('folderId'))
  if (folder === undefined) throw notFound('asset folder')
  call.mustCover(folder.siteId, 'asset folder')
  return call.context.json(folderJson(call.world, folder))
}

// Helpers

/** `assets` lists only the assets directly in the folder. */
const folderJson = (world: World, folder: Folder) => ({
  id: folder.id,
  displayName: folder.displayName,
  parentFolder: folder.parentFolder,
  assets: world.folders.members(folder.id),
  siteId: folder.siteId,
  createdOn: folder.createdOn,
  lastUpdated: folder.lastUpdated,
})
