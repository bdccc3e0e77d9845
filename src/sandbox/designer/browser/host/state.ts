import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { SiteView } from '../wire.ts'
import type { HostOptions } from './options.ts'

/** An element on the canvas. */
export interface CanvasItem {
  readonly element: string
  readonly type: 'Image' | 'Heading' | 'Block'
  readonly label: string
  /** What it says. */
  readonly text?: string
}

export const COMPONENT_ID = 'page'

export const CANVAS: readonly CanvasItem[] = [
  {
    element: 'hero-heading',
    type: 'Heading',
    label: 'Heading',
    text: 'A calm place for every file',
  },
  { element: 'hero-image', type: 'Image', label: 'Hero image' },
  { element: 'feature-block', type: 'Block', label: 'Div block' },
  { element: 'feature-image', type: 'Image', label: 'Feature image' },
]

/** What an image element shows. */
export interface Picture {
  readonly asset: string | null
  readonly alt: string | null
}

export interface Toast {
  readonly id: number
  readonly type: 'Error' | 'Info' | 'Success' | 'Warning'
  readonly message: string
}

/** Everything that the Designer's page knows. */
export interface HostState {
  readonly options: Signal<HostOptions>
  readonly view: Signal<SiteView>
  readonly selected: Signal<CanvasItem | null>
  readonly pictures: Signal<Readonly<Record<string, Picture>>>
  readonly toasts: Signal<readonly Toast[]>
  /** Counts the launches of the panel; a new one starts it afresh. */
  readonly launches: Signal<number>
  readonly open: Signal<boolean>
  readonly abilities: ReadonlySignal<Abilities>
}

export type Abilities = Readonly<Record<AppMode, boolean>>

export function createState(options: HostOptions): HostState {
  const current = signal(options)
  return {
    options: current,
    view: signal<SiteView>({ folders: [], assets: [] }),
    selected: signal<CanvasItem | null>(null),
    pictures: signal<Readonly<Record<string, Picture>>>({}),
    toasts: signal<readonly Toast[]>([]),
    launches: signal(0),
    open: signal(true),
    abilities: computed(() => abilitiesIn(current.value.mode)),
  }
}

/** What an element is called in the API, type included. */
export const inApi = (item: CanvasItem | null) =>
  item && { component: COMPONENT_ID, element: item.element, type: item.type }

// Helpers

/**
 * What a person may do in a mode. Webflow publishes the names of the abilities, not which mode grants which: this is
 * the sandbox's reading of them.
 */
function abilitiesIn(mode: AppModeName): Abilities {
  const designing = mode === 'design'
  const building = designing || mode === 'build'
  const writing = building || mode === 'edit'
  return {
    canAccessCanvas: true,
    canManageAssets: writing,
    canAccessAssets: mode !== 'comment',
    canDesign: designing,
    canInsertComponentInstance: building,
    canEdit: writing,
    canCreateComponents: designing,
    canModifyComponents: designing,
    canCreateStyles: designing,
    canModifyStyles: designing,
    canCreatePage: building,
    canReadPageSettings: writing,
    canManagePageSettings: building,
    canReadVariables: true,
    canModifyVariables: designing,
    canModifyImageElement: writing,
    canWriteCodeSettings: designing,
  }
}
