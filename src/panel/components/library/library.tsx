import { useMemo } from 'preact/hooks'
import { useEffect, useState } from 'preact/hooks'
import '../../styles/library.css'
import type { LibraryView } from '../../models/library/library-views.ts'
import type { PanelView } from '../../models/views.ts'
import { strings } from '../../strings.ts'
import { Button } from '../button.tsx'
import { Asks } from './asks.tsx'
import { CanvasBar } from './canvas-bar.tsx'
import { deskOf } from './desk.ts'
import { LibraryBar } from './library-bar.tsx'
import { ContextMenu } from './menu.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { Shelf } from './shelf.tsx'
import { Places } from './places.tsx'
import { StatusLine } from './status-line.tsx'
import { WorkBar } from './work-bar.tsx'

/** The library, as soon as its model is here. */
export function Library({ panel }: { panel: PanelView }) {
  const [tries, setTries] = useState(0)
  const [library, setLibrary] = useState<LibraryView | 'missing'>()
  useEffect(() => {
    let gone = false
    const show = (what: LibraryView | 'missing') => !gone && setLibrary(what)
    panel.library().then(show, () => show('missing'))
    return () => {
      gone = true
    }
  }, [panel, tries])
  if (library === 'missing') {
    return (
      <div class="notice bad" role="alert">
        <p>{strings.partMissing}</p>
        <Button icon="retry" onClick={() => setTries(tries + 1)}>
          {strings.tryAgain}
        </Button>
      </div>
    )
  }
  return library ? <Opened panel={panel} library={library} /> : null
}

// Helpers

function Opened({ panel, library }: { panel: PanelView; library: LibraryView }) {
  const desk = useMemo(() => deskOf(panel, library), [panel, library])
  useEffect(() => library.refresh('auto'), [library])
  return (
    <div class="library">
      <div class="library-side">
        <Places desk={desk} />
      </div>
      <div class="library-main">
        <CanvasBar library={library} run={panel.run} />
        <LibraryBar desk={desk} />
        <Shelf desk={desk} />
        <SelectionBar desk={desk} />
        <WorkBar library={library} />
        <StatusLine library={library} />
      </div>
      <ContextMenu open={desk.menu} />
      <Asks desk={desk} />
      <div class="unseen" role="status">
        {library.announcement}
      </div>
    </div>
  )
}
