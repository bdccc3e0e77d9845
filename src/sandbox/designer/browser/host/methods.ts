import { batch } from '@preact/signals'
import type { Params } from '../protocol.ts'
import { DesignerError, type HostConfig } from '../wire.ts'
import { themeVariables } from '../api/themes.ts'
import { type HostOptions, sizeOf, THEMES } from './options.ts'
import type { SiteClient } from './site-client.ts'
import {
  CANVAS,
  type CanvasItem,
  type HostState,
  inApi,
  type Picture,
  type Toast,
} from './state.ts'

/** What the methods stand on. */
export interface MethodDeps {
  readonly state: HostState
  readonly config: HostConfig
  readonly client: () => SiteClient
  /** The site's data have changed. */
  readonly refresh: () => void
  readonly notify: (toast: Omit<Toast, 'id'>, dismissAfterMs: number) => void
}

/**
 * One method of the Designer API as the panel's script asks for it. Where the mode does not grant `needs`, it is refused
 * with `ModeForbidden`.
 */
export interface Method {
  readonly needs?: AppMode
  /** @throws DesignerError */
  readonly run: (params: Params) => unknown
}

export function createMethods(deps: MethodDeps): Readonly<Record<string, Method>> {
  return { ...assetMethods(deps), ...elementMethods(deps), ...pageMethods(deps) }
}

// Helpers

function assetMethods({ state, client, refresh }: MethodDeps): Record<string, Method> {
  const read = (method: string): Method => ({
    needs: 'canAccessAssets',
    run: (params) => client().call(method, params),
  })
  const write = (run: Method['run']): Method => ({
    needs: 'canManageAssets',
    run: async (params) => {
      const value = await run(params)
      refresh()
      return value
    },
  })
  const change = (method: string) => write((params) => client().call(method, params))
  return {
    getAllAssets: read('getAllAssets'),
    getAllAssetFolders: read('getAllAssetFolders'),
    getAssetById: read('getAssetById'),
    getUrl: read('getUrl'),
    getMimeType: read('getMimeType'),
    getName: read('getName'),
    getAltText: read('getAltText'),
    getParent: read('getParent'),
    getFolderName: read('getFolderName'),
    setName: change('setName'),
    setAltText: change('setAltText'),
    createAssetFolder: change('createAssetFolder'),
    setParent: write((params) => {
      const { parentless } = state.options.peek()
      return client().call('setParent', { ...params, parentless })
    }),
    createAsset: write((params) => client().createAsset(fileOf(params))),
    setFile: write((params) => client().setFile(String(params['asset']), fileOf(params))),
  }
}

function elementMethods({ state, client }: MethodDeps): Record<string, Method> {
  const image = (params: Params): CanvasItem => {
    const item = CANVAS.find(({ element }) => element === params['element'])
    if (item?.type === 'Image') return item
    throw new DesignerError('ResourceMissing', 'There is no such image element on the page.')
  }
  const pictureOf = (params: Params): Picture =>
    state.pictures.peek()[image(params).element] ?? { asset: null, alt: null }
  const draw = (params: Params, change: Partial<Picture>) => {
    const picture = { ...pictureOf(params), ...change }
    state.pictures.value = { ...state.pictures.peek(), [image(params).element]: picture }
    return null
  }
  return {
    getAllElements: { run: () => CANVAS.map(inApi) },
    getSelectedElement: { run: () => inApi(state.selected.peek()) },
    setSelectedElement: {
      run: ({ element }) => {
        state.selected.value = CANVAS.find((item) => item.element === element) ?? null
        return inApi(state.selected.peek())
      },
    },
    getElementAsset: { run: (params) => pictureOf(params).asset },
    getElementAltText: { run: (params) => pictureOf(params).alt ?? '' },
    setElementAltText: {
      needs: 'canModifyImageElement',
      run: (params) => draw(params, { alt: textOrNull(params['altText']) }),
    },
    setElementAsset: {
      needs: 'canModifyImageElement',
      run: async (params) => {
        const asset = textOrNull(params['asset'])
        await client().call('setElementAsset', { asset })
        return draw(params, { asset })
      },
    },
  }
}

function pageMethods({ state, config, client, notify }: MethodDeps): Record<string, Method> {
  const options = () => state.options.peek()
  return {
    getSiteInfo: { run: () => siteInfo(options(), config) },
    getIdToken: { run: () => client().call('getIdToken', {}) },
    getTheme: { run: () => options().theme },
    getThemeStyles: { run: ({ name }) => themeStyles(name) },
    getCurrentMode: { run: () => options().mode },
    canForAppMode: { run: ({ appModes }) => asked(appModes, state) },
    getLaunchContext: { run: () => launchContext(options()) },
    setExtensionSize: {
      run: (params) => {
        const size = sizeOf(params['size'])
        if (!size) throw new DesignerError('InvalidRequest', 'There is no such extension size.')
        state.options.value = { ...options(), size }
        return null
      },
    },
    closeExtension: {
      run: () => {
        state.open.value = false
        return null
      },
    },
    notify: {
      run: (params) => {
        const { type, message, dismissAfter } = params
        if (!isToastType(type) || typeof message !== 'string') {
          throw new DesignerError('InvalidRequest', 'A notification wants a type and a message.')
        }
        batch(() =>
          notify({ type, message }, typeof dismissAfter === 'number' ? dismissAfter : 4000),
        )
        return null
      },
    },
  }
}

const isToastType = (type: unknown): type is Toast['type'] =>
  type === 'Error' || type === 'Info' || type === 'Success' || type === 'Warning'

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function fileOf(params: Params): File {
  if (params['file'] instanceof File) return params['file']
  throw new DesignerError('InvalidRequest', 'A file is wanted.')
}

const siteInfo = ({ site }: HostOptions, config: HostConfig) => ({
  siteId: site.id,
  siteName: site.name,
  shortName: site.shortName,
  kind: 'site',
  isPasswordProtected: false,
  isPrivateStaging: false,
  workspaceId: config.workspaceId,
  workspaceSlug: 'sandbox',
  domains: [
    {
      url: `${site.shortName}.webflow.io`,
      lastPublished: null,
      default: true,
      stage: 'staging',
    },
  ],
})

/** Of the tokens' names only `colors['bg-primary']` is published. */
function themeStyles(name: unknown): ThemeStyles {
  const theme = THEMES.find((known) => known === name)
  if (!theme) throw new DesignerError('InvalidRequest', 'There is no such theme.')
  const background = themeVariables(theme)['--background1'] ?? ''
  return { colors: { 'bg-primary': background }, boxShadows: {}, controls: {}, opacities: {} }
}

function asked(appModes: unknown, state: HostState) {
  const abilities = state.abilities.peek()
  const wanted = Array.isArray(appModes) ? appModes.map(String) : []
  return Object.fromEntries(Object.entries(abilities).filter(([name]) => wanted.includes(name)))
}

/** `AppsPanel` is in the documentation, though not in the typings. */
function launchContext({ launch }: HostOptions) {
  if (launch === 'none') return null
  const values = {
    AppsPanel: null,
    AppIntent: { image: 'manage' },
    AppConnection: 'manageImageElement',
    DeepLink: 'folder',
  }
  return { type: launch, value: values[launch] }
}
