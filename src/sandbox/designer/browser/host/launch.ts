import { batch } from '@preact/signals'
import { inOrder } from '../canvas-document.ts'
import type { LaunchKind } from './options.ts'
import type { HostState, Launch } from './state.ts'

/**
 * The launch that the bar's choice means. An intent or a connection comes from an image element: the selected one, else
 * the first on the page, which is selected by it, as an element whose settings are open always is.
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

/** `AppsPanel` is in the documentation of `getLaunchContext`, though not in the typings (read 2026-11-25). */
export const FROM_APPS_PANEL: Launch = {
  context: { type: 'AppsPanel', value: null },
  element: null,
}

/** Starts the panel, or starts it again. */
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
