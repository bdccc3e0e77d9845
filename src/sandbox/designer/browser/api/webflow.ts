import { nothing, text, textAnswer, texts, unexpected } from './answers.ts'
import { SiteAsset, SiteAssetFolder } from './assets.ts'
import { type CanvasElement, toElement } from './elements.ts'
import type { HostLink } from './host-link.ts'
import { elementPresets, type KnownPresets } from './presets.ts'

/** Calls with the typings' full types. */
type PlainCalls =
  | 'appModes'
  | 'canForAppMode'
  | 'closeExtension'
  | 'createAsset'
  | 'createAssetFolder'
  | 'getAllAssetFolders'
  | 'getAllAssets'
  | 'getAssetById'
  | 'getCurrentAppConnection'
  | 'getCurrentMode'
  | 'getIdToken'
  | 'getLaunchContext'
  | 'getSiteInfo'
  | 'getTheme'
  | 'getThemeStyles'
  | 'isMode'
  | 'notify'
  | 'setExtensionSize'
  | 'subscribe'

/** The supported part of the Designer API; elements have only the supported members. */
export interface SandboxApi extends Pick<WebflowApi, PlainCalls> {
  getSelectedElement(): Promise<null | CanvasElement>
  setSelectedElement(element: Pick<AnyElement, 'id'>): Promise<null | CanvasElement>
  getAllElements(): Promise<CanvasElement[]>
  getRootElement(): Promise<null | CanvasElement>
  getCurrentAppConnectionResource(): Promise<null | { type: 'Element'; value: CanvasElement }>
  readonly elementPresets: KnownPresets
}

export function createWebflowApi(host: HostLink): SandboxApi {
  const mode = async () => modeOf(await host.call('getCurrentMode'))
  return {
    ...elementCalls(host),
    appModes: APP_MODES,
    canForAppMode: async (appModes) => abilities(await host.call('canForAppMode', { appModes })),
    closeExtension: async () => nothing(await host.call('closeExtension')),
    createAsset: async (file) =>
      new SiteAsset(host, text(await host.call('createAsset', { file }))),
    createAssetFolder: async (name, parentFolderId) => {
      const params = { name, parent: parentFolderId ?? null }
      return new SiteAssetFolder(host, text(await host.call('createAssetFolder', params)))
    },
    getAllAssetFolders: async () =>
      texts(await host.call('getAllAssetFolders')).map((id) => new SiteAssetFolder(host, id)),
    getAllAssets: async () =>
      texts(await host.call('getAllAssets')).map((id) => new SiteAsset(host, id)),
    getAssetById: async (id) => {
      const found = textAnswer(await host.call('getAssetById', { asset: id }))
      return found === null ? null : new SiteAsset(host, found)
    },
    getCurrentAppConnection: async () => textAnswer(await host.call('getCurrentAppConnection')),
    getCurrentMode: mode,
    getIdToken: async () => text(await host.call('getIdToken')),
    getLaunchContext: async () => launchContext(await host.call('getLaunchContext')),
    getSiteInfo: async () => siteInfo(await host.call('getSiteInfo')),
    getTheme: async () => themeOf(await host.call('getTheme')),
    getThemeStyles: async (name) => themeStyles(await host.call('getThemeStyles', { name })),
    isMode: async (name) => (await mode()) === name,
    notify: async (options) => void (await host.call('notify', { ...options })),
    setExtensionSize: async (size) => nothing(await host.call('setExtensionSize', { size })),
    subscribe: (event: string, callback: (value: never) => void) => {
      const listener: Listener = callback
      return host.on(event, (value) =>
        listener(event === 'selectedelement' && value !== null ? toElement(host, value) : value),
      )
    },
  }
}

// Helpers

type ElementCalls = Pick<
  SandboxApi,
  | 'elementPresets'
  | 'getAllElements'
  | 'getCurrentAppConnectionResource'
  | 'getRootElement'
  | 'getSelectedElement'
  | 'setSelectedElement'
>

function elementCalls(host: HostLink): ElementCalls {
  const element = (said: unknown) => (said === null ? null : toElement(host, said))
  return {
    elementPresets,
    getAllElements: async () => {
      const all = await host.call('getAllElements')
      if (!Array.isArray(all)) throw unexpected('a list', all)
      return all.map((said) => toElement(host, said))
    },
    getCurrentAppConnectionResource: async () => {
      const value = element(await host.call('getCurrentAppConnectionResource'))
      return value && { type: 'Element', value }
    },
    getRootElement: async () => element(await host.call('getRootElement')),
    getSelectedElement: async () => element(await host.call('getSelectedElement')),
    setSelectedElement: async ({ id }) =>
      element(await host.call('setSelectedElement', { element: elementOf(id) })),
  }
}

/** A callback for any event; the event decides the type of `value`. */
type Listener = { call(value: unknown): void }['call']

const APP_MODES: { [Mode in AppMode]: Mode } = {
  canAccessCanvas: 'canAccessCanvas',
  canManageAssets: 'canManageAssets',
  canAccessAssets: 'canAccessAssets',
  canDesign: 'canDesign',
  canInsertComponentInstance: 'canInsertComponentInstance',
  canEdit: 'canEdit',
  canCreateComponents: 'canCreateComponents',
  canModifyComponents: 'canModifyComponents',
  canCreateStyles: 'canCreateStyles',
  canModifyStyles: 'canModifyStyles',
  canCreatePage: 'canCreatePage',
  canReadPageSettings: 'canReadPageSettings',
  canManagePageSettings: 'canManagePageSettings',
  canReadVariables: 'canReadVariables',
  canModifyVariables: 'canModifyVariables',
  canModifyImageElement: 'canModifyImageElement',
  canWriteCodeSettings: 'canWriteCodeSettings',
}

const elementOf = (id: unknown) =>
  typeof id === 'object' && id !== null && 'element' in id ? id.element : id

/** Turns a type guard into a parser; guards check only the first level. */
function parse<T>(expected: string, is: (value: unknown) => value is T): (value: unknown) => T {
  return (value) => {
    if (is(value)) return value
    throw unexpected(expected, value)
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

type SiteInfo = Awaited<ReturnType<WebflowApi['getSiteInfo']>>
const siteInfo = parse('a site', (value): value is SiteInfo => isObject(value) && 'siteId' in value)

type Abilities = Awaited<ReturnType<WebflowApi['canForAppMode']>>
const abilities = parse('abilities', (value): value is Abilities => isObject(value))

const launchContext = parse(
  'a launch context',
  (value): value is LaunchContext | null => value === null || (isObject(value) && 'type' in value),
)

const themeStyles = parse(
  'styles',
  (value): value is ThemeStyles => isObject(value) && 'colors' in value,
)

const THEMES: readonly unknown[] = ['light', 'darkDefault', 'darkDarker', 'darkBrighter']
export const themeOf = parse('a theme', (value): value is AppearanceSettings =>
  THEMES.includes(value),
)

const MODES: readonly unknown[] = ['design', 'build', 'preview', 'edit', 'comment', null]
const modeOf = parse('a mode', (value): value is AppModeName | null => MODES.includes(value))
