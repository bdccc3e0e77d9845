/** Reads how the Designer opened the panel. Needed at startup, so separate from `library.ts`. */
import type { Launch } from '../../ports/library.ts'

/** The app connection's name in `webflow.json`. */
export const CONNECTION = 'manageImageElement'

export const readLaunch = async (api: WebflowApi): Promise<Launch> =>
  launchOf(await api.getLaunchContext())

// Helpers

/** The typings lack the documented `AppsPanel`; unknown contexts open the panel normally. */
function launchOf(context: LaunchContext | null): Launch {
  if (!context) return { type: 'panel' }
  const { type, value } = context
  if (type === 'DeepLink' && typeof value === 'string') return { type: 'link', value }
  const intent = typeof value === 'object' && value !== null && value.image !== undefined
  if (type === 'AppIntent' && intent) return { type: 'image' }
  return type === 'AppConnection' && value === CONNECTION ? { type: 'image' } : { type: 'panel' }
}
