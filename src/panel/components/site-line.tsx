import type { SessionView } from '../models/views.ts'
import { strings } from '../strings.ts'

/** Whose site this is, where there is room to say so. */
export function SiteLine({ session }: { session: SessionView }) {
  const state = session.state.value
  if (state.type !== 'connected') return null
  return <p class="site-line">{strings.site(state.siteName, state.email)}</p>
}
