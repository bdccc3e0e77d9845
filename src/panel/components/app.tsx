import { useSignalEffect } from '@preact/signals'
import '../styles/panel.css'
import type { PanelView } from './kit/panel-view.ts'
import { strings } from '../strings/en/panel.ts'
import { DockPicture } from './kit/icons.tsx'
import { LazySessionScreen } from './lazy/lazy-parts.ts'
import { LiveRegions } from './live-regions.tsx'
import { Tabs } from './tabs.tsx'

/** The whole panel, drawn from its view. */
export function App({ panel }: { panel: PanelView }) {
  const state = panel.session.state.value
  const language = panel.language.code.value
  useSignalEffect(() => {
    document.documentElement.dataset['theme'] = panel.session.theme.value
    document.documentElement.lang = panel.language.code.value
  })
  return (
    <main class="app" key={language}>
      <h1 class="unseen">{strings.app}</h1>
      {state.type === 'connected' ? (
        <Tabs panel={panel} />
      ) : state.type === 'connecting' ? (
        <Connecting />
      ) : (
        <LazySessionScreen session={panel.session} state={state} />
      )}
      <LiveRegions run={panel.run} />
    </main>
  )
}

// Helpers

function Connecting() {
  return (
    <div class="screen waiting">
      <DockPicture />
      <p class="screen-wait">{strings.connecting}</p>
    </div>
  )
}
