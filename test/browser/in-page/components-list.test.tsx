import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RowState } from '../../../src/core/row.ts'
import type { RowView } from '../../../src/panel/models/views.ts'
import type { PanelView } from '../../../src/panel/components/kit/panel-view.ts'
import { fixtureMd5, fixtureRow } from '../../../src/panel/scenes/fixture-files.ts'
import { fixturePanel } from '../../../src/panel/scenes/fixture-panel.ts'
import { SCENES } from '../../../src/panel/scenes/scenes.ts'
import { nextFrames, press, stage, type PageStage } from './stage.tsx'

let on: PageStage
afterEach(() => on.end())

const focused = (): string | null | undefined =>
  document.activeElement?.querySelector('.cell-name')?.getAttribute('aria-label')
const selected = (): readonly (string | null | undefined)[] =>
  on
    .all('.row[aria-selected="true"]')
    .map((row) => row.querySelector('.cell-name')?.getAttribute('aria-label'))

async function queued(count: number): Promise<readonly RowView[]> {
  return Promise.all(
    Array.from({ length: count }, (_, n) =>
      fixtureRow(n, { phase: 'queued' }, { name: `file-${n}.csv` }),
    ),
  )
}

describe('a list of ten thousand rows', () => {
  it('renders a few dozen elements, and scrolls to the last row', async () => {
    on = await stage(fixturePanel({ theme: 'light', rows: await queued(10_000) }))
    expect(on.all('.row').length).toBeLessThan(40)
    expect(on.find('[role=grid]').getAttribute('aria-rowcount')).toBe('10001')
    on.find('.row').focus()
    press('End')
    await nextFrames()
    expect(focused()).toBe('file-9999.csv')
    expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('10001')
    expect(on.all('.row').length).toBeLessThan(40)
  })

  it('keeps the focused row in the document while others scroll by', async () => {
    on = await stage(fixturePanel({ theme: 'light', rows: await queued(10_000) }))
    on.find('.row').focus()
    on.find('.list').scrollTop = 200_000
    await nextFrames()
    expect(focused()).toBe('file-0.csv')
  })
})

describe('the keyboard in the list', () => {
  let panel: PanelView
  beforeEach(async () => {
    panel = fixturePanel({ theme: 'light', rows: await queued(40) })
    on = await stage(panel)
    on.find('.row').focus()
  })

  it('reaches one row with Tab, and the others with the arrow keys', async () => {
    press('ArrowDown')
    await nextFrames()
    press('ArrowDown')
    await nextFrames()
    expect(focused()).toBe('file-2.csv')
    expect(on.all('.row[tabindex="0"]')).toEqual([document.activeElement])
    expect(on.all('.row button[tabindex="0"]')).toHaveLength(1)
    press('PageDown')
    await nextFrames()
    expect(Number(document.activeElement?.getAttribute('aria-rowindex'))).toBeGreaterThan(5)
    press('Home')
    await nextFrames()
    expect(focused()).toBe('file-0.csv')
  })

  it('selects a range with Shift and acts on all of it', async () => {
    const cancel = vi.spyOn(panel.run, 'cancel')
    press('ArrowDown', { shiftKey: true })
    await nextFrames()
    press('ArrowDown', { shiftKey: true })
    await nextFrames()
    expect(selected()).toEqual(['file-0.csv', 'file-1.csv', 'file-2.csv'])
    expect(on.find('.selection').textContent).toContain('3 selected')
    press('Delete')
    expect(cancel).toHaveBeenCalledExactlyOnceWith([0, 1, 2])
  })

  it('selects all, cancels with Delete, retries with R', async () => {
    press('a', { ctrlKey: true })
    await nextFrames()
    press('Delete')
    await nextFrames()
    expect(panel.run.totals.value.counts.cancelled).toBe(40)
    press('r')
    await nextFrames()
    expect(panel.run.totals.value.counts.cancelled).toBe(0)
  })

  it('clears the selection with Escape, and never cancels an upload', async () => {
    const cancel = vi.spyOn(panel.run, 'cancel')
    const control = vi.spyOn(panel.run, 'control')
    press(' ')
    await nextFrames()
    expect(selected()).toEqual(['file-0.csv'])
    press('Escape')
    await nextFrames()
    expect(selected()).toEqual([])
    expect(cancel).not.toHaveBeenCalled()
    expect(control).not.toHaveBeenCalled()
  })

  it('opens details with Enter and returns to the row', async () => {
    press('ArrowDown')
    await nextFrames()
    press('Enter')
    await nextFrames()
    const dialog = on.find('dialog[open]')
    expect(dialog.textContent).toContain('file-1.csv')
    on.button('Close').click()
    await nextFrames()
    expect(on.all('dialog')).toHaveLength(0)
    expect(focused()).toBe('file-1.csv')
  })

  it('extends the selection by clicks with Shift and Ctrl', async () => {
    const rows = on.all('.row')
    rows[1]?.click()
    rows[3]?.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }))
    await nextFrames()
    expect(selected()).toEqual(['file-1.csv', 'file-2.csv', 'file-3.csv'])
    rows[2]?.dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true }))
    await nextFrames()
    expect(selected()).toEqual(['file-1.csv', 'file-3.csv'])
  })
})

describe('sorting the list', () => {
  const names = () => on.all('.row .cell-name').map((cell) => cell.getAttribute('aria-label') ?? '')
  const heads = () =>
    on
      .all('[role=columnheader]')
      .map((head) => `${head.textContent} ${head.getAttribute('aria-sort') ?? ''}`.trim())
  const three = async () =>
    fixturePanel({
      theme: 'light',
      rows: await Promise.all(
        [
          ['c.csv', 1],
          ['a.csv', 3],
          ['b.csv', 2],
        ].map(([name, size], n) =>
          fixtureRow(n, { phase: 'queued' }, { name: `${name}`, size: Number(size) }),
        ),
      ),
    })

  it('is done with the column headers, in both directions', async () => {
    on = await stage(await three(), 800)
    expect(heads()).toEqual(['Name', 'Status', 'Size', 'Folder'])
    on.button('Size').click()
    await nextFrames()
    expect(names()).toEqual(['c.csv', 'b.csv', 'a.csv'])
    expect(heads()).toEqual(['Name', 'Status', 'Size ascending', 'Folder'])
    on.button('Size').click()
    await nextFrames()
    expect(names()).toEqual(['a.csv', 'b.csv', 'c.csv'])
    expect(heads()).toEqual(['Name', 'Status', 'Size descending', 'Folder'])
    on.button('Name').click()
    await nextFrames()
    expect(names()).toEqual(['a.csv', 'b.csv', 'c.csv'])
    expect(heads()).toEqual(['Name ascending', 'Status', 'Size', 'Folder'])
  })

  it('is chosen from a menu where there are no column headers', async () => {
    on = await stage(await three())
    const choice = on.find('.list-bar select')
    expect(choice.getAttribute('aria-label')).toBe('Sort')
    if (!(choice instanceof HTMLSelectElement)) throw new TypeError('Expected a select.')
    expect([...choice.options].map(({ text }) => text)).toEqual([
      'As added',
      'Newest first',
      'Name, A to Z',
      'Name, Z to A',
      'Smallest first',
      'Largest first',
      'Folder, A to Z',
      'Folder, Z to A',
    ])
    choice.selectedIndex = 3
    choice.dispatchEvent(new Event('change', { bubbles: true }))
    await nextFrames()
    expect(names()).toEqual(['c.csv', 'b.csv', 'a.csv'])
    expect(on.find('.list-bar .choice').className).toContain('active')
  })

  it('keeps rows that need attention on top, each part sorted', async () => {
    const failed = { phase: 'refused', failure: { code: 'file-empty', message: '' } } as const
    const states: readonly RowState[] = [{ phase: 'queued' }, failed, { phase: 'queued' }, failed]
    const rows = await Promise.all(
      states.map((state, n) => fixtureRow(n, state, { name: `${9 - n}.csv` })),
    )
    on = await stage(fixturePanel({ theme: 'light', rows }), 800, 600)
    on.button('Name').click()
    await nextFrames()
    expect(names()).toEqual(['6.csv', '8.csv', '7.csv', '9.csv'])
  })

  it('scrolls to the top and keeps the selection', async () => {
    on = await stage(fixturePanel({ theme: 'light', rows: await queued(2000) }), 800)
    on.find('.row').click()
    on.find('.list').scrollTop = 30_000
    await nextFrames()
    on.button('Name').click()
    await nextFrames()
    on.button('Name').click()
    await nextFrames()
    expect(on.find('.list').scrollTop).toBe(0)
    expect(names()).toContain('file-1999.csv')
    expect(on.find('.selection').textContent).toContain('1 selected')
  })

  it('ignores Delete on a column header', async () => {
    const panel = await three()
    const cancel = vi.spyOn(panel.run, 'cancel')
    on = await stage(panel, 800)
    on.button('Size').focus()
    press('Delete')
    await nextFrames()
    expect(cancel).not.toHaveBeenCalled()
  })
})

describe('a row that changes its section', () => {
  it('keeps the focus', async () => {
    const made = await Promise.all([0, 1, 2].map((n) => fixtureRow(n, { phase: 'queued' })))
    const states = made.map(() => signal<RowState>({ phase: 'queued' }))
    const rows = made.map((row, n) => ({ ...row, state: states[n] ?? row.state }))
    on = await stage(fixturePanel({ theme: 'light', rows }))
    on.find('.row').focus()
    const name = focused()
    states[0].value = { phase: 'cancelled', md5: fixtureMd5(0) }
    await nextFrames()
    expect(on.all('.section').map((head) => head.textContent)).toEqual(['Uploading 2', 'Done 1'])
    expect(focused()).toBe(name)
  })
})

describe('an attention group', () => {
  let panel: PanelView
  beforeEach(async () => {
    panel = await SCENES.attention('light')
    on = await stage(panel)
  })

  const group = (words: string): HTMLElement => {
    const found = on.all('.group').find((card) => card.textContent.includes(words))
    if (!found) throw new Error(`Expected a group "${words}", found none.`)
    return found
  }
  const press = (card: HTMLElement, words: string) =>
    [...card.querySelectorAll('button')]
      .find((button) => button.textContent.includes(words))
      ?.click()

  it('is on top, one for each reason, with the limit that was exceeded', () => {
    expect(on.find('.section').textContent).toContain('Needs attention 47')
    expect(group('37 images exceed Webflow’s 4 MB limit')).toBeTruthy()
  })

  it('is retried as a whole, where a retry makes sense', () => {
    const retry = vi.spyOn(panel.run, 'retry')
    press(group('6 files couldn’t be uploaded'), 'Retry 6')
    expect(retry).toHaveBeenCalledExactlyOnceWith([100, 101, 102, 103, 104, 105])
    expect(group('37 files').textContent).not.toContain('Retry')
  })

  it('expands and collapses', async () => {
    const before = on.all('.row').length
    press(group('6 files couldn’t be uploaded'), 'Show 6 files')
    await nextFrames()
    expect(on.all('.row').length).toBeGreaterThan(before)
    press(group('6 files couldn’t be uploaded'), 'Hide 6 files')
    await nextFrames()
    expect(on.all('.row').length).toBe(before)
  })

  it('offers to keep or move existing assets, one or all', async () => {
    on.find('.filters .needs').click()
    on.find('.list').scrollTop = 10_000
    await nextFrames()
    const [keep, move] = [vi.spyOn(panel.run, 'keep'), vi.spyOn(panel.run, 'moveHere')]
    const row = on.all('.row').find((one) => one.textContent.includes('logo.svg, in Brand'))
    expect(row?.textContent).toContain('Already on the site as logo.svg, in Brand')
    row?.querySelector('button')?.click()
    expect(keep).toHaveBeenCalledExactlyOnceWith([300])
    await nextFrames()
    press(group('2 files already exist'), 'Move all here')
    expect(move).toHaveBeenCalledExactlyOnceWith([301, 302])
  })
})

describe('filters', () => {
  it('show one kind of row at a time, and say when there is none', async () => {
    on = await stage(await SCENES.settled('light'))
    expect(on.find('.filters').textContent).toBe('All 16Needs attention 0Uploading 0Done 16')
    on.find('.filters .needs').click()
    await nextFrames()
    expect(on.all('.row')).toHaveLength(0)
    expect(on.find('.list-empty').textContent).toBe('Nothing needs your attention.')
    on.find('.filters .done').click()
    await nextFrames()
    expect(on.all('.row').length).toBeGreaterThan(5)
    expect(on.find('.filters .done').getAttribute('aria-pressed')).toBe('true')
  })
})
