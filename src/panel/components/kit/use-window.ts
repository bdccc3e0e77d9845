import { type RefObject } from 'preact'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'

/** The part of a long list to render. */
export interface WindowedList {
  readonly scroller: RefObject<HTMLDivElement | null>
  /** First index to render; `end` is exclusive. */
  readonly start: number
  readonly end: number
  /** Pixels from the list's top to item `index`. */
  readonly topOf: (index: number) => number
  /** Height of all items, pixels. */
  readonly total: number
  /** Items per page. */
  readonly page: number
  /** Scrolls just enough to show the whole item. */
  readonly reveal: (index: number) => void
}

/**
 * Windows a list whose item heights are known in advance. Scrolling renders again only when another item comes into
 * reach. `heights[i]` is item i's height; pass a new array when a height or the order changes. `firstGuess`: items to
 * render before the window's height is known.
 */
export function useWindow(heights: readonly number[], firstGuess = 20): WindowedList {
  const scroller = useRef<HTMLDivElement>(null)
  const tops = useMemo(() => prefixSums(heights), [heights])
  const [range, setRange] = useState({ start: 0, end: firstGuess })
  const latest = useRef(tops)
  latest.current = tops

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const update = () => {
      const next = visible(latest.current, element.scrollTop, element.clientHeight)
      setRange((was) => (was.start === next.start && was.end === next.end ? was : next))
    }
    update()
    const resized = new ResizeObserver(update)
    resized.observe(element)
    element.addEventListener('scroll', update, { passive: true })
    return () => {
      resized.disconnect()
      element.removeEventListener('scroll', update)
    }
  }, [tops])

  const count = heights.length
  const total = tops.at(-1) ?? 0
  const reveal = (index: number) => {
    const element = scroller.current
    const [top, bottom] = [tops[index], tops[index + 1]]
    if (!element || top === undefined || bottom === undefined) return
    // Sticky content above the items covers as much as it shifts them down.
    const below = bottom + element.scrollHeight - total - element.clientHeight
    if (top < element.scrollTop) element.scrollTop = top
    else if (below > element.scrollTop) element.scrollTop = below
  }
  const average = count > 0 ? total / count : 1
  return {
    scroller,
    start: Math.min(range.start, count),
    end: Math.min(range.end, count),
    topOf: (index) => tops[index] ?? 0,
    total,
    page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / average) - 1),
    reveal,
  }
}

/** Indices to render: the items in reach, and item `at`, which may have the focus; undefined: no such item. */
export function drawnItems(
  { start, end }: Pick<WindowedList, 'start' | 'end'>,
  at?: number,
): readonly number[] {
  const inReach = Array.from({ length: Math.max(0, end - start) }, (_, n) => start + n)
  if (at === undefined || (at >= start && at < end)) return inReach
  return at < start ? [at, ...inReach] : [...inReach, at]
}

// Helpers

/** Pixels rendered beyond the window, so that scrolling shows no gaps. */
const OVERSCAN = 240

function prefixSums(heights: readonly number[]): Float64Array {
  const tops = new Float64Array(heights.length + 1)
  for (const [i, height] of heights.entries()) tops[i + 1] = (tops[i] ?? 0) + height
  return tops
}

function visible(tops: Float64Array, scrollTop: number, height: number) {
  const start = indexAt(tops, scrollTop - OVERSCAN)
  return { start, end: indexAt(tops, scrollTop + height + OVERSCAN) + 1 }
}

/** The item at `offset`, by binary search. */
function indexAt(tops: Float64Array, offset: number): number {
  let low = 0
  let high = Math.max(0, tops.length - 2)
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((tops[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
