/** The Library's grid and table in a real browser: virtual scrolling, keys, selection, context menu. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LazyLibrary } from '../../../src/panel/components/lazy/lazy-parts.ts'
import type { LibraryView } from '../../../src/panel/models/library/library-views.ts'
import type { LibraryScene } from '../../../src/panel/scenes/fixture-library.ts'
import { fixturePanel } from '../../../src/panel/scenes/fixture-panel.ts'
import { nextFrames, press, stage, type PageStage } from './stage.tsx'
import { until } from '../../until.ts'

let on: PageStage
let library: LibraryView
afterEach(() => on.end())

async function open(scene: LibraryScene, width = 320, height = 460): Promise<void> {
  const panel = fixturePanel({ theme: 'light', status: 'empty', library: scene })
  library = await panel.library()
  await LazyLibrary.preload()
  on = await stage(panel, width, height)
  await nextFrames()
}

const BY_NAME = { sort: { by: 'name', descending: false } }
const focused = (): string | null | undefined =>
  document.activeElement?.querySelector('.middle-name')?.textContent
const selected = (): readonly string[] =>
  on
    .all('.shelf [aria-selected="true"]')
    .map((item) => item.querySelector('.middle-name')?.textContent ?? '')
const names = (): readonly string[] => on.all('.shelf .middle-name').map((name) => name.textContent)

async function key(name: string, options: KeyboardEventInit = {}): Promise<void> {
  press(name, options)
  await nextFrames()
}

async function mouse(
  element: Element | undefined,
  type: string,
  options: MouseEventInit = {},
): Promise<void> {
  element?.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, ...options }))
  await nextFrames()
}

describe.each(['grid', 'table'])('ten thousand assets as a %s', (layout) => {
  it('render as a few dozen elements; the last one can be reached, all can be selected, the focus stays', async () => {
    await open({ assets: 10_000, ageMs: 0, remembered: { ...BY_NAME, layout } })
    await until(() => expect(library.items.value).toHaveLength(10_000))
    await nextFrames()
    const drawn = () => on.all('.shelf [data-key]').length
    expect(drawn()).toBeLessThan(60)
    const first = names()[0]
    on.find('.shelf [data-key]').focus()
    await key('End')
    expect(library.selection.indexOf(library.selection.lead.value)).toBe(9999)
    expect(focused()).toBe(names().at(-1))
    await key('a', { ctrlKey: true })
    expect(library.selected.value).toHaveLength(10_000)
    expect(on.find('.selection').textContent).toContain('10,000 selected')
    on.find('.shelf').scrollTop = 0
    await nextFrames()
    expect(names()).toContain(first)
    expect(document.activeElement?.getAttribute('data-key')).toBe(library.selection.lead.value)
    expect(drawn()).toBeLessThan(60)
  })
})

describe('selecting assets', () => {
  beforeEach(() => open({ assets: 40, ageMs: 0, remembered: BY_NAME }))

  it('works with clicks: Ctrl toggles, Shift selects a range', async () => {
    const tiles = on.all('.tile')
    const all = names()
    await mouse(tiles[1], 'click')
    await mouse(tiles[3], 'click', { shiftKey: true })
    expect(selected()).toEqual(all.slice(1, 4))
    await mouse(tiles[2], 'click', { ctrlKey: true })
    expect(selected()).toEqual([all[1], all[3]])
    await mouse(tiles[0], 'click')
    expect(selected()).toEqual([all[0]])
  })

  it('works with keys: arrows in both directions, Shift, Space, Escape', async () => {
    const all = names()
    on.find('.tile').focus()
    await key('ArrowRight')
    await key('ArrowDown')
    expect(focused()).toBe(all[4])
    await key('ArrowRight', { shiftKey: true })
    expect(selected()).toEqual([all[4], all[5]])
    await key('Home', { ctrlKey: true })
    await key(' ')
    expect(selected()).toEqual([all[0], all[4], all[5]])
    expect(on.all('.shelf [data-key][tabindex="0"]')).toEqual([document.activeElement])
    await key('Escape')
    expect(selected()).toEqual([])
    expect(on.all('.selection')).toHaveLength(0)
  })

  it('jumps to a name by its first letters', async () => {
    on.find('.tile').focus()
    await key('t')
    await key('i')
    expect(focused()).toMatch(/^tide-table/)
  })

  it('works with a marquee; Shift adds to the selection, and Escape cancels', async () => {
    const shelf = on.find('.shelf')
    const box = on.find('.tile').getBoundingClientRect()
    const pointer = (type: string, x: number, y: number, options: PointerEventInit = {}) =>
      (type === 'pointerdown' ? shelf : document.body).dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          pointerType: 'mouse',
          clientX: x,
          clientY: y,
          ...options,
        }),
      )
    const all = names()
    // From the gap at the left over the first two tiles.
    pointer('pointerdown', box.left - 4, box.top + 5)
    pointer('pointermove', box.right + 20, box.top + 20)
    await nextFrames()
    expect(on.all('.marquee')).toHaveLength(1)
    expect(selected()).toEqual(all.slice(0, 2))
    pointer('pointerup', box.right + 20, box.top + 20)
    await nextFrames()
    expect(on.all('.marquee')).toHaveLength(0)
    pointer('pointerdown', box.left - 4, box.bottom + 20, { shiftKey: true })
    pointer('pointermove', box.left + 10, box.bottom + 40, { shiftKey: true })
    await nextFrames()
    expect(selected()).toEqual([all[0], all[1], all[3]])
    await key('Escape')
    expect(selected()).toEqual(all.slice(0, 2))
  })

  it('excludes assets that are no longer shown', async () => {
    await mouse(on.all('.tile')[0], 'click')
    library.query.value = 'tide'
    await nextFrames()
    expect(library.selected.value).toEqual([])
  })
})

describe('the context menu', () => {
  beforeEach(() => open({ assets: 40, ageMs: 0, remembered: BY_NAME, allowed: false }))
  const entries = () => on.all('[role=menuitem]').map((item) => item.textContent)

  it('opens at the click, selects its asset, and says why an action is not available', async () => {
    await mouse(on.all('.tile')[2], 'contextmenu', { clientX: 300, clientY: 440 })
    expect(selected()).toEqual([names()[2]])
    const menu = on.find('[role=menu]')
    expect(menu.getAttribute('aria-label')).toBe('Actions for 1 asset')
    expect(menu.getBoundingClientRect().right).toBeLessThanOrEqual(innerWidth)
    const move = on.all('[role=menuitem]').find((item) => item.textContent.startsWith('Move to'))
    expect(move?.getAttribute('aria-disabled')).toBe('true')
    expect(move?.textContent).toContain('mode')
    move?.click()
    await nextFrames()
    expect(library.ask.value).toBeUndefined()
    expect(entries().length).toBeGreaterThan(1)
  })

  it('opens by keyboard for the selection, moves by arrows and letters, and returns the focus', async () => {
    on.find('.tile').focus()
    await key('ArrowRight', { shiftKey: true })
    const before = document.activeElement
    await key('F10', { shiftKey: true })
    expect(on.find('[role=menu]').getAttribute('aria-label')).toBe('Actions for 2 assets')
    const items = on.all('[role=menuitem]')
    expect(document.activeElement).toBe(items[0])
    await key('ArrowUp')
    expect(document.activeElement).toBe(items.at(-1))
    await key('m')
    expect(document.activeElement?.textContent).toContain('Move to folder')
    await key('Escape')
    expect(on.all('[role=menu]')).toHaveLength(0)
    expect(document.activeElement).toBe(before)
  })

  it('opens details with Enter, and returns to the asset', async () => {
    on.find('.tile').focus()
    const name = focused()
    await key('Enter')
    expect(on.find('dialog[open] h2').textContent).toBe(name)
    on.button('Close').click()
    await nextFrames()
    expect(on.all('dialog')).toHaveLength(0)
    expect(focused()).toBe(name)
  })
})

describe('the table', () => {
  beforeEach(() => open({ assets: 40, ageMs: 0, remembered: { layout: 'table' } }, 1000, 500))
  const column = (name: string) => on.all(`.table-row .${name}`).map((cell) => cell.textContent)

  it('sorts by its column headers in both directions, and says how it is sorted', async () => {
    const head = (name: string) =>
      on.all('[role=columnheader]').find((head) => head.textContent === name)
    head('Name')?.querySelector('button')?.click()
    await nextFrames()
    const ascending = column('name')
    expect(head('Name')?.getAttribute('aria-sort')).toBe('ascending')
    head('Name')?.querySelector('button')?.click()
    await nextFrames()
    expect(head('Name')?.getAttribute('aria-sort')).toBe('descending')
    expect(column('name')[0]).not.toBe(ascending[0])
    expect(head('Folder')?.hasAttribute('aria-sort')).toBe(false)
    expect(head('Alt text')?.querySelector('button')).toBeNull()
  })

  it('shows the facts of each asset, and its dimensions once its picture is loaded', async () => {
    await until(() => expect(column('dimensions').filter(Boolean).length).toBeGreaterThan(3))
    const at = column('name').findIndex((name) => name.includes('harbour-at-dawn.jpg'))
    expect(column('type')[at]).toBe('jpg')
    expect(column('size')[at]).toBe('2.4 MB')
    expect(column('dimensions')[at]).toMatch(/^[\d,]+ × [\d,]+$/)
    expect(column('folder')[at]).toBe('Animations')
    expect(column('alt')[at]).toBe('harbour at dawn in Harbour')
    expect(column('alt')[at + 1]).toBe('No alt text')
    expect(column('date')[at]).toBe('Nov 20, 2026')
  })

  it('selects rows, and moves up and down only', async () => {
    on.find('.table-row').focus()
    await key('ArrowRight')
    expect(focused()).toBe(column('name')[0]?.replace(/^(JPG|PDF)/i, ''))
    await key('ArrowDown', { shiftKey: true })
    expect(library.selected.value).toHaveLength(2)
  })
})
