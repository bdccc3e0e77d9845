import { libraryStrings } from '../../../strings/en/library.ts'
import { bytes } from '../../../strings/format.ts'
import { strings } from '../../../strings/en/panel.ts'
import { IconButton } from '../../kit/button.tsx'
import type { LibraryController } from '../actions/library-controller.ts'
import { LIBRARY_ACTIONS } from '../actions/library-actions.ts'
import { LibraryIcon } from '../actions/library-icons.tsx'
import { assetMenu } from '../actions/menus.ts'

/** The selection and its actions: frequent ones as buttons, all of them in a menu. */
export function SelectionBar({ controller }: { controller: LibraryController }) {
  const { library, menu } = controller
  const targets = library.selected.value
  if (targets.length === 0) return null
  const weight = targets.reduce((sum, { size }) => sum + size, 0)
  const inBar = LIBRARY_ACTIONS.filter(
    ({ inBar, fits }) => inBar && (fits?.(library, targets) ?? true),
  )
  const label = strings.selected(targets.length)
  return (
    <div class="selection library-selection" role="group" aria-label={label}>
      <span class="selection-count">
        {label} <span class="selection-weight">· {bytes(weight)}</span>
      </span>
      {inBar.map((action) => {
        const blocked = action.blocked?.(library, targets)
        const words = action.label(targets)
        return (
          <button
            key={action.id}
            type="button"
            class="icon-button"
            aria-label={words}
            title={blocked ?? words}
            aria-disabled={blocked !== undefined}
            onClick={() => blocked === undefined && action.run(library, targets)}
          >
            <LibraryIcon name={action.icon} />
          </button>
        )
      })}
      <button
        type="button"
        class="icon-button"
        aria-label={libraryStrings.more}
        title={libraryStrings.more}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => {
          const { left, top } = currentTarget.getBoundingClientRect()
          const entries = assetMenu(library, library.selected.peek())
          menu.value = { label: libraryStrings.more, x: left, y: top, entries }
        }}
      >
        <LibraryIcon name="more" />
      </button>
      <IconButton icon="cancel" label={strings.unselect} onClick={() => library.selection.none()} />
    </div>
  )
}
