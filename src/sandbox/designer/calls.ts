import type { Asset } from '../world/assets.ts'
import type { Folder } from '../world/folders.ts'
import type { World } from '../world/world.ts'
import { DesignerError } from './browser/wire.ts'

/** What a page may say as arguments: checked here, call by call. */
export type CallParams = Readonly<Record<string, unknown>>

/** One call on a site: JSON in, JSON out. @throws DesignerError */
export type DesignerCall = (siteId: string, params: CallParams) => unknown

/**
 * The calls of the Designer API that need the site's data, by name. What depends on the open page alone (mode, theme,
 * selection) is the host page's own.
 */
export function createCalls(world: World): Readonly<Record<string, DesignerCall>> {
  const asset = (siteId: string, params: CallParams): Asset => {
    const found = world.assets.get(text(params, 'asset'))
    if (found?.siteId === siteId) return found
    throw new DesignerError('ResourceMissing', 'The asset does not exist on this site.')
  }
  const folder = (siteId: string, id: string): Folder => {
    const found = world.folders.get(id)
    if (found?.siteId === siteId) return found
    throw new DesignerError('ResourceMissing', 'The asset folder does not exist on this site.')
  }

  return {
    getIdToken: (siteId) => world.identity.mint(siteId),
    getAllAssets: (siteId) => world.assets.list(siteId).assets.map(({ id }) => id),
    hasAsset: (siteId, params) => world.assets.get(text(params, 'asset'))?.siteId === siteId,
    getUrl: (siteId, params) => world.hostedUrl(asset(siteId, params)),
    getMimeType: (siteId, params) => asset(siteId, params).contentType,
    getName: (siteId, params) => asset(siteId, params).displayName,
    setName: (siteId, params) => {
      const displayName = text(params, 'name')
      world.assets.update(asset(siteId, params).id, { displayName })
      return null
    },
    getAltText: (siteId, params) =>
      world.assets.altText(asset(siteId, params).id, textOrNull(params, 'locale')),
    setAltText: (siteId, params) => {
      const { id } = asset(siteId, params)
      world.assets.setAltText(id, textOrNull(params, 'altText'), textOrNull(params, 'locale'))
      return null
    },
    getParent: (siteId, params) => asset(siteId, params).folderId,
    setParent: (siteId, params) => {
      const { id } = asset(siteId, params)
      const parent = textOrNull(params, 'folder')
      world.assets.update(id, { folderId: parent === null ? null : folder(siteId, parent).id })
      return null
    },
    getAllAssetFolders: (siteId) => world.folders.list(siteId).map(({ id }) => id),
    getFolderName: (siteId, params) => folder(siteId, text(params, 'folder')).displayName,
    createAssetFolder: (siteId, params) => {
      const displayName = text(params, 'name')
      const parent = textOrNull(params, 'parent')
      const parentFolder = parent === null ? null : folder(siteId, parent).id
      const taken = world.folders.find(siteId, parentFolder, displayName)
      if (taken && world.settings.current.duplicateFolder === 'conflict') {
        throw new DesignerError(
          'DuplicateValue',
          `An asset folder "${displayName}" exists already.`,
        )
      }
      return world.folders.create({ siteId, displayName, parentFolder }).id
    },
  }
}

// Helpers

const MOST_CHARACTERS = 2000

function text(params: CallParams, name: string): string {
  const value = params[name]
  if (typeof value === 'string' && value !== '' && value.length <= MOST_CHARACTERS) return value
  throw new DesignerError('InvalidRequest', `"${name}" must be a text that is not empty.`)
}

function textOrNull(params: CallParams, name: string): string | null {
  const value = params[name] ?? null
  if (value === null) return null
  if (typeof value === 'string' && value.length <= MOST_CHARACTERS) return value
  throw new DesignerError('InvalidRequest', `"${name}" must be a text or null.`)
}
