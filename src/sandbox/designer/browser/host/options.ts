import type { PanelPolicy } from '../panel-policy.ts'
import type { HostConfig, SiteName } from '../wire.ts'

export const THEMES = ['darkDefault', 'darkDarker', 'darkBrighter', 'light'] as const
export const MODES = ['design', 'build', 'preview', 'edit', 'comment'] as const
export const LAUNCHES = ['none', 'AppsPanel', 'AppIntent', 'AppConnection', 'DeepLink'] as const

/** An extension's size in CSS pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Webflow's sizes; `compact` is in the typings alone, its pixels are unknown and taken as the default's. */
export const SIZES = {
  default: { width: 240, height: 360 },
  comfortable: { width: 320, height: 460 },
  large: { width: 800, height: 600 },
} as const satisfies Record<string, Size>

/** The size that a panel opens in; of a published one its `webflow.json` says it. */
const OPENING_SIZE = 'comfortable'

/** How the Designer stands, in the page's address, so that a reload or a link brings it back. */
export interface HostOptions {
  readonly site: SiteName
  readonly theme: AppearanceSettings
  readonly mode: AppModeName
  readonly size: Size
  readonly launch: (typeof LAUNCHES)[number]
  readonly policy: PanelPolicy
  /** Whether the panel's frame has a `sandbox` attribute. */
  readonly sandboxed: boolean
  /** Whether `setParent(null)` takes an asset out of its folder. What Webflow does is unknown. */
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
      size: sizeOf(query.get('size') ?? OPENING_SIZE) ?? SIZES[OPENING_SIZE],
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

/** The address that brings the options back; what is as usual is left out. */
export function writeOptions(options: HostOptions, config: HostConfig): string {
  const { site, theme, mode, size, launch, policy, sandboxed, parentless } = options
  const query = new URLSearchParams()
  if (site.id !== config.sites[0]?.id) query.set('site', site.id)
  if (theme !== THEMES[0]) query.set('theme', theme)
  if (mode !== MODES[0]) query.set('mode', mode)
  if (sizeName(size) !== OPENING_SIZE) query.set('size', sizeName(size))
  if (launch !== LAUNCHES[0]) query.set('launch', launch)
  if (!policy.wasm) query.set('wasm', '0')
  if (policy.worker !== 'self') query.set('worker', policy.worker)
  if (!sandboxed) query.set('sandbox', '0')
  if (parentless) query.set('parentless', '1')
  return query.size > 0 ? `?${query.toString()}` : location.pathname
}

/** `default`, `comfortable`, `large`, or `WIDTHxHEIGHT`. */
export function sizeName(size: Size): string {
  const named = Object.entries(SIZES).find(
    ([, known]) => known.width === size.width && known.height === size.height,
  )
  return named?.[0] ?? `${size.width}x${size.height}`
}

/** The size of that name or of those pixels, within Webflow's bounds; undefined for neither. */
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

/** From 240 × 360 to 1200 × 800, by the reference of `setExtensionSize` (read 2026-11-23). */
function bounded(width: number, height: number): Size | undefined {
  if (Number.isNaN(width) || Number.isNaN(height)) return undefined
  const within = (value: number, least: number, most: number) =>
    Math.round(Math.min(Math.max(value, least), most))
  return { width: within(width, 240, 1200), height: within(height, 360, 800) }
}

const oneOf = <Name extends string>(
  names: readonly [Name, ...Name[]],
  wanted: string | null,
): Name => names.find((name) => name === wanted) ?? names[0]
