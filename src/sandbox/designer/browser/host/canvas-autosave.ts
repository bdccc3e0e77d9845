import { effect } from '@preact/signals'
import type { CanvasPage } from '../canvas-document.ts'
import { FIRST_CANVAS } from '../first-canvas.ts'
import type { SiteClient } from './site-client.ts'
import type { HostState } from './state.ts'

/** Saves the open page's canvas, so that it survives a reload. */
export interface CanvasAutosave {
  /** Resolves when the site's canvas is loaded. */
  ready(): Promise<void>
  /** Resolves when the last change is saved. */
  saved(): Promise<void>
}

/** Loads the canvas of each site that is opened, and saves every change, in order. */
export function autosaveCanvas(state: HostState, client: () => SiteClient): CanvasAutosave {
  const { history } = state
  let lastSaved: CanvasPage = history.canvas.peek()
  let loading = Promise.resolve()
  let saving = Promise.resolve()

  const load = async (site: string) => {
    const stored = await client()
      .canvas()
      .catch(() => null)
    if (state.options.peek().site.id !== site) return
    lastSaved = stored ?? FIRST_CANVAS
    history.begin(lastSaved)
  }
  let site = ''
  effect(() => {
    if (state.options.value.site.id === site) return
    site = state.options.value.site.id
    loading = load(site)
  })
  effect(() => {
    const canvas = history.canvas.value
    if (canvas === lastSaved) return
    lastSaved = canvas
    const store = client()
    saving = saving.then(() => store.saveCanvas(canvas)).catch(() => undefined)
  })
  return { ready: () => loading, saved: () => saving }
}
