import type { JSX } from 'preact'
import { type CanvasNode, ROOT } from '../canvas-document.ts'
import type { SiteClient } from './site-client.ts'
import type { HostState } from './state.ts'

interface Props {
  readonly state: HostState
  readonly client: SiteClient
}

/** A page of the site; its elements can be selected. */
export function Canvas({ state, client }: Props) {
  const { site, locale } = state.options.value
  const deselect = () => {
    state.selected.value = null
  }
  return (
    <main
      class="canvas"
      aria-label="Canvas"
      onClick={(event) => event.target === event.currentTarget && deselect()}
      onKeyDown={(event) => event.key === 'Escape' && deselect()}
    >
      <article class="site-page" lang={site.locales.find(({ id }) => id === locale)?.tag}>
        <p class="site-name" aria-hidden="true">
          {site.name}
        </p>
        <Inside state={state} client={client} id={ROOT} />
      </article>
    </main>
  )
}

// Helpers

function Inside({ state, client, id }: Props & { readonly id: string }) {
  const canvas = state.history.canvas.value
  return (
    <>
      {(canvas[id]?.children ?? []).map((child) => {
        const node = canvas[child]
        return node && <Element key={child} state={state} client={client} node={node} />
      })}
    </>
  )
}

type NodeProps = Props & { readonly node: CanvasNode }

/**
 * Elements with children are selected by a click on their own area or through the path below the canvas. All others are
 * buttons.
 */
function Element({ state, client, node }: NodeProps): JSX.Element {
  const { selected } = state
  const select = () => {
    selected.value = node.id
  }
  if (node.children?.length) {
    return (
      <div
        class={`element holder holder-${node.type.toLowerCase()}`}
        data-element={node.id}
        data-label={node.name}
        data-selected={selected.value === node.id}
        onClick={(event) => event.target === event.currentTarget && select()}
      >
        <Inside state={state} client={client} id={node.id} />
      </div>
    )
  }
  return (
    <button
      type="button"
      class={`element element-${node.type.toLowerCase()}`}
      aria-label={node.text === undefined ? node.name : `${node.name}: ${node.text}`}
      data-label={node.name}
      data-selected={selected.value === node.id}
      aria-pressed={selected.value === node.id}
      onClick={select}
    >
      {node.type === 'Image' ? (
        <Picture state={state} client={client} node={node} />
      ) : (
        <span>{node.text}</span>
      )}
    </button>
  )
}

function Picture({ state, client, node }: NodeProps) {
  const { picture } = node
  const asset = state.view.value.assets.find(({ id }) => id === picture?.asset)
  if (!asset) {
    return (
      <svg
        class="no-picture"
        viewBox="0 0 48 32"
        preserveAspectRatio="xMidYMid slice"
        aria-hidden="true"
      >
        <path d="M0 32 13 17l9 9 6-6 20 12z" />
        <circle cx="20.5" cy="12" r="2.4" />
      </svg>
    )
  }
  const alt = picture?.alt === undefined ? asset.altText : picture.alt
  return <img src={client.bytesUrl(asset.id, asset.version)} alt={alt ?? ''} />
}
