/**
 * The Designer through `window.webflow`, which Webflow's script installs before the panel starts
 * (per `@webflow/designer-extension-typings` 2.2.2).
 */
import type { Designer, DesignerTheme } from '../../ports/run.ts'
import { designerCall } from './call.ts'
import { folderHandles, moveAsset } from './handles.ts'

/** @param api `window.webflow`; undefined outside the Designer. */
export function createDesigner(api: WebflowApi | undefined): Designer {
  const call = designerCall(api)
  const folders = folderHandles()

  return {
    site: () =>
      call('read the site', async (api) => {
        const { siteId, siteName, shortName } = await api.getSiteInfo()
        return { id: siteId, name: siteName, shortName }
      }),
    idToken: () => call('get an ID token', (api) => api.getIdToken()),
    canManageAssets: () =>
      call('ask what this mode allows', async (api) => {
        const can = await api.canForAppMode([api.appModes.canManageAssets])
        return can.canManageAssets
      }),
    theme: () => call('read the theme', async (api) => themeOf(await api.getTheme())),
    onThemeChange: (listener) =>
      api ? api.subscribe('currenttheme', (theme) => listener(themeOf(theme))) : () => undefined,
    onModeChange: (listener) =>
      api ? api.subscribe('currentappmode', () => listener()) : () => undefined,
    moveAsset: (asset, folder) =>
      call('move the asset', (api) => moveAsset(api, folders, asset, folder)),
    setPanelSize: (size) =>
      call('resize the panel', async (api) => void (await api.setExtensionSize({ ...size }))),
  }
}

// Helpers

const THEMES: readonly string[] = ['light', 'darkDefault', 'darkDarker', 'darkBrighter']

/** Unknown themes count as the default dark one. */
const themeOf = (theme: string): DesignerTheme => (isTheme(theme) ? theme : 'darkDefault')
const isTheme = (theme: string): theme is DesignerTheme => THEMES.includes(theme)
