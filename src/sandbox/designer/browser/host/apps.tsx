import { FROM_APPS_PANEL, start } from './launch.ts'
import type { HostState } from './state.ts'

/** The Apps panel, with the one installed app to launch. */
export function Apps({ state }: { state: HostState }) {
  const { name } = state.app
  return (
    <section class="drawer" aria-label="Apps">
      <header>
        <h2>Apps</h2>
      </header>
      <ul class="apps">
        <li>
          <span class="app-icon" aria-hidden="true">
            {name[0]}
          </span>
          <span class="about">
            <span class="name">{name}</span>
            <span class="size">Installed on this site</span>
          </span>
          <button
            type="button"
            class="quiet"
            aria-label={`Launch ${name}`}
            onClick={() => start(state, FROM_APPS_PANEL)}
          >
            Launch
          </button>
        </li>
      </ul>
    </section>
  )
}
