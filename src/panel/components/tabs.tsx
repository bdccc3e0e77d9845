import { useEffect, useRef } from 'preact/hooks'
import { TABS } from '../models/views.ts'
import type { PanelView } from './kit/panel-view.ts'
import { strings } from '../strings/en/panel.ts'
import { shortNumber } from '../strings/format.ts'
import { Dock } from './upload/dock.tsx'
import { LazyLibrary } from './lazy/lazy-parts.ts'

/** The panel's two tabs. An opened tab keeps its state; the library is fetched when first opened. */
export function Tabs({ panel }: { panel: PanelView }) {
  const shown = panel.tab.value
  const opened = useRef(false)
  opened.current ||= shown === 'library'
  // Fetches the model together with the view; the view reports failures.
  useEffect(() => {
    if (shown === 'library') panel.library().catch(() => undefined)
  }, [panel, shown])
  const { left } = panel.run.totals.value.counts
  const onKeyDown = ({ key, currentTarget }: KeyboardEvent) => {
    if (!/^(Arrow(Left|Right)|Home|End)$/.test(key)) return
    const [first, other] = TABS
    panel.tab.value = key === 'Home' || (key !== 'End' && shown === other) ? first : other
    if (currentTarget instanceof Element) {
      currentTarget.querySelector<HTMLElement>(`#tab-${panel.tab.peek()}`)?.focus()
    }
  }
  return (
    <>
      <div class="tabs" role="tablist" aria-label={strings.app} onKeyDown={onKeyDown}>
        {TABS.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`tab-${tab}`}
            class="tab"
            aria-selected={tab === shown}
            aria-controls={`${tab}-panel`}
            tabIndex={tab === shown ? 0 : -1}
            onPointerEnter={() => tab === 'library' && void LazyLibrary.preload()}
            onClick={() => (panel.tab.value = tab)}
          >
            {strings.tabs[tab]}
            {tab === 'upload' && left > 0 && <span class="count">{shortNumber(left)}</span>}
          </button>
        ))}
      </div>
      {TABS.map((tab) => (
        <div
          key={tab}
          id={`${tab}-panel`}
          class="tab-panel"
          role="tabpanel"
          aria-labelledby={`tab-${tab}`}
          inert={tab !== shown}
        >
          {tab === 'upload' ? (
            <Dock panel={panel} />
          ) : (
            opened.current && <LazyLibrary panel={panel} />
          )}
        </div>
      ))}
    </>
  )
}
