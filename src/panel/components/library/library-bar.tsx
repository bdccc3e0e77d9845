import { useSignal } from '@preact/signals'
import type { Shelf } from '../../models/library/library-views.ts'
import { libraryStrings } from '../../strings-library.ts'
import { Dialog } from '../dialog.tsx'
import { Icon } from '../icons.tsx'
import type { Desk } from './desk.ts'
import { pathHere, Places } from './places.tsx'

/** Where one is, as a path; in a narrow panel also the way to the folders. */
export function LibraryBar({ desk }: { desk: Desk }) {
  const { library } = desk
  const path = pathHere(library)
  const choosing = useSignal(false)
  const go = (shelf: Shelf) => () => library.go(shelf)
  const close = () => (choosing.value = false)
  return (
    <div class="library-bar">
      <button
        type="button"
        class="icon-button places-button"
        aria-label={libraryStrings.folders}
        title={libraryStrings.folders}
        aria-haspopup="dialog"
        onClick={() => (choosing.value = true)}
      >
        <Icon name="folder" />
      </button>
      <nav class="crumbs" aria-label={libraryStrings.path}>
        <ol>
          <Crumb name={libraryStrings.all} last={path.length === 0} onGo={go({ type: 'all' })} />
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
      {choosing.value && (
        <Dialog title={libraryStrings.folders} class="folders" onClose={close}>
          <Places desk={desk} onGo={close} />
        </Dialog>
      )}
    </div>
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
