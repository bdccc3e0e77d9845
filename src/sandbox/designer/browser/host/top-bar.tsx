import { batch } from '@preact/signals'
import type { HostConfig } from '../wire.ts'
import { BRANCHES } from './abilities.ts'
import { capitalised, Choice } from './choice.tsx'
import { launchOf, start } from './launch.ts'
import { type HostOptions, localeOf, MODES } from './options.ts'
import type { HostState } from './state.ts'

const BRANCH_WORDS = { main: 'Main', branch: 'Page branch' } as const

/** The top bar: the site, undo and redo, and the person's mode, branch and locale. */
export function TopBar({ state, config }: { state: HostState; config: HostConfig }) {
  const { site, mode, branch, locale } = state.options.value
  const set = (change: Partial<HostOptions>) => {
    state.options.value = { ...state.options.peek(), ...change }
  }
  const open = (id: string) => {
    const chosen = config.sites.find((candidate) => candidate.id === id)
    if (!chosen) return
    batch(() => {
      set({ site: chosen, locale: localeOf(chosen, null) })
      start(state, launchOf(state.options.peek().launch, state))
    })
  }
  return (
    <header class="top-bar">
      <span class="logo" aria-hidden="true" />
      <h1>{site.name} in the Designer (sandbox)</h1>
      <Choice
        label="Site"
        value={site.id}
        choices={config.sites.map(({ id, name }) => [id, name])}
        onChoice={open}
      />
      <UndoButtons state={state} />
      <span class="spread" />
      <Choice
        label="Locale"
        value={locale}
        choices={site.locales.map(({ id, name }) => [id, name])}
        onChoice={(id) => set({ locale: id })}
      />
      <Choice
        label="Branch"
        value={branch}
        choices={BRANCHES.map((name) => [name, BRANCH_WORDS[name]])}
        onChoice={(chosen) => set({ branch: BRANCHES.find((name) => name === chosen) ?? branch })}
      />
      <Choice
        label="Mode"
        value={mode}
        choices={MODES.map((name) => [name, capitalised(name)])}
        onChoice={(chosen) => set({ mode: MODES.find((name) => name === chosen) ?? mode })}
      />
    </header>
  )
}

// Helpers

function UndoButtons({ state: { history } }: { state: HostState }) {
  const { undoable, redoable } = history
  return (
    <span class="undo">
      <button
        type="button"
        aria-label="Undo"
        title={undoable.value === null ? 'Nothing to undo' : `Undo: ${undoable.value}`}
        disabled={undoable.value === null}
        onClick={() => history.undo()}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M6 3 3 6l3 3M3.5 6H9a3.5 3.5 0 0 1 0 7H6" />
        </svg>
      </button>
      <button
        type="button"
        aria-label="Redo"
        title={redoable.value === null ? 'Nothing to redo' : `Redo: ${redoable.value}`}
        disabled={redoable.value === null}
        onClick={() => history.redo()}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="m10 3 3 3-3 3M12.5 6H7a3.5 3.5 0 0 0 0 7h3" />
        </svg>
      </button>
    </span>
  )
}
