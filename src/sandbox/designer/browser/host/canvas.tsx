import type { ComponentChildren } from 'preact'
import type { SiteClient } from './site-client.ts'
import { CANVAS, type CanvasItem, type HostState } from './state.ts'

interface Props {
  readonly state: HostState
  readonly client: SiteClient
}

/** A page of the site, with elements that can be selected. */
export function Canvas({ state, client }: Props) {
  const { site } = state.options.value
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
      <article class="site-page">
        <p class="site-name" aria-hidden="true">
          {site.name}
        </p>
        <Selectable state={state} id="hero-heading">
          <span class="site-heading">{itemOf('hero-heading')?.text}</span>
        </Selectable>
        <Selectable state={state} id="hero-image">
          <Picture state={state} client={client} id="hero-image" />
        </Selectable>
        <div class="site-columns">
          <Selectable state={state} id="feature-block">
            <span class="site-block">
              <i />
              <i />
              <i />
            </span>
          </Selectable>
          <Selectable state={state} id="feature-image">
            <Picture state={state} client={client} id="feature-image" />
          </Selectable>
        </div>
      </article>
    </main>
  )
}

// Helpers

function Selectable(props: {
  readonly state: HostState
  readonly id: string
  readonly children: ComponentChildren
}) {
  const item = itemOf(props.id)
  if (!item) return null
  const { selected } = props.state
  return (
    <button
      type="button"
      class={`element element-${item.type.toLowerCase()}`}
      aria-label={item.text === undefined ? item.label : `${item.label}: ${item.text}`}
      data-label={item.label}
      aria-pressed={selected.value === item}
      onClick={() => {
        selected.value = item
      }}
    >
      {props.children}
    </button>
  )
}

const itemOf = (id: string): CanvasItem | undefined => CANVAS.find(({ element }) => element === id)

function Picture({ state, client, id }: Props & { readonly id: string }) {
  const picture = state.pictures.value[id]
  const asset = state.view.value.assets.find((candidate) => candidate.id === picture?.asset)
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
  return <img src={client.bytesUrl(asset.id, asset.version)} alt={picture?.alt ?? ''} />
}
