/** The Designer's page: the composition root of what runs in it. */
import { effect } from '@preact/signals'
import { createRef, render } from 'preact'
import { AssetsPanel } from './host/assets-panel.tsx'
import { Canvas } from './host/canvas.tsx'
import { createMethods } from './host/methods.ts'
import { readOptions, writeOptions } from './host/options.ts'
import { PanelFrame } from './host/panel-frame.tsx'
import { openLine } from './host/panel-line.ts'
import { siteClient } from './host/site-client.ts'
import { createState, type HostState, inApi, type Toast } from './host/state.ts'
import { Toasts } from './host/toasts.tsx'
import { TopBar } from './host/top-bar.tsx'
import type { HostConfig } from './wire.ts'

/** Assets appear by themselves: Webflow tells extensions nothing of them, and this page asks. */
const REFRESH_MS = 2000

const config: HostConfig = JSON.parse(document.getElementById('config')?.textContent ?? '{}')
const root = document.getElementById('designer')
const options = readOptions(location.search, config)
if (root && options) start(root, createState(options))

// Helpers

function start(root: HTMLElement, state: HostState) {
  const client = () => siteClient(state.options.peek().site.id)
  const refresh = async () => {
    const site = state.options.peek().site.id
    const view = await client()
      .view()
      .catch(() => undefined)
    if (view && site === state.options.peek().site.id) state.view.value = view
  }
  const frame = createRef<HTMLIFrameElement>()
  const line = openLine({
    origin: config.panelUrl === null ? '' : new URL(config.panelUrl).origin,
    frame: () => frame.current,
    methods: createMethods({
      state,
      config,
      client,
      refresh: () => void refresh(),
      notify: (toast, dismissAfterMs) => show(state, toast, dismissAfterMs),
    }),
    abilities: () => state.abilities.peek(),
    mode: () => state.options.peek().mode,
  })
  follow(state, (event, value) => line.emit(event, value))

  effect(() => {
    history.replaceState(null, '', writeOptions(state.options.value, config))
    document.documentElement.dataset['theme'] = state.options.value.theme
  })
  let site = ''
  effect(() => {
    if (state.options.value.site.id === site) return
    site = state.options.value.site.id
    state.pictures.value = {}
    state.selected.value = null
    state.view.value = { folders: [], assets: [] }
    void refresh()
  })
  setInterval(() => {
    if (document.visibilityState === 'visible') void refresh()
  }, REFRESH_MS)

  const Page = () => (
    <div class="designer">
      <TopBar state={state} config={config} />
      <AssetsPanel
        key={state.options.value.site.id}
        state={state}
        client={client()}
        refresh={() => void refresh()}
      />
      <Canvas state={state} client={client()} />
      <aside class="right">
        <PanelFrame state={state} config={config} frame={frame} />
      </aside>
      <Toasts state={state} />
    </div>
  )
  render(<Page />, root)
}

/** Tells the panel of every change after the first state. */
function follow(state: HostState, emit: (event: string, value: unknown) => void) {
  const onChange = <Value,>(read: () => Value, event: string, told: (value: Value) => unknown) => {
    let last: { value: Value } | undefined
    effect(() => {
      const value = read()
      if (last && last.value !== value) emit(event, told(value))
      last = { value }
    })
  }
  onChange(
    () => state.options.value.theme,
    'currenttheme',
    (theme) => theme,
  )
  onChange(
    () => state.options.value.mode,
    'currentappmode',
    (mode) => ({ mode, appModes: state.abilities.peek() }),
  )
  onChange(() => state.selected.value, 'selectedelement', inApi)
}

let lastToast = 0

function show(state: HostState, toast: Omit<Toast, 'id'>, dismissAfterMs: number) {
  lastToast += 1
  const id = lastToast
  state.toasts.value = [...state.toasts.peek(), { ...toast, id }]
  setTimeout(() => {
    state.toasts.value = state.toasts.peek().filter((shown) => shown.id !== id)
  }, dismissAfterMs)
}
