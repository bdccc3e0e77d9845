import { type ReadonlySignal, useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { isFolderId, type AssetId, type FolderId } from '../../../../core/brands.ts'
import type { LibraryView } from '../../../models/library/library-views.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import { ASSET_DRAG } from './use-landing.ts'
import { keyOfEvent } from '../../kit/list-focus.ts'

/** What hangs over the library, and the folder under it; undefined: it is over none. */
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
 * Assets are dragged onto anything marked `data-into`, a folder's id, to be moved there. Files are only shown where they
 * would go: the panel takes them itself (`use-drop.ts`). A closed folder of the tree opens when one stays over it.
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
  // What is dragged cannot be read before the drop, so it is kept here as well.
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

/** Whether any of them may and would lie elsewhere then. */
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

/** What hangs at the pointer: the asset's name, or how many there are. */
function carry(data: DataTransfer, name: string | undefined, count: number): void {
  const image = document.createElement('div')
  image.className = 'drag-image'
  image.textContent = name ?? libraryStrings.assetCount(count)
  document.body.append(image)
  data.setDragImage(image, -8, -8)
  // The browser has taken its picture when this task ends.
  setTimeout(() => image.remove())
}
