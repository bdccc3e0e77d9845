import { useSignal } from '@preact/signals'
import { type CanvasNode, changePicture, type Picture } from '../canvas-document.ts'
import { start } from './launch.ts'
import type { SiteClient } from './site-client.ts'
import type { HostState } from './state.ts'

interface Props {
  readonly state: HostState
  readonly client: SiteClient
}

/** The selected element's settings; for an image, its asset and its connected apps. */
export function Inspector({ state, client }: Props) {
  const node = state.selectedNode.value
  return (
    <section class="inspector" aria-label="Element settings">
      <header>
        <h2>{node?.name ?? 'Element settings'}</h2>
        {node && <span class="type">{node.type}</span>}
      </header>
      {!node && <p class="empty">Select an element on the canvas.</p>}
      {node && !node.picture && <p class="empty">Nothing to set here.</p>}
      {node?.picture && <ImageSettings state={state} client={client} picture={node.picture} />}
      {node?.picture && <Connections key={node.id} state={state} node={node} />}
    </section>
  )
}

// Helpers

function ImageSettings({ state, client, picture }: Props & { readonly picture: Picture }) {
  const asset = state.view.value.assets.find(({ id }) => id === picture.asset)
  return (
    <dl>
      <dt>Image</dt>
      <dd class="shown">
        {asset && <img src={client.bytesUrl(asset.id, asset.version)} alt="" />}
        <span class="name">{asset?.name ?? (picture.asset ? 'Deleted asset' : 'None')}</span>
      </dd>
      <dt>Alt text</dt>
      <dd>{altWords(picture)}</dd>
    </dl>
  )
}

function altWords({ alt }: Picture): string {
  if (alt === undefined) return 'From the asset'
  return alt === null ? 'Decorative' : `“${alt}”`
}

function Connections({ state, node }: { readonly state: HostState; readonly node: CanvasNode }) {
  const { app, history } = state
  const choosing = useSignal(false)
  const connections = node.picture?.connections ?? []
  const launch = (type: string, value: unknown) => {
    choosing.value = false
    start(state, { context: { type, value }, element: node.id })
  }
  const remove = (value: string) => {
    const left = connections.filter((known) => known !== value)
    const next = changePicture(history.canvas.peek(), node.id, { connections: left })
    history.change(`connections of ${node.name}`, next)
  }
  return (
    <section class="connections" aria-label="Connections">
      <header>
        <h3>Connections</h3>
        <button
          type="button"
          aria-label="Connect an app"
          aria-expanded={choosing.value}
          disabled={app.imageIntents.length === 0}
          onClick={() => {
            choosing.value = !choosing.value
          }}
        >
          +
        </button>
      </header>
      {connections.length === 0 && !choosing.value && <p>No app is connected.</p>}
      {choosing.value && (
        <ul aria-label="Connect an app">
          {app.imageIntents.map((intent) => (
            <li key={intent}>
              <button type="button" onClick={() => launch('AppIntent', { image: intent })}>
                {app.name}: {intent} image
              </button>
            </li>
          ))}
        </ul>
      )}
      <ul aria-label="Connected apps">
        {connections.map((value) => (
          <li key={value}>
            <button type="button" onClick={() => launch('AppConnection', value)}>
              Open {app.name} <small>{value}</small>
            </button>
            <button
              type="button"
              class="close"
              aria-label={`Remove the connection ${value}`}
              onClick={() => remove(value)}
            >
              <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d="m4 4 8 8m0-8-8 8" />
              </svg>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
