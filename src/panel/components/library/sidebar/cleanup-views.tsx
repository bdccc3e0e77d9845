import {
  type LibraryView,
  CLEANUP_VIEWS,
  type CleanupView,
} from '../../../models/library/library-views.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import { number } from '../../../strings/format.ts'
import { Button } from '../../kit/button.tsx'
import { LibraryIcon, type LibraryIconName } from '../actions/library-icons.tsx'

interface CleanupViewsProps {
  readonly library: LibraryView
  /** Called after the location has changed. */
  readonly onGo?: (() => void) | undefined
}

/** The cleanup views, each with its number of assets. */
export function CleanupViews({ library, onGo }: CleanupViewsProps) {
  const shelf = library.shelf.value
  const shares = library.orders.value
  return (
    <nav class="orders" aria-label={libraryStrings.order}>
      <h2>{libraryStrings.order}</h2>
      <ul>
        {CLEANUP_VIEWS.map((view) => {
          const here = shelf.type === 'order' && shelf.order === view
          const count = shares[view]?.count ?? 0
          return (
            <li key={view}>
              <button
                type="button"
                class="order"
                aria-current={here ? 'page' : undefined}
                onClick={() => {
                  library.go({ type: 'order', order: view })
                  onGo?.()
                }}
              >
                <LibraryIcon name={ICONS[view]} />
                <span class="order-name">{libraryStrings.orders[view]}</span>
                {view !== 'space' && count > 0 && <span class="tree-count">{number(count)}</span>}
              </button>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

/** Explains a cleanup view, with actions for all its assets. */
export function CleanupNote({ library, view }: { library: LibraryView; view: CleanupView }) {
  const words = libraryStrings.orderNotes[view]
  return (
    <div class="order-note" role="note">
      <p>{words}</p>
      {view === 'same' && <Compare library={library} />}
    </div>
  )
}

// Helpers

const ICONS: Readonly<Record<CleanupView, LibraryIconName>> = {
  loose: 'loose',
  same: 'copy',
  'no-alt': 'noAlt',
  large: 'weight',
  space: 'space',
}

/** Compares probable duplicates to learn whether they are identical. */
function Compare({ library }: { library: LibraryView }) {
  const { same } = libraryStrings
  const comparing = library.comparing.value
  const unsure = library.unsure.value
  if (comparing && comparing.done < comparing.total) {
    return (
      <p class="comparing">
        <span class="spinner" aria-hidden="true" />
        {same.comparing(comparing.done, comparing.total)}
      </p>
    )
  }
  return (
    <>
      {comparing && comparing.failed > 0 && (
        <p class="comparing">{same.unreadable(comparing.failed)}</p>
      )}
      {unsure.length > 0 && (
        <Button onClick={() => library.compare(unsure)}>{same.compareAll(unsure.length)}</Button>
      )}
    </>
  )
}
