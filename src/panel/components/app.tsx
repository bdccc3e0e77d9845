import { useSignalEffect } from '@preact/signals'
import '../styles/panel.css'
import type { PanelView } from '../models/views.ts'
import { strings } from '../strings.ts'
import { Dock } from './dock.tsx'
import { LiveRegions } from './live-regions.tsx'
import { SessionScreen } from './screens.tsx'

/** The whole panel, from whatever view it is given. */
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
        <Dock panel={panel} />
      ) : (
        <SessionScreen session={panel.session} state={state} />
      )}
      <LiveRegions run={panel.run} />
    </main>
  )
}
