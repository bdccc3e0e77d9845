import { batch } from '@preact/signals'
import { themeVariables } from '../../api/themes.ts'
import { DesignerError, type HostConfig } from '../../wire.ts'
import type { MethodDeps, Methods } from '../method.ts'
import { type HostOptions, sizeOf, THEMES } from '../options.ts'
import { type HostState, inApi, type Toast } from '../state.ts'

/** Calls about the Designer itself. The page answers all of them but the ID token. */
export function pageMethods({ state, config, client, notify }: MethodDeps): Methods {
  const options = () => state.options.peek()
  return {
    getSiteInfo: { run: () => siteInfo(options(), config) },
    getIdToken: { run: () => client().call('getIdToken', {}) },
    getTheme: { run: () => options().theme },
    getThemeStyles: { run: ({ name }) => themeStyles(name) },
    getCurrentMode: { run: () => options().mode },
    canForAppMode: { run: ({ appModes }) => requestedAbilities(appModes, state) },
    getLaunchContext: { run: () => state.launch.peek().context },
    getCurrentAppConnection: { run: () => connectionOf(state) },
    getCurrentAppConnectionResource: {
      run: () => (connectionOf(state) === null ? null : launchElement(state)),
    },
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

// Helpers

/** The connection that launched the panel, if one did. */
function connectionOf(state: HostState): string | null {
  const { context } = state.launch.peek()
  return context?.type === 'AppConnection' ? String(context.value) : null
}

function launchElement(state: HostState) {
  const { element } = state.launch.peek()
  return inApi(state.history.canvas.peek()[element ?? ''] ?? null)
}

const isToastType = (type: unknown): type is Toast['type'] =>
  type === 'Error' || type === 'Info' || type === 'Success' || type === 'Warning'

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

/** Only the token `colors['bg-primary']` is published. */
function themeStyles(name: unknown): ThemeStyles {
  const theme = THEMES.find((known) => known === name)
  if (!theme) throw new DesignerError('InvalidRequest', 'There is no such theme.')
  const background = themeVariables(theme)['--background1'] ?? ''
  return { colors: { 'bg-primary': background }, boxShadows: {}, controls: {}, opacities: {} }
}

function requestedAbilities(appModes: unknown, state: HostState) {
  const abilities = state.abilities.peek()
  const requested = Array.isArray(appModes) ? appModes.map(String) : []
  return Object.fromEntries(Object.entries(abilities).filter(([name]) => requested.includes(name)))
}
