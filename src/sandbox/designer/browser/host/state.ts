import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { type CanvasNode, COMPONENT_ID } from '../canvas-document.ts'
import { FIRST_CANVAS } from '../first-canvas.ts'
import type { AppManifest } from '../manifest.ts'
import type { SiteView } from '../wire.ts'
import { abilitiesIn, type Standing } from './abilities.ts'
import { createHistory, type UndoHistory } from './history.ts'
import type { HostOptions } from './options.ts'

/** The panel's launch context, as `getLaunchContext` returns it, and the element that it started from. */
export interface Launch {
  readonly context: null | { readonly type: string; readonly value: unknown }
  readonly element: string | null
}

export interface Toast {
  readonly id: number
  readonly type: 'Error' | 'Info' | 'Success' | 'Warning'
  readonly message: string
}

/** The state of the Designer's page. */
export interface HostState {
  readonly options: Signal<HostOptions>
  readonly app: AppManifest
  readonly view: Signal<SiteView>
  readonly history: UndoHistory
  /** The selected element's ID. */
  readonly selected: Signal<string | null>
  readonly selectedNode: ReadonlySignal<CanvasNode | null>
  readonly toasts: Signal<readonly Toast[]>
  readonly launch: Signal<Launch>
  /** Counts launches; a new number reloads the panel. */
  readonly launches: Signal<number>
  readonly open: Signal<boolean>
  /** The open drawer on the left. */
  readonly drawer: Signal<'assets' | 'apps'>
  readonly standing: ReadonlySignal<Standing>
  readonly abilities: ReadonlySignal<Abilities>
}

export type Abilities = Readonly<Record<AppMode, boolean>>

export function createState(options: HostOptions, app: AppManifest): HostState {
  const current = signal(options)
  const selected = signal<string | null>(null)
  const history = createHistory(FIRST_CANVAS)
  const standing = computed(() => standingOf(current.value))
  return {
    options: current,
    app,
    view: signal<SiteView>({ folders: [], assets: [] }),
    history,
    selected,
    selectedNode: computed(() => history.canvas.value[selected.value ?? ''] ?? null),
    toasts: signal<readonly Toast[]>([]),
    launch: signal<Launch>({ context: null, element: null }),
    launches: signal(0),
    open: signal(true),
    drawer: signal<'assets' | 'apps'>('assets'),
    standing,
    abilities: computed(() => abilitiesIn(standing.value)),
  }
}

/** An element's ID and type in the Designer API. */
export const inApi = (node: CanvasNode | null) =>
  node && { component: COMPONENT_ID, element: node.id, type: node.type }

// Helpers

const standingOf = ({ mode, branch, role, locale, site, asPublished }: HostOptions): Standing => ({
  mode,
  branch,
  role,
  primaryLocale: locale === site.locales[0]?.id,
  asPublished,
})
