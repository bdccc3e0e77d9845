import type { PanelPolicy } from '../panel-policy.ts'
import type { HostConfig, SiteName } from '../wire.ts'
import { type Branch, BRANCHES, type Role, ROLES } from './abilities.ts'

export const THEMES = ['darkDefault', 'darkDarker', 'darkBrighter', 'light'] as const
export const MODES = ['design', 'build', 'preview', 'edit', 'comment'] as const
/** How the page can launch the panel: `none` without a context, `future` with one that the typings lack. */
export const LAUNCHES = [
  'none',
  'AppsPanel',
  'AppIntent',
  'AppConnection',
  'DeepLink',
  'future',
] as const
export type LaunchKind = (typeof LAUNCHES)[number]

/** An extension's size in CSS pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Webflow's sizes. `compact` is only in the typings; its pixels are unknown, so it has the default's. */
export const SIZES = {
  default: { width: 240, height: 360 },
  comfortable: { width: 320, height: 460 },
  large: { width: 800, height: 600 },
} as const satisfies Record<string, Size>

/** The Designer's state in the page's URL, so that a reload or a link restores it. */
export interface HostOptions {
  readonly site: SiteName
  readonly theme: AppearanceSettings
  readonly mode: AppModeName
  readonly branch: Branch
  /** The ID of the open locale. */
  readonly locale: string
  readonly role: Role
  /** Whether abilities follow Webflow's table exactly (see `abilities.ts`). */
  readonly asPublished: boolean
  readonly size: Size
  readonly launch: LaunchKind
  readonly policy: PanelPolicy
  /** Whether the panel's frame has a `sandbox` attribute. */
  readonly sandboxed: boolean
  /** Whether `setParent(null)` moves an asset out of its folder. Webflow's behaviour is unknown. */
  readonly parentless: boolean
}

export function readOptions(search: string, config: HostConfig): HostOptions | undefined {
  const query = new URLSearchParams(search)
  const site = config.sites.find(({ id }) => id === query.get('site')) ?? config.sites[0]
  const worker = query.get('worker')
  return (
    site && {
      site,
      theme: oneOf(THEMES, query.get('theme')),
      mode: oneOf(MODES, query.get('mode')),
      branch: oneOf(BRANCHES, query.get('branch')),
      locale: localeOf(site, query.get('locale')),
      role: oneOf(ROLES, query.get('role')),
      asPublished: query.get('abilities') === 'published',
      size: sizeOf(query.get('size') ?? config.app.size) ?? SIZES.default,
      launch: oneOf(LAUNCHES, query.get('launch')),
      policy: {
        wasm: query.get('wasm') !== '0',
        worker: worker === 'blob' || worker === 'none' ? worker : 'self',
      },
      sandboxed: query.get('sandbox') !== '0',
      parentless: query.get('parentless') === '1',
    }
  )
}

/** The URL that restores the options; defaults are omitted. */
export function writeOptions(options: HostOptions, config: HostConfig): string {
  const { site, locale, size, policy } = options
  const query = new URLSearchParams()
  const say = (name: string, value: string, usual: string) => {
    if (value !== usual) query.set(name, value)
  }
  say('site', site.id, config.sites[0]?.id ?? '')
  say('theme', options.theme, THEMES[0])
  say('mode', options.mode, MODES[0])
  say('branch', options.branch, BRANCHES[0])
  say('locale', tagOf(site, locale), tagOf(site, localeOf(site, null)))
  say('role', options.role, ROLES[0])
  say('abilities', options.asPublished ? 'published' : '', '')
  say('size', sizeName(size), config.app.size)
  say('launch', options.launch, LAUNCHES[0])
  say('wasm', policy.wasm ? '' : '0', '')
  say('worker', policy.worker, 'self')
  say('sandbox', options.sandboxed ? '' : '0', '')
  say('parentless', options.parentless ? '1' : '', '')
  return query.size > 0 ? `?${query.toString()}` : location.pathname
}

/** The ID of the site's locale with this tag, such as `de`; the primary locale's if there is none. */
export const localeOf = (site: SiteName, tag: string | null): string =>
  (site.locales.find((locale) => locale.tag === tag) ?? site.locales[0])?.id ?? ''

/** `default`, `comfortable`, `large`, or `WIDTHxHEIGHT`. */
export function sizeName(size: Size): string {
  const named = Object.entries(SIZES).find(
    ([, known]) => known.width === size.width && known.height === size.height,
  )
  return named?.[0] ?? `${size.width}x${size.height}`
}

/** The size for a name or for pixels within Webflow's limits; undefined for anything else. */
export function sizeOf(name: unknown): Size | undefined {
  if (name === 'compact') return SIZES.default
  if (typeof name === 'string') {
    const known = Object.entries(SIZES).find(([key]) => key === name)?.[1]
    if (known) return known
    const [, width, height] = /^(\d+)x(\d+)$/.exec(name) ?? []
    return width === undefined ? undefined : bounded(Number(width), Number(height))
  }
  if (typeof name !== 'object' || name === null) return undefined
  if (!('width' in name) || !('height' in name)) return undefined
  return bounded(Number(name.width), Number(name.height))
}

// Helpers

const tagOf = (site: SiteName, id: string): string =>
  site.locales.find((locale) => locale.id === id)?.tag ?? ''

/** From 240 × 360 to 1200 × 800, by the reference of `setExtensionSize` (read 2026-11-23). */
function bounded(width: number, height: number): Size | undefined {
  if (Number.isNaN(width) || Number.isNaN(height)) return undefined
  const within = (value: number, least: number, most: number) =>
    Math.round(Math.min(Math.max(value, least), most))
  return { width: within(width, 240, 1200), height: within(height, 360, 800) }
}

const oneOf = <Name extends string>(
  names: readonly [Name, ...Name[]],
  value: string | null,
): Name => names.find((name) => name === value) ?? names[0]
