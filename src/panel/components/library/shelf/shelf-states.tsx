import type { ComponentChildren } from 'preact'
import type { LibraryView } from '../../../models/library/library-views.ts'
import { failureHint, failureTitle } from '../../../strings/en/failures.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import { strings } from '../../../strings/en/panel.ts'
import { Button } from '../../kit/button.tsx'
import { DockPicture } from '../../kit/icons.tsx'
import type { LibraryController } from '../actions/library-controller.ts'

/** Why the last listing failed; the stored assets remain. */
export function Trouble({ library }: { library: LibraryView }) {
  const { trouble, phase, asOf } = library.listing.value
  if (!trouble || phase !== 'still') return null
  const { troubleStands, troubleHalf } = libraryStrings
  const has = library.total.value.count > 0
  const hint = has ? (asOf === undefined ? troubleHalf : troubleStands) : failureHint(trouble)
  return (
    <div class="notice bad library-trouble" role="alert">
      <p class="notice-title">{failureTitle(trouble)}</p>
      <p>{hint}</p>
      <Button icon="retry" onClick={() => library.refresh('now')}>
        {strings.tryAgain}
      </Button>
    </div>
  )
}

/** The empty shelf: why it is empty, and what can be done. */
export function EmptyShelf({ controller }: { controller: LibraryController }) {
  const { library, panel } = controller
  const { phase, trouble } = library.listing.value
  const { empty } = libraryStrings
  const shelf = library.shelf.value
  const narrowed = library.query.value.trim() !== '' || library.kind.value !== undefined
  if (phase !== 'still') return <Skeleton />
  if (trouble && library.total.value.count === 0) return null
  const upload = (
    <Button kind="primary" icon="files" onClick={() => (panel.tab.value = 'upload')}>
      {empty.upload}
    </Button>
  )
  if (library.total.value.count === 0) {
    return (
      <Empty title={empty.site} hint={empty.siteHint} picture>
        {upload}
      </Empty>
    )
  }
  if (narrowed) {
    return (
      <Empty
        title={empty.found}
        hint={shelf.type === 'folder' ? empty.foundHint : empty.foundHintView}
      >
        <Button
          onClick={() => {
            library.query.value = ''
            library.kind.value = undefined
          }}
        >
          {empty.showAll}
        </Button>
      </Empty>
    )
  }
  if (shelf.type === 'order') {
    return <Empty title={empty.order} hint={empty.orders[shelf.order]} />
  }
  const onMenu = (event: MouseEvent) => {
    event.preventDefault()
    controller.menuAt(-1, event)
  }
  return <Empty title={empty.folder} hint={empty.folderHint} picture onMenu={onMenu} />
}

/** A hint shown until it is dismissed. */
export function Hint({ library }: { library: LibraryView }) {
  if (library.hintRead.value || library.total.value.count === 0) return null
  return (
    <div class="library-hint" role="note">
      <p>{libraryStrings.hint}</p>
      <Button onClick={() => library.readHint()}>{strings.publicNoteRead}</Button>
    </div>
  )
}

// Helpers

interface EmptyProps {
  readonly title: string
  readonly hint: string
  readonly picture?: boolean
  readonly onMenu?: (event: MouseEvent) => void
  readonly children?: ComponentChildren
}

function Empty({ title, hint, picture = false, onMenu, children }: EmptyProps) {
  return (
    <div class="shelf-empty" onContextMenu={onMenu}>
      {picture && <DockPicture />}
      <p class="zone-title">{title}</p>
      <p class="hint">{hint}</p>
      {children}
    </div>
  )
}

const SKELETON = Array.from({ length: 8 }, (_, n) => n)

/** Placeholders for tiles. */
function Skeleton() {
  return (
    <div class="skeleton" role="status" aria-label={libraryStrings.opening}>
      {SKELETON.map((n) => (
        <span key={n} class="skeleton-tile" />
      ))}
    </div>
  )
}
