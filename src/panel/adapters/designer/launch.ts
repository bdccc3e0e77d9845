/** How the Designer opened the panel: asked for at the start, so apart from the rest of the library's Designer. */
import type { Launch } from '../../ports/library.ts'

/** As `webflow.json` names it. */
export const CONNECTION = 'manageImageElement'

export const readLaunch = async (api: WebflowApi): Promise<Launch> =>
  launchOf(await api.getLaunchContext())

// Helpers

/** The typings lack `AppsPanel`, which the documentation has; what is not known opens the panel as ever. */
function launchOf(context: LaunchContext | null): Launch {
  if (!context) return { type: 'panel' }
  const { type, value } = context
  if (type === 'DeepLink' && typeof value === 'string') return { type: 'link', value }
  const intent = typeof value === 'object' && value !== null && value.image !== undefined
  if (type === 'AppIntent' && intent) return { type: 'image' }
  return type === 'AppConnection' && value === CONNECTION ? { type: 'image' } : { type: 'panel' }
}
