import { useComputed } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { LibraryItem, LibraryView } from '../../models/library/library-views.ts'
import { useKeptFocus } from '../keep-focus.ts'
import { useWindow, type Window } from '../use-window.ts'
import { linesOf, type Lines } from './shelf-lines.ts'

/** The shelf as it lies before a person now. */
export interface Shelf {
  readonly items: readonly LibraryItem[]
  readonly lines: Lines
  readonly view: Window
  readonly box: RefObject<HTMLDivElement | null>
  /** Pixels. */
  readonly width: number
  /** The lines to draw: those in reach, and the one that may hold the focus. */
  readonly shown: readonly number[]
  /** Index of the item that Tab leads to. */
  readonly at: number
  /** Leads the focus there once it is drawn. */
  readonly focus: (index: number) => void
}

export function useShelf(library: LibraryView): Shelf {
  const { selection } = library
  const items = library.items.value
  const layout = library.layout.value
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const lines = useMemo(() => linesOf(items, width, layout), [items, width, layout])
  const view = useWindow(lines.heights, FIRST_LINES)
  const wanted = useRef<string>(undefined)
  const at = useComputed(() => {
    void library.items.value
    return Math.max(0, selection.indexOf(selection.lead.value))
  }).value
  useKeptFocus(view.scroller, () => itemOf(view.scroller.current, selection.lead.peek()))
  useLayoutEffect(() => {
    const target = itemOf(view.scroller.current, wanted.current)
    if (!target) return
    wanted.current = undefined
    target.focus({ preventScroll: true })
  })
  return {
    items,
    lines,
    view,
    box,
    width,
    at,
    shown: linesShown(view, lines, at),
    focus(index) {
      const key = items[index]?.key
      view.reveal(lines.lineOf[index] ?? 0)
      wanted.current = key
      // Where it is drawn already, nothing else would draw it anew.
      const drawn = itemOf(view.scroller.current, key)
      if (drawn) {
        wanted.current = undefined
        drawn.focus({ preventScroll: true })
      }
    },
  }
}

export const itemOf = (shelf: HTMLElement | null, key: string | undefined): HTMLElement | null =>
  key === undefined ? null : (shelf?.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? null)

/** Key of the item that an event is about; undefined: of none. */
export const keyOfEvent = ({ target }: Event): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('[data-key]')?.dataset['key'] : undefined

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

/** Pixels, as the last shelf had them: laying out for another width first would draw everything twice. */
let lastWidth = 320
/** Lines that are drawn before it is known how many can be seen. */
const FIRST_LINES = 4

function linesShown(view: Window, lines: Lines, at: number): readonly number[] {
  const near = Array.from({ length: Math.max(0, view.end - view.start) }, (_, n) => view.start + n)
  const line = lines.lineOf[at]
  if (line === undefined || (line >= view.start && line < view.end)) return near
  return line < view.start ? [line, ...near] : [...near, line]
}
