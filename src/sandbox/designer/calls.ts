import type { Asset } from '../world/assets.ts'
import type { Folder } from '../world/folders.ts'
import { findSite } from '../world/sites.ts'
import type { World } from '../world/world.ts'
import { DesignerError } from './browser/wire.ts'

/** A call's arguments as the page sent them; each call checks its own. */
export type CallParams = Readonly<Record<string, unknown>>

/** A call on a site: JSON in, JSON out. @throws DesignerError */
export type DesignerCall = (siteId: string, params: CallParams) => unknown

/**
 * The Designer API's calls by name: those that need the site's data, and those that the page answers from its canvas.
 * The page first asks the server about the latter ({@link PAGE_CALLS}), so that they are counted, delayed and can fail
 * like all others.
 */
export function createCalls(world: World): Readonly<Record<string, DesignerCall>> {
  const asksFirst = Object.fromEntries(PAGE_CALLS.map((name) => [name, () => null]))
  return {
    ...asksFirst,
    ...assetCalls(world),
    ...folderCalls(world),
    getIdToken: (siteId) => world.identity.mint(siteId),
  }
}

// Helpers

/** Calls that the page answers once the server allows them. */
const PAGE_CALLS = [
  'getAllElements',
  'getRootElement',
  'getSelectedElement',
  'setSelectedElement',
  'getChildren',
  'getDisplayName',
  'insertElement',
  'removeElement',
  'getElementAsset',
  'setElementAltText',
  'getAppConnections',
  'setAppConnection',
  'removeAppConnection',
]

function assetCalls(world: World): Record<string, DesignerCall> {
  const asset = (siteId: string, params: CallParams): Asset => {
    const found = world.assets.get(text(params, 'asset'))
    if (found?.siteId === siteId) return found
    throw new DesignerError('ResourceMissing', 'The asset does not exist on this site.')
  }
  return {
    getAllAssets: (siteId) => world.assets.list(siteId).assets.map(({ id }) => id),
    getAssetById: (siteId, params) => {
      const found = world.assets.get(text(params, 'asset'))
      return found?.siteId === siteId ? found.id : null
    },
    getUrl: (siteId, params) => world.hostedUrl(asset(siteId, params)),
    getMimeType: (siteId, params) => asset(siteId, params).contentType,
    getName: (siteId, params) => asset(siteId, params).displayName,
    setName: (siteId, params) => {
      const displayName = text(params, 'name')
      world.assets.update(asset(siteId, params).id, { displayName })
      return null
    },
    // Null means decorative; an alt text that was never set is an empty string.
    getAltText: (siteId, params) => {
      const altText = world.assets.altText(asset(siteId, params).id, locale(siteId, params))
      return altText === undefined ? '' : altText
    },
    /** For an image element without an alt text of its own: its asset's, in the open locale. */
    getElementAltText: (siteId, params) => {
      const shown = textOrNull(params, 'asset')
      return shown === null ? '' : (world.assets.altText(shown, locale(siteId, params)) ?? '')
    },
    /** Checks that the asset exists on the site; the page changes the element. */
    setElementAsset: (siteId, params) => {
      if (textOrNull(params, 'asset') !== null) asset(siteId, params)
      return null
    },
    setAltText: (siteId, params) => {
      const { id } = asset(siteId, params)
      world.assets.setAltText(id, textOrNull(params, 'altText'), locale(siteId, params))
      return null
    },
    getParent: (siteId, params) => asset(siteId, params).folderId,
    setParent: (siteId, params) => {
      const { id } = asset(siteId, params)
      const parent = textOrNull(params, 'folder')
      if (parent === null && !takesNull(world, params)) {
        throw new DesignerError('InvalidRequest', 'setParent wants an asset folder.')
      }
      const folderId = parent === null ? null : folderOf(world, siteId, parent).id
      world.assets.update(id, { folderId })
      return null
    },
  }
}

function folderCalls(world: World): Record<string, DesignerCall> {
  return {
    getAllAssetFolders: (siteId) => world.folders.list(siteId).map(({ id }) => id),
    getFolderName: (siteId, params) => folderOf(world, siteId, text(params, 'folder')).displayName,
    createAssetFolder: (siteId, params) => {
      const displayName = text(params, 'name')
      const parent = textOrNull(params, 'parent')
      const parentFolder = parent === null ? null : folderOf(world, siteId, parent).id
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

function folderOf(world: World, siteId: string, id: string): Folder {
  const found = world.folders.get(id)
  if (found?.siteId === siteId) return found
  throw new DesignerError('ResourceMissing', 'The asset folder does not exist on this site.')
}

/** The page can allow null with `parentless`, even if the setting does not. */
const takesNull = (world: World, params: CallParams): boolean =>
  params['parentless'] === true || world.settings.current.setParentNull === 'root'

/** The locale's ID; null for the primary locale, or without one. */
function locale(siteId: string, params: CallParams): string | null {
  const id = textOrNull(params, 'locale')
  const site = findSite(siteId)
  if (id === null || id === site?.primaryLocale.id) return null
  if (site?.secondaryLocales.some((known) => known.id === id)) return id
  throw new DesignerError('InvalidRequest', 'The site has no such locale.')
}

const MOST_CHARACTERS = 10_000

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
