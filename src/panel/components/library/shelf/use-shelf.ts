import { useComputed } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { LibraryItem, LibraryView } from '../../../models/library/library-views.ts'
import { useItemFocus } from '../../kit/list-focus.ts'
import { drawnItems, useWindow, type WindowedList } from '../../kit/use-window.ts'
import { linesOf, type ShelfRows } from './shelf-lines.ts'

/** The shelf's layout and focus. */
export interface ShelfState {
  readonly items: readonly LibraryItem[]
  readonly lines: ShelfRows
  readonly view: WindowedList
  readonly box: RefObject<HTMLDivElement | null>
  /** Inner width, pixels. */
  readonly width: number
  /** The lines to render: those in reach, and the one that may have the focus. */
  readonly shown: readonly number[]
  /** Index of the item in the tab order. */
  readonly at: number
  /** Focuses the item once it is rendered. */
  readonly focus: (index: number) => void
}

export function useShelf(library: LibraryView): ShelfState {
  const { selection } = library
  const items = library.items.value
  const layout = library.layout.value
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const lines = useMemo(() => linesOf(items, width, layout), [items, width, layout])
  const view = useWindow(lines.heights, FIRST_LINES)
  const at = useComputed(() => {
    void library.items.value
    return Math.max(0, selection.indexOf(selection.lead.value))
  }).value
  const focusItem = useItemFocus(view.scroller, () => selection.lead.peek())
  return {
    items,
    lines,
    view,
    box,
    width,
    at,
    shown: drawnItems(view, lines.lineOf[at]),
    focus(index) {
      view.reveal(lines.lineOf[index] ?? 0)
      focusItem(items[index]?.key)
    },
  }
}

// Helpers

function useWidth(box: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(lastWidth)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const measure = () => {
      lastWidth = element.clientWidth
      setWidth(lastWidth)
    }
    measure()
    const resized = new ResizeObserver(measure)
    resized.observe(element)
    return () => resized.disconnect()
  }, [box])
  return width
}

/** Width of the last shelf in pixels: starting with another width would render everything twice. */
let lastWidth = 320
/** Lines rendered before the shelf's height is known. */
const FIRST_LINES = 4
