import { type ReadonlySignal, useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { isFolderId, type AssetId, type FolderId } from '../../../../core/brands.ts'
import type { LibraryView } from '../../../models/library/library-views.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import { ASSET_DRAG } from './use-landing.ts'
import { keyOfEvent } from '../../kit/list-focus.ts'

/** What is dragged over the library, and the folder under the pointer; undefined: none. */
export interface Hovering {
  readonly what: 'assets' | 'files'
  readonly folder: FolderId | undefined
}

interface Dragging {
  readonly hovering: ReadonlySignal<Hovering | undefined>
  readonly handlers: {
    readonly onDragStart: (event: DragEvent) => void
    readonly onDragOver: (event: DragEvent) => void
    readonly onDragLeave: (event: DragEvent) => void
    readonly onDrop: (event: DragEvent) => void
    readonly onDragEnd: () => void
  }
}

/**
 * Lets assets be dragged onto elements marked `data-into`, a folder's id, to move them there. For files it only shows
 * where they would go: `use-drop.ts` adds them. A closed folder of the tree opens when a drag rests on it.
 */
export function useDragging(library: LibraryView): Dragging {
  const hovering = useSignal<Hovering | undefined>(undefined)
  const handlers = useMemo(() => handlersFor(library, hovering), [library, hovering])
  return { hovering, handlers }
}

// Helpers

/** Milliseconds over a closed folder before it opens. */
const SPRING_MS = 600

function handlersFor(
  library: LibraryView,
  hovering: { value: Hovering | undefined; peek(): Hovering | undefined },
): Dragging['handlers'] {
  // Drag data cannot be read before the drop, so it is also kept here.
  let dragged: readonly AssetId[] = []
  let marked: Element | undefined
  let spring: ReturnType<typeof setTimeout> | undefined
  const mark = (next: HTMLElement | undefined) => {
    if (next === marked) return
    clearTimeout(spring)
    marked?.removeAttribute('data-over')
    next?.setAttribute('data-over', '')
    marked = next
    if (next?.getAttribute('aria-expanded') === 'false') {
      spring = setTimeout(() => open(library, next), SPRING_MS)
    }
  }
  const end = () => {
    mark(undefined)
    hovering.value = undefined
  }
  return {
    onDragStart(event) {
      const at = library.selection.indexOf(keyOfEvent(event))
      const item = library.items.peek()[at]
      if (item?.type !== 'asset' || !event.dataTransfer) return
      if (!library.selection.ids.peek().has(item.id)) library.selection.click(at, {})
      dragged = library.selected.peek().map(({ id }) => id)
      event.dataTransfer.setData(ASSET_DRAG, dragged.join())
      event.dataTransfer.effectAllowed = 'move'
      carry(event.dataTransfer, dragged.length === 1 ? item.title : undefined, dragged.length)
    },
    onDragOver(event) {
      const { dataTransfer } = event
      const what = dataTransfer?.types.includes(ASSET_DRAG)
        ? 'assets'
        : dataTransfer?.types.includes('Files')
          ? 'files'
          : undefined
      if (!dataTransfer || !what) return
      const target = targetOf(event)
      const folder = folderOf(target)
      if (what === 'assets') {
        if (!moves(library, dragged, folder)) {
          end()
          return
        }
        event.preventDefault()
        dataTransfer.dropEffect = 'move'
      }
      mark(target)
      const before = hovering.peek()
      if (before?.what !== what || before.folder !== folder) hovering.value = { what, folder }
    },
    onDragLeave({ currentTarget, relatedTarget }) {
      const inside =
        currentTarget instanceof Element &&
        relatedTarget instanceof Node &&
        currentTarget.contains(relatedTarget)
      if (!inside) end()
    },
    onDrop(event) {
      const folder = folderOf(targetOf(event))
      const ours = event.dataTransfer?.types.includes(ASSET_DRAG) === true
      end()
      if (!ours || folder === undefined || !moves(library, dragged, folder)) return
      event.preventDefault()
      library.changes.move(dragged, folder)
    },
    onDragEnd: end,
  }
}

const targetOf = ({ target }: Event): HTMLElement | undefined =>
  (target instanceof Element && target.closest<HTMLElement>('[data-into]')) || undefined

function folderOf(target: HTMLElement | undefined): FolderId | undefined {
  const id = target?.dataset['into'] ?? ''
  return isFolderId(id) ? id : undefined
}

/** Whether the move is allowed and would change any asset's folder. */
const moves = (
  library: LibraryView,
  assets: readonly AssetId[],
  folder: FolderId | undefined,
): boolean =>
  folder !== undefined &&
  library.changes.allowed.peek() &&
  assets.some((id) => (library.asset(id)?.folderId ?? null) !== folder)

function open(library: LibraryView, node: HTMLElement): void {
  const folder = folderOf(node)
  if (folder) library.opened.value = new Set([...library.opened.peek(), folder])
}

/** Sets the drag image: the asset's name, or the number of assets. */
function carry(data: DataTransfer, name: string | undefined, count: number): void {
  const image = document.createElement('div')
  image.className = 'drag-image'
  image.textContent = name ?? libraryStrings.assetCount(count)
  document.body.append(image)
  data.setDragImage(image, -8, -8)
  // The browser captures the drag image before this task ends.
  setTimeout(() => image.remove())
}
