import { batch } from '@preact/signals'
import type { HostConfig } from '../wire.ts'
import { type HostOptions, LAUNCHES, MODES, SIZES, sizeName, sizeOf, THEMES } from './options.ts'
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
} as const

/** The bar on top: which site, and how the Designer around the panel stands. */
export function TopBar({ state, config }: { state: HostState; config: HostConfig }) {
  const { site, theme, mode, size, launch } = state.options.value
  const set = (change: Partial<HostOptions>) => {
    state.options.value = { ...state.options.peek(), ...change }
  }
  /** A change that the panel can only learn of by being started again. */
  const relaunch = (change: Partial<HostOptions>) =>
    batch(() => {
      set(change)
      state.launches.value += 1
    })
  return (
    <header class="top-bar">
      <span class="logo" aria-hidden="true" />
      <h1>{site.name} in the Designer (sandbox)</h1>
      <Choice
        label="Site"
        value={site.id}
        choices={config.sites.map(({ id, name }) => [id, name])}
        onChoice={(id) => {
          const chosen = config.sites.find((candidate) => candidate.id === id)
          if (chosen) relaunch({ site: chosen })
        }}
      />
      <span class="spread" />
      <Choice
        label="Mode"
        value={mode}
        choices={MODES.map((name) => [name, name[0]?.toUpperCase() + name.slice(1)])}
        onChoice={(wanted) => set({ mode: MODES.find((name) => name === wanted) ?? mode })}
      />
      <Choice
        label="Theme"
        value={theme}
        choices={THEMES.map((name) => [name, THEME_WORDS[name]])}
        onChoice={(wanted) => set({ theme: THEMES.find((name) => name === wanted) ?? theme })}
      />
      <Choice
        label="Size"
        value={sizeName(size)}
        choices={sizeChoices(sizeName(size))}
        onChoice={(wanted) => set({ size: sizeOf(wanted) ?? size })}
      />
      <Choice
        label="Launch context"
        value={launch}
        choices={LAUNCHES.map((name) => [name, LAUNCH_WORDS[name]])}
        onChoice={(wanted) =>
          relaunch({ launch: LAUNCHES.find((name) => name === wanted) ?? launch })
        }
      />
    </header>
  )
}

// Helpers

const CUSTOM_SIZES = ['480x600', '1200x800']

function sizeChoices(current: string): readonly (readonly [string, string])[] {
  const names = Object.entries(SIZES).map(
    ([name, { width, height }]) =>
      [name, `${name[0]?.toUpperCase()}${name.slice(1)} ${width} × ${height}`] as const,
  )
  const custom = new Set([...CUSTOM_SIZES, ...(current.includes('x') ? [current] : [])])
  return [...names, ...[...custom].map((name) => [name, name.replace('x', ' × ')] as const)]
}

function Choice(props: {
  readonly label: string
  readonly value: string
  readonly choices: readonly (readonly [value: string, words: string])[]
  readonly onChoice: (value: string) => void
}) {
  return (
    <label class="choice">
      <span>{props.label}</span>
      <select value={props.value} onChange={(event) => props.onChoice(event.currentTarget.value)}>
        {props.choices.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}
