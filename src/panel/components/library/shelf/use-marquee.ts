import { type Signal, useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { LibraryView } from '../../../models/library/library-views.ts'
import { framedBy, type Frame } from './shelf-lines.ts'
import { keyOfEvent } from '../../kit/list-focus.ts'
import { type ShelfState } from './use-shelf.ts'

interface Marquee {
  /** The frame being drawn. */
  readonly frame: Signal<Frame | undefined>
  readonly onPointerDown: (event: PointerEvent) => void
}

/**
 * Selects by a frame drawn with the mouse, starting where nothing can be dragged. It replaces the selection, adds to it
 * with Shift, toggles with Ctrl or ⌘. Scrolls at the shelf's ends; Escape restores the selection.
 */
export function useMarquee(library: LibraryView, shelf: ShelfState): Marquee {
  const frame = useSignal<Frame | undefined>(undefined)
  // Items change while a frame is drawn, so the handlers read the current shelf.
  const latest = useMemo(() => ({ shelf }), [])
  latest.shelf = shelf
  return {
    frame,
    onPointerDown(event) {
      if (event.button !== 0 || event.pointerType !== 'mouse' || isTaken(event)) return
      const on = keyOfEvent(event) !== undefined
      const modified = event.ctrlKey || event.metaKey || event.shiftKey
      if (!on && !modified) library.selection.none()
      draw(event, library, frame, () => latest.shelf)
    },
  }
}

// Helpers

/** Pixels that the mouse moves before a press becomes a frame. */
const THRESHOLD = 4
/** Pixels at the shelf's ends where drawing scrolls, and the most it scrolls per animation frame. */
const SCROLL_ZONE = 24
const SCROLL_STEP = 18

/** Whether the press belongs to something draggable or clickable, or to the scroll bar. */
function isTaken({ target, currentTarget, clientX }: PointerEvent): boolean {
  if (!(target instanceof Element) || !(currentTarget instanceof HTMLElement)) return true
  const { left } = currentTarget.getBoundingClientRect()
  return (
    target.closest('[draggable=true], button, [role=columnheader]') !== null ||
    clientX - left > currentTarget.clientWidth
  )
}

function draw(
  start: PointerEvent,
  library: LibraryView,
  frame: Signal<Frame | undefined>,
  shelfNow: () => ShelfState,
): void {
  const scroller = shelfNow().view.scroller.current
  const box = shelfNow().box.current
  if (!scroller || !box) return
  const ending = new AbortController()
  const { signal } = ending
  const before = library.selection.ids.peek()
  const modifiers = { toggle: start.ctrlKey || start.metaKey, extend: start.shiftKey }
  const from = pointIn(box, start)
  let last = { clientX: start.clientX, clientY: start.clientY }
  const sweep = () => {
    const to = pointIn(box, last)
    const distance = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y))
    if (!frame.peek() && distance < THRESHOLD) return
    const { lines, items, view } = shelfNow()
    frame.value = between(from, to)
    const framed = framedBy(frame.peek() ?? between(from, to), lines, view.topOf)
    library.selection.sweep(
      before,
      framed.flatMap((at) => items[at] ?? []),
      modifiers,
    )
  }
  const scroll = () => {
    if (signal.aborted) return
    const { top, bottom } = scroller.getBoundingClientRect()
    const over = Math.max(0, last.clientY - bottom + SCROLL_ZONE)
    const under = Math.max(0, top + SCROLL_ZONE - last.clientY)
    if (frame.peek() && over + under > 0) {
      scroller.scrollTop += Math.min(SCROLL_STEP, over) - Math.min(SCROLL_STEP, under)
      sweep()
    }
    requestAnimationFrame(scroll)
  }
  const end = () => {
    frame.value = undefined
    ending.abort()
  }
  addEventListener(
    'pointermove',
    ({ clientX, clientY }) => {
      last = { clientX, clientY }
      sweep()
    },
    { signal },
  )
  addEventListener('pointerup', end, { signal })
  addEventListener('pointercancel', end, { signal })
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      library.selection.select(before)
      end()
    },
    { signal, capture: true },
  )
  scroll()
}

interface Point {
  readonly x: number
  readonly y: number
}

function pointIn(box: Element, at: { clientX: number; clientY: number }): Point {
  const { left, top } = box.getBoundingClientRect()
  return { x: at.clientX - left, y: at.clientY - top }
}

const between = (a: Point, b: Point): Frame => ({
  left: Math.min(a.x, b.x),
  right: Math.max(a.x, b.x),
  top: Math.min(a.y, b.y),
  bottom: Math.max(a.y, b.y),
})
