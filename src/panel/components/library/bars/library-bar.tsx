import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { ASSET_KINDS } from '../../../models/library/assets/library-asset.ts'
import type {
  LibrarySort,
  LibraryView,
  LibraryLocation,
} from '../../../models/library/library-views.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import { number } from '../../../strings/format.ts'
import { strings } from '../../../strings/en/panel.ts'
import { Choice } from '../../kit/choice.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Icon } from '../../kit/icons.tsx'
import { SortChoice } from '../../kit/sorting.tsx'
import type { LibraryController } from '../actions/library-controller.ts'
import { LibraryIcon } from '../actions/library-icons.tsx'
import { Path } from '../sidebar/path.tsx'
import { FolderSidebar } from '../sidebar/folder-sidebar.tsx'

/** The location, search, filters and sort order; in a narrow panel also the way to the folders. */
export function LibraryBar({ controller }: { controller: LibraryController }) {
  const { library } = controller
  const choosing = useSignal(false)
  const close = () => (choosing.value = false)
  const shelf = library.shelf.value
  const plain = !(shelf.type === 'order' && shelf.order === 'space')
  return (
    <div class="library-bar">
      <div class="bar-where">
        <button
          type="button"
          class="icon-button places-button"
          aria-label={libraryStrings.places}
          title={libraryStrings.places}
          aria-haspopup="dialog"
          onClick={() => (choosing.value = true)}
        >
          <LibraryIcon name="places" />
        </button>
        <Path library={library} />
      </div>
      {plain && (
        <div class="bar-how">
          <Search library={library} shelf={shelf} />
          <Kinds library={library} />
          <Sorts library={library} />
          <Layouts library={library} />
        </div>
      )}
      {choosing.value && (
        <Dialog title={libraryStrings.places} class="folders" onClose={close}>
          <FolderSidebar controller={controller} onGo={close} />
        </Dialog>
      )}
    </div>
  )
}

// Helpers

function Search({ library, shelf }: { library: LibraryView; shelf: LibraryLocation }) {
  const folder = library.folders.value.find(
    ({ id }) => shelf.type === 'folder' && id === shelf.folder,
  )
  const words = folder ? libraryStrings.searchIn(folder.name) : libraryStrings.search
  useFoundAloud(library)
  return (
    <label class="search">
      <Icon name="search" />
      <input
        class="input"
        type="search"
        placeholder={words}
        aria-label={words}
        value={library.query}
        onInput={({ currentTarget }) => (library.query.value = currentTarget.value)}
      />
    </label>
  )
}

/** Announces the number of search results once typing pauses. */
function useFoundAloud(library: LibraryView): void {
  const query = library.query.value
  useEffect(() => {
    if (query.trim() === '') return undefined
    const timer = setTimeout(() => {
      library.announcement.value = libraryStrings.found(library.found.peek().count)
    }, REST_MS)
    return () => clearTimeout(timer)
  }, [library, query])
}

const REST_MS = 700

function Kinds({ library }: { library: LibraryView }) {
  const kind = library.kind.value
  const counts = library.byKind.value
  const { kinds, allKinds } = libraryStrings
  const options = ASSET_KINDS.map((kind) => {
    const count = counts.get(kind)?.count ?? 0
    return [kind, `${kinds[kind]} (${number(count)})`] as const
  })
  return (
    <Choice
      label={libraryStrings.kind}
      icon={<LibraryIcon name="filter" />}
      value={kind ?? ''}
      shown={kind === undefined ? allKinds : kinds[kind]}
      active={kind !== undefined}
      options={[['', allKinds], ...options]}
      onChoose={(value) => (library.kind.value = ASSET_KINDS.find((kind) => kind === value))}
    />
  )
}

const SORTS_OFFERED: readonly LibrarySort[] = [
  { by: 'date', descending: true },
  { by: 'date', descending: false },
  { by: 'name', descending: false },
  { by: 'name', descending: true },
  { by: 'size', descending: true },
  { by: 'size', descending: false },
  { by: 'type', descending: false },
  { by: 'folder', descending: false },
]

function Sorts({ library }: { library: LibraryView }) {
  return (
    <SortChoice
      sort={library.sort.value}
      offered={SORTS_OFFERED}
      words={{ ...strings.sorts, ...libraryStrings.sorts }}
      active={false}
      onSort={(sort) => (library.sort.value = sort)}
    />
  )
}

const LAYOUTS = ['grid', 'table'] as const

function Layouts({ library }: { library: LibraryView }) {
  const now = library.layout.value
  return (
    <div class="layouts" role="group" aria-label={libraryStrings.layout}>
      {LAYOUTS.map((layout) => (
        <button
          key={layout}
          type="button"
          class="icon-button"
          aria-pressed={layout === now}
          aria-label={libraryStrings.layouts[layout]}
          title={libraryStrings.layouts[layout]}
          onClick={() => (library.layout.value = layout)}
        >
          <LibraryIcon name={layout} />
        </button>
      ))}
    </div>
  )
}
