import type { RefObject } from 'preact'
import { policySegment } from '../panel-policy.ts'
import type { HostConfig } from '../wire.ts'
import { FROM_APPS_PANEL, start } from './launch.ts'
import type { HostState } from './state.ts'

/** The frame's `sandbox` tokens; Webflow's own list is not known. */
const SANDBOX = [
  'allow-scripts',
  'allow-same-origin',
  'allow-forms',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
  'allow-downloads',
].join(' ')

interface Props {
  readonly state: HostState
  readonly config: HostConfig
  readonly frame: RefObject<HTMLIFrameElement | null>
}

/** The extension's window: a title bar, and the panel in a frame of another origin. */
export function PanelFrame({ state, config, frame }: Props) {
  const { size, sandboxed, policy, theme } = state.options.value
  const { open, launches, app } = state
  if (config.panelUrl === null) {
    return <p class="no-panel">No panel: start the sandbox with PANEL_DIR or PANEL_URL.</p>
  }
  if (!open.value) {
    return (
      <button type="button" class="launch" onClick={() => start(state, FROM_APPS_PANEL)}>
        Open {app.name}
      </button>
    )
  }
  return (
    <section class={`extension ${theme}`} aria-label="App">
      <header>
        <h2>{app.name}</h2>
        <button
          type="button"
          class="close"
          aria-label="Close app"
          onClick={() => {
            open.value = false
          }}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="m4 4 8 8m0-8-8 8" />
          </svg>
        </button>
      </header>
      <iframe
        key={launches.value}
        ref={frame}
        title={app.name}
        width={size.width}
        height={size.height}
        src={config.panelUrl + (config.ownRules ? policySegment(policy) : '')}
        {...(sandboxed && { sandbox: SANDBOX })}
      />
    </section>
  )
}
