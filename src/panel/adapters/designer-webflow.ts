/**
 * The Designer through `window.webflow`, which Webflow's own script installs before the panel starts
 * (facts of the typings: `@webflow/designer-extension-typings` 2.2.2).
 */
import type { AssetId as SiteAssetId, FolderId } from '../../core/brands.ts'
import { FailureError, type FailureCode } from '../../core/failure.ts'
import type { Designer, DesignerTheme } from '../ports.ts'

/** @param api `window.webflow`; undefined where the panel was opened outside a Designer. */
export function createDesigner(api: WebflowApi | undefined): Designer {
  const call = async <Result>(
    what: string,
    use: (api: WebflowApi) => Promise<Result>,
  ): Promise<Result> => {
    if (!api) throw outside()
    try {
      return await use(api)
    } catch (error) {
      throw refused(what, error)
    }
  }

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
    moveAsset: (asset, folder) => call('move the asset', (api) => moveAsset(api, asset, folder)),
    setPanelSize: (size) =>
      call('resize the panel', async (api) => void (await api.setExtensionSize({ ...size }))),
  }
}

// Helpers

/** The typings have `setParent(AssetFolder)` alone: there is no documented way to take an asset out of folders. */
async function moveAsset(
  api: WebflowApi,
  id: SiteAssetId,
  folderId: FolderId | null,
): Promise<void> {
  if (folderId === null) {
    throw failure(
      'webflow-refused',
      'Failed to move the asset out of its folder: the Designer offers no such call. Drag it in the Assets panel.',
    )
  }
  const [asset, folders] = await Promise.all([api.getAssetById(id), api.getAllAssetFolders()])
  if (!asset) {
    throw failure('not-found', 'Failed to move the asset: the Designer does not know it. Reload.')
  }
  const folder = folders.find((candidate) => candidate.id === folderId)
  if (!folder) {
    throw failure(
      'folder-missing',
      'Failed to move the asset: the Designer does not know the folder yet. Reload the Designer.',
    )
  }
  await asset.setParent(folder)
}

const THEMES: readonly string[] = ['light', 'darkDefault', 'darkDarker', 'darkBrighter']

/** A theme that is not known yet counts as the common one. */
const themeOf = (theme: string): DesignerTheme => (isTheme(theme) ? theme : 'darkDefault')
const isTheme = (theme: string): theme is DesignerTheme => THEMES.includes(theme)

const failure = (code: FailureCode, message: string): FailureError =>
  new FailureError({ code, message })

const outside = (): FailureError =>
  failure(
    'designer-missing',
    'The Webflow Designer was not found around the panel. Open the app from the Designer.',
  )

/** `cause.tag` says why (Forbidden and ModeForbidden both occur); it may be missing. */
function refused(what: string, error: unknown): FailureError {
  if (error instanceof FailureError) return error
  const tag = tagOf(error) ?? 'unknown'
  const why = error instanceof Error ? error.message : String(error)
  const hint =
    tag === 'Forbidden' || tag === 'ModeForbidden'
      ? 'Switch to a mode and branch in which you may manage assets.'
      : 'Try again.'
  return new FailureError(
    {
      code: 'webflow-refused',
      message: `Failed to ${what}: ${why} (${tag}). ${hint}`,
      facts: { tag },
    },
    { cause: error },
  )
}

function tagOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const { cause } = error
  if (typeof cause !== 'object' || cause === null || !('tag' in cause)) return undefined
  return typeof cause.tag === 'string' ? cause.tag : undefined
}
