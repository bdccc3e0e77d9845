import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import './library.css'
import type { LibraryView } from '../../models/library/library-views.ts'
import type { PanelView } from '../kit/panel-view.ts'
import { libraryStrings } from '../../strings/en/library.ts'
import { folderPath } from '../../strings/format.ts'
import { dropWords, strings } from '../../strings/en/panel.ts'
import { PartMissing } from '../kit/part-missing.tsx'
import { useLazy } from '../kit/use-lazy.ts'
import { DialogHost } from './dialogs/dialog-host.tsx'
import { CanvasBar } from './bars/canvas-bar.tsx'
import { createController, type LibraryController } from './actions/library-controller.ts'
import { LibraryBar } from './bars/library-bar.tsx'
import { ContextMenu } from './actions/menu.tsx'
import { SelectionBar } from './bars/selection-bar.tsx'
import { Shelf } from './shelf/shelf.tsx'
import { CleanupNote } from './sidebar/cleanup-views.tsx'
import { FolderSidebar } from './sidebar/folder-sidebar.tsx'
import { EmptyShelf, Hint, Trouble } from './shelf/shelf-states.tsx'
import { SpaceView } from './shelf/space-view.tsx'
import { type Hovering, useDragging } from './shelf/use-dragging.ts'
import { StatusLine } from './bars/status-line.tsx'
import { useTileDrop } from './shelf/use-tile-drop.ts'
import { WorkBar } from './bars/work-bar.tsx'

/** The library, once its model is loaded. */
export function Library({ panel }: { panel: PanelView }) {
  const { value: library, isMissing, tryAgain } = useLazy(() => panel.library())
  if (library) return <Opened panel={panel} library={library} />
  return isMissing ? <PartMissing onTryAgain={tryAgain} /> : null
}

// Helpers

function Opened({ panel, library }: { panel: PanelView; library: LibraryView }) {
  const controller = useMemo(() => createController(panel, library), [panel, library])
  const { hovering, handlers } = useDragging(library)
  const tileDrop = useTileDrop(library)
  useEffect(() => library.refresh('auto'), [library])
  return (
    <div class="library" onKeyDown={findByKey} {...handlers} {...tileDrop}>
      <div class="library-side">
        <FolderSidebar controller={controller} />
      </div>
      <div class="library-main">
        <CanvasBar library={library} run={panel.run} />
        <LibraryBar controller={controller} />
        <Hint library={library} />
        <Trouble library={library} />
        <Content controller={controller} />
        <DropNote controller={controller} hovering={hovering} />
        <SelectionBar controller={controller} />
        <WorkBar library={library} />
        <StatusLine library={library} />
      </div>
      <ContextMenu open={controller.menu} />
      <DialogHost controller={controller} />
      <div class="unseen" role="status">
        {library.announcement}
      </div>
    </div>
  )
}

/** Ctrl+F or ⌘F focuses the search; ↓ moves from there to its results. */
function findByKey(event: KeyboardEvent): void {
  const { currentTarget: library, target } = event
  if (!(library instanceof Element)) return
  const search = library.querySelector<HTMLInputElement>('input[type=search]')
  if ((event.ctrlKey || event.metaKey) && event.key === 'f') {
    search?.select()
    search?.focus()
  } else if (event.key === 'ArrowDown' && target === search) {
    library.querySelector<HTMLElement>('.shelf [data-key][tabindex="0"]')?.focus()
  } else return
  event.preventDefault()
}

/** The shelf, or what is shown instead of it. */
function Content({ controller }: { controller: LibraryController }) {
  const { library } = controller
  const shelf = library.shelf.value
  if (shelf.type === 'order' && shelf.order === 'space') return <SpaceView library={library} />
  return (
    <div class="library-content" data-into={shelf.type === 'folder' ? shelf.folder : undefined}>
      {shelf.type === 'order' && <CleanupNote library={library} view={shelf.order} />}
      {library.items.value.length === 0 ? (
        <EmptyShelf controller={controller} />
      ) : (
        <Shelf controller={controller} />
      )}
    </div>
  )
}

interface DropNoteProps {
  readonly controller: LibraryController
  readonly hovering: ReadonlySignal<Hovering | undefined>
}

/** Says where a drop would go. */
function DropNote({ controller: { library, panel }, hovering }: DropNoteProps) {
  const over = hovering.value
  if (!over) return null
  const folder = library.folders.value.find(({ id }) => id === over.folder)
  const path = folder?.path ?? panel.folders.destinationPath.value
  const allowed = over.what === 'assets' || panel.session.canManageAssets.value
  return (
    <p class={`drop-note ${allowed ? '' : 'forbidden'}`} aria-hidden="true">
      {!allowed
        ? strings.dropForbidden
        : over.what === 'files'
          ? dropWords(path)
          : libraryStrings.dropMove(folderPath(path, strings.noFolder))}
    </p>
  )
}
