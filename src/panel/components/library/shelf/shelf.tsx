import { useMemo } from 'preact/hooks'
import type { LibraryItem, LibraryView } from '../../../models/library/library-views.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import { keyOfEvent, onButton } from '../../kit/list-focus.ts'
import type { LibraryController } from '../actions/library-controller.ts'
import { actionOfKey } from '../actions/library-actions.ts'
import { SameHeading } from './same-heading.tsx'
import { FolderTile, Tile } from './shelf-item.tsx'
import { shelfKey, TypeAhead } from './shelf-keys.ts'
import { SIZES, type ShelfRow } from './shelf-lines.ts'
import { COLUMN_COUNT, FolderRow, TableHead, TableRow } from './table-row.tsx'
import { useMarquee } from './use-marquee.ts'
import { type ShelfState, useShelf } from './use-shelf.ts'

/** The windowed shelf: tens of thousands of items, a few dozen in the document. */
export function Shelf({ controller }: { controller: LibraryController }) {
  const { library } = controller
  const shelf = useShelf(library)
  const { lines, view } = shelf
  const { frame, onPointerDown } = useMarquee(library, shelf)
  const handlers = useHandlers(controller, shelf)
  const table = library.layout.value === 'table'
  const drawn = frame.value
  return (
    <div
      ref={view.scroller}
      class={`shelf ${table ? 'table' : 'tiles'}`}
      onPointerDown={onPointerDown}
      {...handlers}
    >
      <div
        role="grid"
        aria-label={libraryStrings.assets}
        aria-multiselectable="true"
        aria-rowcount={lines.lines.length + (table ? 1 : 0)}
        aria-colcount={table ? COLUMN_COUNT : lines.columns}
      >
        {table && <TableHead library={library} />}
        <div
          ref={shelf.box}
          role="rowgroup"
          class="shelf-box"
          style={{ height: `${view.total}px` }}
        >
          {shelf.shown.map((n) => {
            const line = lines.lines[n]
            const key = line && shelf.items[line.start]?.key
            return (
              line && <ShelfLine key={key} line={line} index={n} shelf={shelf} library={library} />
            )
          })}
        </div>
      </div>
      {drawn && (
        <div
          class="marquee"
          style={{
            left: `${drawn.left}px`,
            top: `${drawn.top + (shelf.box.current?.offsetTop ?? 0)}px`,
            width: `${drawn.right - drawn.left}px`,
            height: `${drawn.bottom - drawn.top}px`,
          }}
        />
      )}
    </div>
  )
}

// Helpers

interface ShelfLineProps {
  readonly line: ShelfRow
  readonly index: number
  readonly shelf: ShelfState
  readonly library: LibraryView
}

function ShelfLine({ line, index, shelf, library }: ShelfLineProps) {
  const { lines, view, items } = shelf
  const item = items[line.start]
  const [top, height] = [view.topOf(index), lines.heights[index] ?? 0]
  if (line.kind === 'row') {
    const place = { top, height, index: index + 2 }
    if (item?.type === 'folder') return <FolderRow folder={item} library={library} place={place} />
    if (item?.type !== 'asset') return null
    const keep = isKept(items, line.start)
    return <TableRow asset={item} library={library} place={place} keep={keep} />
  }
  const table = library.layout.value === 'table'
  return (
    <div
      role="row"
      class="shelf-line"
      style={{ top: `${top}px`, height: `${height}px` }}
      aria-rowindex={index + (table ? 2 : 1)}
    >
      {items.slice(line.start, line.end).map((item, n) => {
        if (item.type === 'heading') {
          const columns = table ? COLUMN_COUNT : lines.columns
          return <SameHeading key={item.key} group={item} library={library} columns={columns} />
        }
        const place = {
          left: SIZES.edge + n * lines.step,
          width: lines.step - SIZES.gap,
          column: n + 1,
        }
        if (item.type === 'folder') {
          return <FolderTile key={item.key} folder={item} library={library} place={place} />
        }
        const keep = isKept(items, line.start + n)
        return <Tile key={item.key} asset={item} library={library} place={place} keep={keep} />
      })}
    </div>
  )
}

/** The first item below a heading is the one to keep. */
const isKept = (items: readonly LibraryItem[], at: number): boolean =>
  items[at - 1]?.type === 'heading'

function useHandlers(controller: LibraryController, shelf: ShelfState) {
  const { library } = controller
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
      if (onButton(event)) return
      const typed = typing.press(event, shelf.items, shelf.at, event.timeStamp)
      const key = shelfKey(event, shelf.at, shelf.lines, shelf.view.page)
      if (typed !== undefined) go(typed)
      else if (key?.type === 'go') go(key.to, key.how)
      else if (!controller.press(key?.type, shelf.at, event) && !runAction(library, event)) return
      event.preventDefault()
    },
    onClick(event: MouseEvent) {
      const at = selection.indexOf(keyOfEvent(event))
      if (at >= 0 && !onButton(event)) selection.click(at, howOf(event))
    },
    onDblClick(event: MouseEvent) {
      const at = selection.indexOf(keyOfEvent(event))
      if (at >= 0 && !onButton(event)) controller.open(at)
    },
    onFocusIn(event: FocusEvent) {
      const at = selection.indexOf(keyOfEvent(event))
      if (at >= 0) selection.go(at, { toggle: true })
    },
    onContextMenu(event: MouseEvent) {
      event.preventDefault()
      controller.menuAt(selection.indexOf(keyOfEvent(event)), event)
    },
  }
}

/** Runs the action with this shortcut on the selection. */
function runAction(library: LibraryView, event: KeyboardEvent): boolean {
  const action = actionOfKey(event)
  const targets = library.selected.peek()
  if (!action || targets.length === 0 || !(action.fits?.(library, targets) ?? true)) return false
  if (action.blocked?.(library, targets) === undefined) action.run(library, targets)
  return true
}
