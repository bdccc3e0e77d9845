import type { LibraryView } from '../../models/library/library-views.ts'
import { libraryStrings } from '../../strings-library.ts'
import { actionOfKey } from './library-actions.ts'
import type { Desk } from './desk.ts'
import { shelfKey, TypeAhead } from './shelf-keys.ts'
import { SIZES, type Line } from './shelf-lines.ts'
import { FolderTile, type Place, Tile } from './shelf-item.tsx'
import { keyOfEvent, type Shelf as ShelfState, useShelf } from './use-shelf.ts'
import { useMemo } from 'preact/hooks'

/** The items of the shelf in a window of their own: tens of thousands of them, a few dozen in the document. */
export function Shelf({ desk }: { desk: Desk }) {
  const { library } = desk
  const shelf = useShelf(library)
  const { lines, view, items } = shelf
  const handlers = useHandlers(desk, shelf)
  const open = library.shelf.value
  return (
    <div
      ref={view.scroller}
      class={`shelf ${library.layout.value}`}
      data-into={open.type === 'folder' ? open.folder : undefined}
      {...handlers}
    >
      <div
        ref={shelf.box}
        role="grid"
        class="shelf-box"
        aria-label={libraryStrings.assets}
        aria-multiselectable="true"
        aria-rowcount={lines.lines.length}
        aria-colcount={lines.columns}
        style={{ height: `${view.total + SIZES.edge}px` }}
      >
        {shelf.shown.map((n) => {
          const line = lines.lines[n]
          const key = line && items[line.start]?.key
          return (
            line && <ShelfLine key={key} line={line} index={n} shelf={shelf} library={library} />
          )
        })}
      </div>
    </div>
  )
}

// Helpers

interface ShelfLineProps {
  readonly line: Line
  readonly index: number
  readonly shelf: ShelfState
  readonly library: LibraryView
}

function ShelfLine({ line, index, shelf, library }: ShelfLineProps) {
  const { lines, view } = shelf
  const style = { top: `${view.topOf(index) + SIZES.edge}px`, height: `${lines.heights[index]}px` }
  const cells = shelf.items.slice(line.start, line.end)
  return (
    <div role="row" class="shelf-line" style={style} aria-rowindex={index + 1}>
      {cells.map((item, n) => {
        const place: Place = {
          left: SIZES.edge + n * lines.step,
          width: lines.step - SIZES.gap,
          column: n + 1,
        }
        if (item.type === 'asset') {
          return <Tile key={item.key} asset={item} library={library} place={place} />
        }
        if (item.type === 'folder') {
          return <FolderTile key={item.key} folder={item} library={library} place={place} />
        }
        return null
      })}
    </div>
  )
}

function useHandlers(desk: Desk, shelf: ShelfState) {
  const { library } = desk
  const { selection } = library
  const typing = useMemo(() => new TypeAhead(), [])
  const howOf = ({ ctrlKey, metaKey, shiftKey }: MouseEvent | KeyboardEvent) => ({
    toggle: ctrlKey || metaKey,
    extend: shiftKey,
  })
  const go = (to: number, how = {}) => {
    selection.go(to, how)
    shelf.focus(to)
  }
  return {
    onKeyDown(event: KeyboardEvent) {
      if (event.target instanceof Element && event.target.closest('button')) return
      const typed = typing.press(event, shelf.items, shelf.at, event.timeStamp)
      const key = shelfKey(event, shelf.at, shelf.lines, shelf.view.page)
      if (typed !== undefined) go(typed)
      else if (key?.type === 'go') go(key.to, key.how)
      else if (!desk.press(key?.type, shelf.at, event) && !runAction(library, event)) return
      event.preventDefault()
    },
    onClick(event: MouseEvent) {
      const at = selection.indexOf(keyOfEvent(event))
      if (at >= 0) selection.click(at, howOf(event))
    },
    onDblClick(event: MouseEvent) {
      const at = selection.indexOf(keyOfEvent(event))
      if (at >= 0) desk.open(at)
    },
    onFocusIn(event: FocusEvent) {
      const at = selection.indexOf(keyOfEvent(event))
      if (at >= 0 && shelf.items[at]?.key !== selection.lead.peek()) {
        selection.go(at, { toggle: true })
      }
    },
    onContextMenu(event: MouseEvent) {
      event.preventDefault()
      desk.menuAt(selection.indexOf(keyOfEvent(event)), event)
    },
  }
}

/** Runs the action that these keys mean, on what is selected. */
function runAction(library: LibraryView, event: KeyboardEvent): boolean {
  const action = actionOfKey(event)
  const targets = library.selected.peek()
  if (!action || targets.length === 0 || !(action.fits?.(library, targets) ?? true)) return false
  if (action.blocked?.(library, targets) === undefined) action.run(library, targets)
  return true
}
