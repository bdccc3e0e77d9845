/**
 * Lays out the shelf's items in lines: pure geometry, so that items can be focused and selected without being rendered.
 */
import type { LibraryItem } from '../../../models/library/library-views.ts'

export interface ShelfRow {
  readonly kind: 'folders' | 'tiles' | 'row' | 'heading'
  /** Index of its first item; `end` is exclusive. */
  readonly start: number
  readonly end: number
}

export interface ShelfRows {
  readonly lines: readonly ShelfRow[]
  /** Height of each line, pixels. */
  readonly heights: readonly number[]
  readonly columns: number
  /** Pixels between the left edges of neighbouring columns. */
  readonly step: number
  /** Each item's line. */
  readonly lineOf: Int32Array
}

/** Pixels; must match the shelf's style sheets. `end`: small, because the scroll bar already leaves a gap. */
export const SIZES = {
  gap: 8,
  edge: 8,
  end: 4,
  heading: 52,
  folder: 32,
  caption: 38,
  row: 32,
  tall: 44,
}
/** Width in pixels from which a table has columns; below, a row has two lines. */
export const WIDE_TABLE = 520

/** Lays out items on a shelf of this inner width, pixels. */
export function linesOf(
  items: readonly LibraryItem[],
  width: number,
  layout: 'grid' | 'table',
): ShelfRows {
  const columns = layout === 'table' ? 1 : columnsIn(width)
  const step = (width - SIZES.edge - SIZES.end + SIZES.gap) / columns
  const tile = Math.round((step - SIZES.gap) * 0.75) + SIZES.caption + SIZES.gap
  const row = width >= WIDE_TABLE ? SIZES.row : SIZES.tall
  const lineOf = new Int32Array(items.length)
  const lines: ShelfRow[] = []
  const heights: number[] = []
  for (let start = 0; start < items.length;) {
    const kind = kindOf(items[start], layout)
    const room = kind === 'folders' || kind === 'tiles' ? columns : 1
    let end = start + 1
    while (end < items.length && end < start + room && kindOf(items[end], layout) === kind) end++
    lineOf.fill(lines.length, start, end)
    lines.push({ kind, start, end })
    heights.push(
      { folders: SIZES.folder + SIZES.gap, tiles: tile, row, heading: SIZES.heading }[kind],
    )
    start = end
  }
  return { lines, heights, columns, step, lineOf }
}

/** The item above or below: in the same column, or at the line's end if the line is shorter. */
export function beside(lines: ShelfRows, at: number, by: -1 | 1): number {
  const line = lines.lineOf[at] ?? 0
  const here = lines.lines[line]
  const neighbour = lines.lines[line + by]
  if (!here || !neighbour) return at
  return Math.min(neighbour.end - 1, neighbour.start + (at - here.start))
}

/** A rectangle on the shelf, in pixels from its content's top left. */
export interface Frame {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Indices of the items that the frame touches. */
export function framedBy(
  frame: Frame,
  { lines, heights, step, columns }: ShelfRows,
  topOf: (line: number) => number,
): readonly number[] {
  const found: number[] = []
  for (let n = firstBelow(frame.top, lines.length, topOf); n < lines.length; n++) {
    const line = lines[n]
    if (!line || topOf(n) > frame.bottom) break
    const gap = line.kind === 'row' || line.kind === 'heading' ? 0 : SIZES.gap
    if (topOf(n) + (heights[n] ?? 0) - gap < frame.top) continue
    for (let at = line.start; at < line.end; at++) {
      const left = gap === 0 ? 0 : SIZES.edge + (at - line.start) * step
      const right = gap === 0 ? columns * step : left + step - gap
      if (left <= frame.right && right >= frame.left) found.push(at)
    }
  }
  return found
}

// Helpers

/** Minimum width of a small tile, pixels. */
const SMALL_TILE = 92
const LARGE_TILE = 116

function columnsIn(width: number): number {
  const least = width < 480 ? SMALL_TILE : LARGE_TILE
  return Math.max(2, Math.floor((width - SIZES.edge - SIZES.end + SIZES.gap) / (least + SIZES.gap)))
}

function kindOf(item: LibraryItem | undefined, layout: 'grid' | 'table'): ShelfRow['kind'] {
  if (item?.type === 'heading') return 'heading'
  if (layout === 'table') return 'row'
  return item?.type === 'folder' ? 'folders' : 'tiles'
}

/** The last line that begins above `y`, by binary search. */
function firstBelow(y: number, count: number, topOf: (line: number) => number): number {
  let [low, high] = [0, Math.max(0, count - 1)]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (topOf(middle) <= y) low = middle
    else high = middle - 1
  }
  return low
}
