/** The shelf's geometry and keyboard: lines, columns, frames, where keys lead. */
import { describe, expect, it } from 'vitest'
import { shelfKey, TypeAhead } from '../../../../src/panel/components/library/shelf/shelf-keys.ts'
import {
  beside,
  framedBy,
  linesOf,
  SIZES,
} from '../../../../src/panel/components/library/shelf/shelf-lines.ts'
import { libraryAsset } from '../../../../src/panel/models/library/assets/library-asset.ts'
import type { LibraryItem } from '../../../../src/panel/models/library/library-views.ts'
import { NOTHING } from '../../../../src/panel/models/library/assets/tally.ts'
import { assetOf, folderIdOf } from '../../../fakes/fake-library.ts'

const asset = (n: number, name = `file-${n}.png`): LibraryItem => libraryAsset(assetOf(n, { name }))
const folder = (n: number): LibraryItem => ({
  type: 'folder',
  key: `folder:${n}`,
  id: folderIdOf(n),
  name: `Folder ${n}`,
  path: [`Folder ${n}`],
  parentId: null,
  own: NOTHING,
  below: NOTHING,
})
const heading: LibraryItem = {
  type: 'heading',
  key: 'same:1',
  how: 'known',
  assets: [],
  keep: assetOf(0).id,
  because: 'oldest',
}

/** Two folders, a heading, seven assets: in three columns, lines of 2, 1, 3, 3 and 1. */
const ITEMS = [folder(1), folder(2), heading, ...[0, 1, 2, 3, 4, 5, 6].map((n) => asset(n))]
const WIDTH = 320
const grid = linesOf(ITEMS, WIDTH, 'grid')
const table = linesOf(ITEMS, WIDTH, 'table')

const topOf =
  ({ heights }: { heights: readonly number[] }) =>
  (line: number) =>
    heights.slice(0, line).reduce((sum, height) => sum + height, 0)

describe('lines', () => {
  it('hold as many tiles as fit, and begin anew where the kind of item changes', () => {
    expect(grid.columns).toBe(3)
    expect(grid.lines.map(({ kind, start, end }) => [kind, end - start])).toEqual([
      ['folders', 2],
      ['heading', 1],
      ['tiles', 3],
      ['tiles', 3],
      ['tiles', 1],
    ])
    expect([...grid.lineOf]).toEqual([0, 0, 1, 2, 2, 2, 3, 3, 3, 4])
  })

  it('hold one item each in a table, in two lines of text where it is narrow', () => {
    expect(table.lines).toHaveLength(ITEMS.length)
    expect(table.heights[0]).toBe(SIZES.tall)
    expect(table.heights[2]).toBe(SIZES.heading)
    expect(linesOf(ITEMS, 600, 'table').heights[0]).toBe(SIZES.row)
  })

  it.each([
    [240, 2],
    [320, 3],
    [592, 4],
    [992, 7],
  ])('at %i pixels have %i columns, which leave no pixel unused', (width, columns) => {
    const lines = linesOf(ITEMS, width, 'grid')
    expect(lines.columns).toBe(columns)
    const right = SIZES.edge + columns * lines.step - SIZES.gap
    expect(right).toBeCloseTo(width - SIZES.end)
  })

  it('are none where nothing is', () => {
    expect(linesOf([], WIDTH, 'grid').lines).toEqual([])
  })
})

describe('the item above or below', () => {
  it('is in the same column, or the last of a shorter line; at the ends it stays', () => {
    expect(beside(grid, 5, 1)).toBe(8)
    expect(beside(grid, 8, 1)).toBe(9)
    expect(beside(grid, 9, 1)).toBe(9)
    expect(beside(grid, 3, -1)).toBe(2)
    expect(beside(grid, 2, -1)).toBe(0)
    expect(beside(grid, 0, -1)).toBe(0)
  })
})

describe('a frame', () => {
  const top = topOf(grid)
  const framed = (left: number, from: number, right: number, to: number) =>
    framedBy({ left, top: from, right, bottom: to }, grid, top)

  it('takes the tiles that it touches, and no gap', () => {
    expect(framed(0, top(2) + 5, grid.step - 1, top(3) + 5)).toEqual([3, 6])
    expect(framed(grid.step + 1, top(2), grid.step + 2, top(2) + 1)).toEqual([])
    const betweenLines = top(3) - SIZES.gap / 2
    expect(framed(0, betweenLines, WIDTH, betweenLines)).toEqual([])
  })

  it('takes everything when it is drawn around everything', () => {
    expect(framed(0, 0, WIDTH, 10_000)).toEqual(ITEMS.map((_, n) => n))
  })

  it('takes whole rows of a table', () => {
    const [from, to] = [topOf(table)(3) + 1, topOf(table)(5) + 1]
    const frame = { left: 200, right: 210, top: from, bottom: to }
    expect(framedBy(frame, table, topOf(table))).toEqual([3, 4, 5])
  })
})

describe('a key', () => {
  const press = (key: string, own: Partial<KeyboardEvent> = {}, at = 4, lines = grid) =>
    shelfKey(
      { key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...own },
      at,
      lines,
      2,
    )
  const go = (to: number, how = { toggle: false, extend: false }) => ({ type: 'go', to, how })

  it('leads by columns and lines in a grid, by lines alone in a table', () => {
    expect(press('ArrowRight')).toEqual(go(5))
    expect(press('ArrowLeft')).toEqual(go(3))
    expect(press('ArrowDown')).toEqual(go(7))
    expect(press('PageDown')).toEqual(go(9))
    expect(press('PageUp')).toEqual(go(0))
    expect(press('Home')).toEqual(go(0))
    expect(press('End')).toEqual(go(9))
    expect(press('ArrowRight', {}, 4, table)).toBeUndefined()
    expect(press('ArrowDown', {}, 4, table)).toEqual(go(5))
  })

  it('extends with Shift, and only leads with Ctrl or ⌘', () => {
    expect(press('ArrowDown', { shiftKey: true })).toEqual(go(7, { toggle: false, extend: true }))
    expect(press('ArrowDown', { metaKey: true })).toEqual(go(7, { toggle: true, extend: false }))
  })

  it('selects, opens, goes up, asks for the menu', () => {
    expect(press('a', { ctrlKey: true })?.type).toBe('all')
    expect(press('A', { ctrlKey: true, shiftKey: true })?.type).toBe('none')
    expect(press(' ')?.type).toBe('toggle')
    expect(press('Enter')?.type).toBe('open')
    expect(press('Backspace')?.type).toBe('up')
    expect(press('ArrowUp', { altKey: true })?.type).toBe('up')
    expect(press('Escape')?.type).toBe('none')
    expect(press('F10', { shiftKey: true })?.type).toBe('menu')
    expect(press('ContextMenu')?.type).toBe('menu')
    expect(press('Enter', { ctrlKey: true })).toBeUndefined()
    expect(press('x')).toBeUndefined()
  })
})

describe('letters', () => {
  const items = ['harbour.png', 'hat.png', 'pier.png', 'pi day.png', 'Äpfel.png'].map((name, n) =>
    asset(n, name),
  )
  function typing() {
    const ahead = new TypeAhead()
    let [at, now] = [0, 0]
    return (key: string, ms = 100) => {
      now += ms
      const to = ahead.press(
        { key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false },
        items,
        at,
        now,
      )
      if (to !== undefined) at = to
      return to
    }
  }

  it('lead to what begins with them, typed as one word', () => {
    const type = typing()
    expect(['p', 'i', ' '].map((letter) => type(letter))).toEqual([2, 2, 3])
  })

  it('begin anew after a moment, and go round when one is repeated', () => {
    const type = typing()
    expect(type('h')).toBe(1)
    expect(type('h')).toBe(0)
    expect(type('p', 2000)).toBe(2)
  })

  it('are a space only within a word, and mind neither case nor what nothing begins with', () => {
    const type = typing()
    expect(type(' ')).toBeUndefined()
    expect(type('x')).toBeUndefined()
    expect(type('Ä', 2000)).toBe(4)
    expect(type('Enter', 2000)).toBeUndefined()
  })
})
