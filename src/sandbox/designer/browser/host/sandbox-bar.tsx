import { type Role, ROLES } from './abilities.ts'
import { capitalised, Choice } from './choice.tsx'
import { launchOf, start } from './launch.ts'
import { type HostOptions, LAUNCHES, SIZES, sizeName, sizeOf, THEMES } from './options.ts'
import type { HostState } from './state.ts'

const THEME_WORDS = {
  darkDefault: 'Dark',
  darkDarker: 'Darker',
  darkBrighter: 'Brighter dark',
  light: 'Light',
} as const

const LAUNCH_WORDS = {
  none: 'Unknown',
  AppsPanel: 'Apps panel',
  AppIntent: 'Intent: manage image',
  AppConnection: 'Connection',
  DeepLink: 'Deep link',
  future: 'Unknown to the typings',
} as const

const ROLE_WORDS: Readonly<Record<Role, string>> = { designer: 'Designer', reviewer: 'Reviewer' }

/** The bottom bar: switches for what Webflow itself decides, such as size, theme and role. */
export function SandboxBar({ state }: { state: HostState }) {
  const { theme, role, size, launch } = state.options.value
  const set = (change: Partial<HostOptions>) => {
    state.options.value = { ...state.options.peek(), ...change }
  }
  return (
    <footer class="sandbox-bar">
      <span class="about-bar">Sandbox</span>
      <span class="spread" />
      <Choice
        label="Role"
        value={role}
        choices={ROLES.map((name) => [name, ROLE_WORDS[name]])}
        onChoice={(chosen) => set({ role: ROLES.find((name) => name === chosen) ?? role })}
      />
      <Choice
        label="Theme"
        value={theme}
        choices={THEMES.map((name) => [name, THEME_WORDS[name]])}
        onChoice={(chosen) => set({ theme: THEMES.find((name) => name === chosen) ?? theme })}
      />
      <Choice
        label="Size"
        value={sizeName(size)}
        choices={sizeChoices(sizeName(size))}
        onChoice={(chosen) => set({ size: sizeOf(chosen) ?? size })}
      />
      <Choice
        label="Launch context"
        value={launch}
        choices={LAUNCHES.map((name) => [name, LAUNCH_WORDS[name]])}
        onChoice={(value) => {
          const chosen = LAUNCHES.find((name) => name === value) ?? launch
          set({ launch: chosen })
          start(state, launchOf(chosen, state))
        }}
      />
    </footer>
  )
}

// Helpers

const CUSTOM_SIZES = ['480x600', '1200x800']

function sizeChoices(current: string): readonly (readonly [string, string])[] {
  const names = Object.entries(SIZES).map(
    ([name, { width, height }]) => [name, `${capitalised(name)} ${width} × ${height}`] as const,
  )
  const custom = new Set([...CUSTOM_SIZES, ...(current.includes('x') ? [current] : [])])
  return [...names, ...[...custom].map((name) => [name, name.replace('x', ' × ')] as const)]
}
