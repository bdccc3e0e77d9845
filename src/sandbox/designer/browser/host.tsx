/** The composition root of the Designer's page. */
import { effect } from '@preact/signals'
import { createRef, render } from 'preact'
import { AssetsPanel } from './host/assets-panel.tsx'
import { Canvas } from './host/canvas.tsx'
import { Apps } from './host/apps.tsx'
import { autosaveCanvas } from './host/canvas-autosave.ts'
import { Crumbs } from './host/crumbs.tsx'
import { Inspector } from './host/inspector.tsx'
import { launchOf } from './host/launch.ts'
import { createMethods } from './host/methods/methods.ts'
import { readOptions, writeOptions } from './host/options.ts'
import { PanelFrame } from './host/panel-frame.tsx'
import { connectPanel } from './host/panel-connection.ts'
import { siteClient } from './host/site-client.ts'
import { createState, type HostState, inApi, type Toast } from './host/state.ts'
import { Toasts } from './host/toasts.tsx'
import { Rail } from './host/rail.tsx'
import { SandboxBar } from './host/sandbox-bar.tsx'
import { TopBar } from './host/top-bar.tsx'
import { listenForUndo } from './host/undo-keys.ts'
import type { HostConfig } from './wire.ts'

/** How often the page asks for new assets: Webflow has no events for them. */
const REFRESH_MS = 2000

const config: HostConfig = JSON.parse(document.getElementById('config')?.textContent ?? '{}')
const root = document.getElementById('designer')
const options = readOptions(location.search, config)
if (root && options) start(root, createState(options, config.app))

// Helpers

function start(root: HTMLElement, state: HostState) {
  /** The element that the URL selects once; it is then removed from the URL. */
  const selected = new URLSearchParams(location.search).get('select')
  const client = () => siteClient(state.options.peek().site.id)
  const refresh = async () => {
    const site = state.options.peek().site.id
    const view = await client()
      .view()
      .catch(() => undefined)
    if (view && site === state.options.peek().site.id) state.view.value = view
  }
  const autosave = autosaveCanvas(state, client)
  const frame = createRef<HTMLIFrameElement>()
  const connection = connectPanel({
    origin: config.panelUrl === null ? '' : new URL(config.panelUrl).origin,
    frame: () => frame.current,
    methods: createMethods({
      state,
      config,
      client,
      autosave,
      refresh: () => void refresh(),
      notify: (toast, dismissAfterMs) => showToast(state, toast, dismissAfterMs),
    }),
    standing: () => state.standing.peek(),
  })
  emitChanges(state, (event, value) => connection.emit(event, value))
  listenForUndo(state)

  effect(() => {
    history.replaceState(null, '', writeOptions(state.options.value, config))
    document.documentElement.dataset['theme'] = state.options.value.theme
  })
  let site = ''
  effect(() => {
    if (state.options.value.site.id === site) return
    site = state.options.value.site.id
    state.selected.value = null
    state.view.value = { folders: [], assets: [] }
    void refresh()
  })
  setInterval(() => {
    if (document.visibilityState === 'visible') void refresh()
  }, REFRESH_MS)

  if (selected !== null) state.selected.value = selected
  state.launch.value = launchOf(state.options.peek().launch, state)
  state.selected.value = state.launch.peek().element ?? state.selected.peek()

  const Page = () => (
    <div class="designer">
      <TopBar state={state} config={config} />
      <Rail state={state} />
      {state.drawer.value === 'apps' ? (
        <Apps state={state} />
      ) : (
        <AssetsPanel
          key={state.options.value.site.id}
          state={state}
          client={client()}
          refresh={() => void refresh()}
        />
      )}
      <Canvas state={state} client={client()} />
      <Crumbs state={state} />
      <aside class="right" aria-label="App and element settings">
        <PanelFrame state={state} config={config} frame={frame} />
        <Inspector state={state} client={client()} />
      </aside>
      <SandboxBar state={state} />
      <Toasts state={state} />
    </div>
  )
  render(<Page />, root)
}

/** Sends the panel an event for every change after the initial state. */
function emitChanges(state: HostState, emit: (event: string, value: unknown) => void) {
  const onChange = <Value,>(
    read: () => Value,
    event: string,
    toValue: (value: Value) => unknown,
  ) => {
    let last: { value: Value } | undefined
    effect(() => {
      const value = read()
      if (last && last.value !== value) emit(event, toValue(value))
      last = { value }
    })
  }
  onChange(
    () => state.options.value.theme,
    'currenttheme',
    (theme) => theme,
  )
  onChange(
    () => Object.values(state.standing.value).join(),
    'currentappmode',
    () => ({ mode: state.options.peek().mode, appModes: state.abilities.peek() }),
  )
  onChange(
    () => state.selectedNode.value?.id ?? null,
    'selectedelement',
    () => inApi(state.selectedNode.peek()),
  )
}

let lastToast = 0

function showToast(state: HostState, toast: Omit<Toast, 'id'>, dismissAfterMs: number) {
  lastToast += 1
  const id = lastToast
  state.toasts.value = [...state.toasts.peek(), { ...toast, id }]
  setTimeout(() => {
    state.toasts.value = state.toasts.peek().filter((shown) => shown.id !== id)
  }, dismissAfterMs)
}
