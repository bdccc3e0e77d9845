import { batch } from '@preact/signals'
import { inOrder } from '../canvas-document.ts'
import type { LaunchKind } from './options.ts'
import type { HostState, Launch } from './state.ts'

/**
 * The launch context for the bar's choice. Intents and connections start from an image element: the selected one, or
 * the first on the page, which becomes selected, because an element with open settings always is.
 */
export function launchOf(kind: LaunchKind, state: HostState): Launch {
  switch (kind) {
    case 'none':
      return { context: null, element: null }
    case 'AppsPanel':
      return FROM_APPS_PANEL
    case 'AppIntent':
      return { context: { type: kind, value: { image: 'manage' } }, element: imageFor(state) }
    case 'AppConnection':
      return { context: { type: kind, value: connectionFor(state) }, element: imageFor(state) }
    case 'DeepLink':
      return { context: { type: kind, value: 'folder' }, element: null }
    case 'future':
      return { context: { type: 'CommandPalette', value: { query: 'assets' } }, element: null }
  }
}

/** `getLaunchContext`'s documentation has `AppsPanel`; the typings lack it (read 2026-11-25). */
export const FROM_APPS_PANEL: Launch = {
  context: { type: 'AppsPanel', value: null },
  element: null,
}

/** Starts or restarts the panel. */
export function start(state: HostState, launch: Launch): void {
  batch(() => {
    if (launch.element !== null) state.selected.value = launch.element
    state.launch.value = launch
    state.launches.value += 1
    state.open.value = true
  })
}

// Helpers

function imageFor(state: HostState): string | null {
  const canvas = state.history.canvas.peek()
  const selected = canvas[state.selected.peek() ?? '']
  if (selected?.type === 'Image') return selected.id
  return inOrder(canvas).find(({ type }) => type === 'Image')?.id ?? null
}

const connectionFor = (state: HostState): string => state.app.connections[0] ?? 'manageImageElement'
