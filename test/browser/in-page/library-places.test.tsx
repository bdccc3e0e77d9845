/** The Library's folder tree, search, cleanup views and drag and drop, and the panel's tabs. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LazyLibrary } from '../../../src/panel/components/lazy/lazy-parts.ts'
import type { LibraryView } from '../../../src/panel/models/library/library-views.ts'
import type { PanelView } from '../../../src/panel/components/kit/panel-view.ts'
import { fixtureFolder } from '../../../src/panel/scenes/fixture-files.ts'
import type { LibraryScene } from '../../../src/panel/scenes/fixture-library.ts'
import { fixturePanel } from '../../../src/panel/scenes/fixture-panel.ts'
import { nextFrames, press, stage, type PageStage } from './stage.tsx'
import { until } from '../../until.ts'

let on: PageStage
let library: LibraryView
let panel: PanelView
afterEach(() => on.end())

async function open(scene: LibraryScene, width = 800, height = 600): Promise<void> {
  panel = fixturePanel({ theme: 'light', status: 'empty', library: scene })
  library = await panel.library()
  await LazyLibrary.preload()
  on = await stage(panel, width, height)
  await nextFrames()
}

async function key(name: string): Promise<void> {
  press(name)
  await nextFrames()
}

const node = (name: string): HTMLElement => {
  const found = on
    .all('[role=treeitem]')
    .find((item) => item.querySelector('.tree-name')?.textContent === name)
  if (!found) throw new Error(`Expected a folder "${name}" in the tree.`)
  return found
}
const crumbs = () => on.all('.crumb').map((crumb) => crumb.textContent)
const titles = () =>
  library.items.value.map((item) => (item.type === 'asset' ? item.title : item.key))

describe('the tree of folders', () => {
  it('is navigated with keys: it expands, collapses, opens a folder with Enter, and the path leads back', async () => {
    await open({ assets: 240, ageMs: 0 })
    node('All assets').focus()
    await key('b')
    expect(document.activeElement).toBe(node('Blog'))
    await key('ArrowRight')
    expect(node('Blog').getAttribute('aria-expanded')).toBe('true')
    await key('ArrowRight')
    expect(document.activeElement).toBe(node('Covers'))
    expect(library.shelf.value).toEqual({ type: 'all' })
    await key('Enter')
    expect(crumbs()).toEqual(['All assets', 'Blog', 'Covers'])
    expect(node('Covers').getAttribute('aria-selected')).toBe('true')
    on.all('.crumb-button')[1]?.click()
    await nextFrames()
    expect(crumbs()).toEqual(['All assets', 'Blog'])
    node('Covers').focus()
    await key('ArrowLeft')
    expect(document.activeElement).toBe(node('Blog'))
    await key('ArrowLeft')
    expect(node('Blog').getAttribute('aria-expanded')).toBe('false')
  })

  it('counts the assets in a folder and below it', async () => {
    await open({ assets: 240, ageMs: 0 })
    const of = (name: string) => Number(node(name).querySelector('.tree-count')?.textContent)
    const blog = library.folders.value.find(({ name }) => name === 'Blog')
    expect(of('Blog')).toBe((blog?.own.count ?? 0) + (blog?.below.count ?? 0))
    expect(of('All assets')).toBe(240)
    library.changes.move([library.assets.value[0]?.id ?? panic()], fixtureFolder(12))
    await until(() =>
      expect(of('Blog')).toBe(1 + (blog?.own.count ?? 0) + (blog?.below.count ?? 0)),
    )
  })

  it('is behind a button in a narrow panel', async () => {
    await open({ assets: 40, ageMs: 0 }, 240, 360)
    on.button('Folders and views').click()
    await nextFrames()
    on.all('dialog [role=treeitem]')
      .find((item) => item.textContent.includes('Brand'))
      ?.click()
    await nextFrames()
    expect(on.all('dialog')).toHaveLength(0)
    expect(crumbs()).toEqual(['All assets', 'Brand'])
  })

  it('says what apps cannot do with a folder, how to do it in Webflow, and offers what they can', async () => {
    await open({ assets: 240, ageMs: 0 })
    node('Brand').dispatchEvent(
      new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: 20, clientY: 100 }),
    )
    await nextFrames()
    on.button('How to rename, move or delete…').click()
    await nextFrames()
    expect(on.find('dialog').textContent).toContain('Apps can’t rename, move or delete folders')
    on.button('Move contents to…').click()
    await nextFrames()
    const move = vi.spyOn(library.changes, 'move')
    const inside = library.assets.value.filter(({ folderId }) => folderId === fixtureFolder(1))
    expect(on.button('Move here').getAttribute('aria-disabled')).toBe('true')
    on.all('dialog [role=treeitem]')
      .find((item) => item.textContent.includes('Icons'))
      ?.click()
    await nextFrames()
    on.button('Move here').click()
    await nextFrames()
    expect(move).toHaveBeenCalledExactlyOnceWith(
      inside.map(({ id }) => id),
      fixtureFolder(10),
    )
  })
})

describe('search and kinds', () => {
  it('filter the assets, announce the result, and can be cleared where nothing is found', async () => {
    await open({ assets: 240, ageMs: 0 })
    const search = on.input('.library-bar input[type=search]')
    const type = async (text: string) => {
      search.value = text
      search.dispatchEvent(new Event('input', { bubbles: true }))
      await nextFrames()
    }
    await type('tide')
    expect(titles().every((title) => title.startsWith('tide-table'))).toBe(true)
    await until(() => expect(library.announcement.value).toBe('15 assets found.'))
    search.focus()
    await key('ArrowDown')
    expect(document.activeElement?.closest('.shelf')).not.toBeNull()
    await type('tide no such thing')
    expect(on.find('.shelf-empty').textContent).toContain('Nothing found')
    on.button('Clear filters').click()
    await nextFrames()
    expect(search.value).toBe('')
    expect(titles()).toHaveLength(240)
  })
})

describe('dragging in the library', () => {
  const drag = (type: string, target: Element, data: DataTransfer) => {
    const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data })
    target.dispatchEvent(event)
    return event
  }

  it('moves the selection to another folder, and does nothing in its own folder', async () => {
    await open({ assets: 240, ageMs: 0, remembered: { sort: { by: 'name', descending: false } } })
    const move = vi.spyOn(library.changes, 'move')
    const [first, second] = on.all('.tile')
    first?.click()
    second?.dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true }))
    await nextFrames()
    const ids = library.selected.value.map(({ id }) => id)
    const data = new DataTransfer()
    if (second) drag('dragstart', second, data)
    expect(drag('dragover', node('Icons'), data).defaultPrevented).toBe(true)
    await nextFrames()
    expect(node('Icons').hasAttribute('data-over')).toBe(true)
    expect(on.find('.drop-note').textContent).toBe('Drop to move into Icons')
    expect(drag('dragover', node('All assets'), data).defaultPrevented).toBe(false)
    drag('drop', node('Icons'), data)
    await nextFrames()
    expect(move).toHaveBeenCalledExactlyOnceWith(ids, fixtureFolder(10))
    expect(on.all('[data-over], .drop-note')).toHaveLength(0)
  })

  it('shows where files would go, and uploads them there', async () => {
    await open({ assets: 240, ageMs: 0 })
    const drop = vi.spyOn(panel.intake, 'drop')
    const data = new DataTransfer()
    data.items.add(new File(['x'], 'x.png'))
    data.items.add(new File(['y'], 'y.png'))
    drag('dragover', node('Icons'), data)
    await nextFrames()
    expect(on.find('.drop-note').textContent).toBe('Drop to upload into Icons')
    drag('drop', node('Icons'), data)
    expect(drop).toHaveBeenLastCalledWith(data, fixtureFolder(10))
    library.go({ type: 'folder', folder: fixtureFolder(5) })
    await nextFrames()
    drag('drop', on.find('.shelf-box'), data)
    expect(drop).toHaveBeenLastCalledWith(data, fixtureFolder(5))
  })
})

describe('cleanup views', () => {
  it('show which of the same bytes to keep and why, select the others, and compare', async () => {
    await open({ assets: 120, ageMs: 0, remembered: { shelf: { type: 'order', order: 'same' } } })
    const compare = vi.spyOn(library, 'compare')
    const heading = on.find('.same-heading')
    expect(heading.textContent).toMatch(/Suggested: keep .* \(/)
    heading.querySelector('button')?.click()
    await nextFrames()
    const [group, keep, other] = library.items.value
    expect(group).toMatchObject({ type: 'heading', keep: keep?.key })
    expect(compare).toHaveBeenCalledExactlyOnceWith([keep?.key, other?.key])
    expect(on.all('.keep-mark').length).toBeGreaterThan(0)
  })

  it('chart where the bytes are, and each part opens its folder', async () => {
    await open({ assets: 120, ageMs: 0, remembered: { shelf: { type: 'order', order: 'space' } } })
    expect(on.all('.part').length).toBe(on.all('.space-kind').length)
    on.button('Documents').click()
    await nextFrames()
    expect(library.kind.value).toBe('document')
    expect(library.sort.value).toEqual({ by: 'size', descending: true })
  })
})

describe('the states of the library', () => {
  it.each([
    ['an empty site', { assets: 0, ageMs: 0 }, 'No assets yet'],
    ['an old listing', { assets: 9, ageMs: 3 * 3_600_000 }, '3 hr. ago'],
    ['a pause', { assets: 9, ageMs: 0, listing: 0.5, waitMs: 41_000 }, 'Resumes in 0:4'],
    [
      'trouble',
      { assets: 0, trouble: { code: 'proxy-unreachable', message: 'x' } },
      'Can’t reach the Asset Dock server',
    ],
  ] as const)('are explained: %s', async (_, scene, words) => {
    await open(scene, 320, 460)
    await until(() => expect(on.find('.library').textContent).toContain(words))
  })

  it('show the hint until it is read', async () => {
    await open({ assets: 9, ageMs: 0, hintRead: false })
    on.button('Got it').click()
    await nextFrames()
    expect(on.all('.library-hint')).toHaveLength(0)
  })
})

describe('the tabs', () => {
  it('are switched with the arrow keys, and keep the state of each tab', async () => {
    await open({ assets: 240, ageMs: 0 })
    on.find('.shelf').scrollTop = 400
    await nextFrames()
    on.find('#tab-library').focus()
    await key('ArrowLeft')
    expect(document.activeElement?.id).toBe('tab-upload')
    expect(on.find('#tab-upload').getAttribute('aria-selected')).toBe('true')
    expect(on.find('#library-panel').inert).toBe(true)
    await key('End')
    expect(on.find('#library-panel').inert).toBe(false)
    expect(on.find('.shelf').scrollTop).toBe(400)
    expect(on.all('[role=tab][tabindex="0"]')).toEqual([document.activeElement])
  })
})

function panic(): never {
  throw new Error('The fixture has no assets.')
}
