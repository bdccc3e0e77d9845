import type {
  LibraryFolder,
  LibraryView,
  LibraryLocation,
} from '../../../models/library/library-views.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import { Icon } from '../../kit/icons.tsx'

/** Breadcrumbs of the current location. */
export function Path({ library }: { library: LibraryView }) {
  const shelf = library.shelf.value
  const path = pathHere(library)
  const go = (shelf: LibraryLocation) => () => library.go(shelf)
  return (
    <nav class="crumbs" aria-label={libraryStrings.path}>
      <ol>
        <Crumb name={libraryStrings.all} last={shelf.type === 'all'} onGo={go({ type: 'all' })} />
        {shelf.type === 'order' && (
          <Crumb name={libraryStrings.orders[shelf.order]} last onGo={go(shelf)} />
        )}
        {path.map((folder, n) => (
          <Crumb
            key={folder.id}
            name={folder.name}
            into={folder.id}
            last={n === path.length - 1}
            onGo={go({ type: 'folder', folder: folder.id })}
          />
        ))}
      </ol>
    </nav>
  )
}

// Helpers

interface CrumbProps {
  readonly name: string
  readonly into?: string
  readonly last: boolean
  readonly onGo: () => void
}

function Crumb({ name, into, last, onGo }: CrumbProps) {
  return (
    <li class="crumb">
      <button
        type="button"
        class="crumb-button"
        data-into={into}
        title={name}
        aria-current={last ? 'location' : undefined}
        onClick={onGo}
      >
        {name}
      </button>
      {!last && <Icon name="chevron" size={12} />}
    </li>
  )
}

/** The folders from the top level to the current one. */
function pathHere(library: LibraryView): readonly LibraryFolder[] {
  const shelf = library.shelf.value
  const path: LibraryFolder[] = []
  let id = shelf.type === 'folder' ? shelf.folder : null
  // Parents come before their children.
  for (const folder of library.folders.value.toReversed()) {
    if (folder.id !== id) continue
    path.unshift(folder)
    id = folder.parentId
  }
  return path
}
