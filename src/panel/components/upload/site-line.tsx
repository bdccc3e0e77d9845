import type { PanelView } from '../kit/panel-view.ts'
import { strings } from '../../strings/en/panel.ts'
import { LanguageChoice } from './language-choice.tsx'

/** The site's name, if there is room, and the language. */
export function SiteLine({ panel }: { panel: PanelView }) {
  const state = panel.session.state.value
  if (state.type !== 'connected') return null
  return (
    <div class="site-line">
      <p class="site-name">{strings.site(state.siteName, state.email)}</p>
      <LanguageChoice language={panel.language} />
    </div>
  )
}
