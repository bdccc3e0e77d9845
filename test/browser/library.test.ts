/** The Library on a site of some hundred assets, by mouse and keyboard, compared with what the site has. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Axe from 'axe-core'
import type { Browser, Locator } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openDesigner, readPublicNote, type Person } from './person.ts'
import { type SiteAsset, startStack, type Stack } from './stack.ts'

const ASSETS = 240
/** Longer than a person would wait; in milliseconds. */
const SOON = { timeout: 60_000 }
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let stack: Stack
let browser: Browser
let person: Person
let root: string
/** The assets of the site after `fill`. */
let site: readonly SiteAsset[]

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'asset-dock-library-'))
  stack = await startStack()
  await stack.control.settings({ rateLimit: 0 })
  await stack.control.fillSite({ assets: ASSETS, folders: 12 })
  site = await stack.control.assets()
  browser = await launchBrowser()
  person = await openDesigner(browser, stack.designer, { query: '?size=1200x800' })
  await readPublicNote(person)
})

afterAll(async () => {
  await browser.close()
  await stack.stop()
  rmSync(root, { recursive: true, force: true })
})

const tab = (name: string) => person.panel.getByRole('tab', { name })
const node = (name: string) => person.panel.getByRole('treeitem', { name: new RegExp(`^${name},`) })
const button = (name: string | RegExp) => person.panel.getByRole('button', { name })
const order = (name: string) =>
  person.panel.getByRole('navigation', { name: 'Clean up' }).getByText(name)
const status = () => person.panel.locator('.status-found')
const items = () => person.panel.locator('.shelf [data-key][aria-selected]')
const inFolder = (path: string, assets = site) =>
  assets.filter(({ folderPath }) => folderPath === path)

/** A folder at the top that has assets of its own, the one with most of them first. */
function folderWithMost(): string {
  const tops = site.map(({ folderPath }) => folderPath).filter((path) => /^[^/]+$/.test(path))
  return tops.toSorted((a, b) => inFolder(b).length - inFolder(a).length)[0] ?? ''
}
const wholeOf = (count: number) => `${count} ${count === 1 ? 'asset' : 'assets'}`

describe('opening the Library', () => {
  it('lists the site once, and shows all assets with counts of folders', async () => {
    await tab('Library').click()
    await expect.poll(() => status().textContent(), SOON).toContain(wholeOf(site.length))
    await expect
      .poll(() => person.panel.locator('.status-listing').textContent(), SOON)
      .toBe('just now')
    for (const folder of new Set(site.map(({ folderPath }) => folderPath.split('/')[0]))) {
      if (!folder) continue
      const inside = site.filter(({ folderPath }) => `${folderPath}/`.startsWith(`${folder}/`))
      expect(await node(folder).getAttribute('aria-label')).toBe(
        `${folder}, ${wholeOf(inside.length)}`,
      )
    }
    // Pictures are loaded from the site's CDN.
    await expect
      .poll(() => person.panel.locator('.tile img').evaluateAll(loaded), SOON)
      .toBeGreaterThan(3)
  })

  it('costs one listing, however often it is opened', async () => {
    const { operations } = await stack.control.stats()
    const calls = Object.values(operations['listAssets'] ?? {}).reduce((sum, n) => sum + n, 0)
    await tab('Upload').click()
    await tab('Library').click()
    await expect.poll(() => status().textContent(), SOON).toContain(wholeOf(site.length))
    const after = (await stack.control.stats()).operations['listAssets'] ?? {}
    expect(Object.values(after).reduce((sum, n) => sum + n, 0)).toBe(calls)
    expect(calls).toBeLessThanOrEqual(Math.ceil(site.length / 100) + 1)
  })
})

describe('navigating the Library', () => {
  it('opens a folder by keyboard, and shows only what is directly in it', async () => {
    const folder = folderWithMost()
    await node('All assets').focus()
    await person.page.keyboard.type(folder.slice(0, 1))
    // The letter selects the first match; the arrow keys lead on to the folder.
    for (let n = 0; n < 12 && !(await isFocused(node(folder))); n++) {
      await person.page.keyboard.press('ArrowDown')
    }
    await person.page.keyboard.press('Enter')
    await expect
      .poll(() => status().textContent(), SOON)
      .toContain(wholeOf(inFolder(folder).length))
    expect(await person.panel.locator('[aria-current=location]').textContent()).toBe(folder)
    await button('All assets').click()
  })

  it('searches by words and type, and sorts in the table', async () => {
    await button('Table').click()
    await person.panel.getByRole('combobox', { name: 'Type' }).selectOption('vector')
    const vectors = site.filter(({ contentType }) => contentType === 'image/svg+xml')
    await expect.poll(() => status().textContent(), SOON).toContain(wholeOf(vectors.length))
    await person.panel.getByRole('combobox', { name: 'Type' }).selectOption('')
    await button('Size').click()
    await button('Size').click()
    const largest = site.toSorted((a, b) => b.size - a.size)[0]
    await expect
      .poll(() => person.panel.locator('.table-row .middle-name').first().textContent(), SOON)
      .toBe(largest?.displayName)
    const word = largest?.displayName.split(/[^a-z]/i)[0]?.toLowerCase() ?? ''
    await person.panel.getByRole('searchbox', { name: 'Search' }).fill(word)
    const found = site.filter(({ displayName, originalFileName }) =>
      `${displayName}\n${originalFileName}`.toLowerCase().includes(word),
    )
    await expect.poll(() => status().textContent(), SOON).toContain(wholeOf(found.length))
    await person.panel.getByRole('searchbox', { name: 'Search' }).fill('')
  })

  it('remembers folder, view and sorting across visits', async () => {
    const folder = folderWithMost()
    await node(folder).click()
    await expect
      .poll(() => status().textContent(), SOON)
      .toContain(wholeOf(inFolder(folder).length))
    await person.page.reload()
    await expect
      .poll(() => status().textContent(), SOON)
      .toContain(wholeOf(inFolder(folder).length))
    expect(await tab('Library').getAttribute('aria-selected')).toBe('true')
    const head = person.panel.getByRole('columnheader', { name: 'Size' })
    expect(await head.getAttribute('aria-sort')).toBe('descending')
    await button('Grid').click()
  })
})

describe('the folders of the Library', () => {
  it('are created inside others from the menu, and take files that are dropped on them', async () => {
    const folder = folderWithMost()
    await node(folder).click({ button: 'right' })
    await person.panel.getByRole('menuitem', { name: 'New subfolder…' }).click()
    await person.panel.getByRole('textbox', { name: /^New folder/ }).fill('Spring')
    await person.page.keyboard.press('Enter')
    await node('Spring').waitFor()
    const file = join(root, 'tulip.svg')
    writeFileSync(file, '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    await dropOn(node('Spring'), [file])
    await expect
      .poll(async () => inFolder(`${folder}/Spring`, await stack.control.assets()).length, SOON)
      .toBe(1)
    // The uploaded files appear without another listing.
    await node('Spring').click()
    await expect.poll(() => items().count(), SOON).toBe(1)
  })

  it('take assets that are dragged to them or moved by keyboard', async () => {
    const folder = folderWithMost()
    const spring = `${folder}/Spring`
    await node(folder).click()
    await expect
      .poll(() => status().textContent(), SOON)
      .toContain(wholeOf(inFolder(folder).length))
    await items().nth(0).click()
    await items()
      .nth(1)
      .click({ modifiers: ['Shift'] })
    await items().nth(1).dragTo(node('Spring'))
    const moved = async () => inFolder(spring, await stack.control.assets()).length
    await expect.poll(moved, SOON).toBe(3)
    await items().nth(0).click()
    await person.page.keyboard.press('Shift+ArrowRight')
    await person.page.keyboard.press('Control+Shift+M')
    const dialog = person.panel.getByRole('dialog')
    await dialog.waitFor()
    // The dialog opens at their folder, and a letter jumps to the next.
    await person.page.keyboard.press('ArrowRight')
    await person.page.keyboard.type('S')
    for (
      let n = 0;
      n < 20 && !(await isFocused(dialog.getByRole('treeitem', { name: /Spring/ })));
      n++
    ) {
      await person.page.keyboard.press('ArrowDown')
    }
    await person.page.keyboard.press('Enter')
    await expect.poll(moved, SOON).toBe(5)
    const left = inFolder(folder).length - 4
    await expect.poll(() => status().textContent(), SOON).toContain(wholeOf(left))
  })
})

describe('the cleanup views', () => {
  it('show identical files once they are compared, exactly as the site has them', async () => {
    await order('Identical files').click()
    await button(/^Compare all/).click()
    const atIt = button(/^Compare all/).or(person.panel.locator('.comparing'))
    await expect.poll(() => atIt.count()).toBe(0)
    expect(await person.panel.locator('.same-heading:not(.known)').count()).toBe(0)
    const now = await stack.control.assets()
    const groups = [...Map.groupBy(now, ({ md5 }) => md5).values()].filter(
      ({ length }) => length > 1,
    )
    const total = groups.reduce((sum, { length }) => sum + length, 0)
    expect(groups.length).toBeGreaterThan(3)
    await expect.poll(() => status().textContent(), SOON).toContain(wholeOf(total))
    await button('Select duplicates').first().click()
    await expect
      .poll(() => person.panel.locator('.selection-count').textContent(), SOON)
      .toMatch(/^\d+ selected/)
  })

  it('count images without alt text, and chart where the bytes are', async () => {
    await order('Missing alt text').click()
    const bare = site.filter(
      ({ contentType, altTexts }) => contentType.startsWith('image/') && !altTexts['primary'],
    )
    // The tulip has none either.
    await expect.poll(() => status().textContent(), SOON).toContain(wholeOf(bare.length + 1))
    await order('Space used').click()
    const tops = new Set(site.map(({ folderPath }) => folderPath.split('/')[0]))
    await expect.poll(() => person.panel.locator('.space-folder').count(), SOON).toBe(tops.size)
  })
})

describe('each view of the Library', () => {
  const views: readonly (readonly [string, () => Promise<void>])[] = [
    ['the grid of a folder', () => node(folderWithMost()).click()],
    ['the table', () => button('Table').click()],
    [
      'a selection with its menu',
      async () => {
        await items().nth(0).click()
        await button('More actions').click()
      },
    ],
    [
      'same bytes',
      async () => {
        await person.page.keyboard.press('Escape')
        await order('Identical files').click()
      },
    ],
    ['where the bytes are', () => order('Space used').click()],
  ]

  it.each(views)('has no axe violations: %s', async (_, show) => {
    await show()
    const frame = await (await person.page.locator('iframe').elementHandle())?.contentFrame()
    if (!frame) throw new Error('The Designer has no panel.')
    await frame.evaluate(axe)
    const found = await frame.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof Axe }
      const { violations } = await axe.run({ resultTypes: ['violations'] })
      return violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary}`).join(', ')}`,
      )
    })
    expect(found).toEqual([])
  })
})

// Helpers

const loaded = (images: readonly (SVGElement | HTMLElement)[]): number =>
  images.filter((image) => image instanceof HTMLImageElement && image.naturalWidth > 0).length

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement)

/** Drops files of this machine on an element, as a drag from a file manager does. */
async function dropOn(target: Locator, files: readonly string[]): Promise<void> {
  const box = await target.boundingBox()
  if (!box) throw new Error('Nothing to drop on is seen.')
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const session = await person.page.context().newCDPSession(person.page)
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', { type, ...at, data })
  await drag('dragEnter')
  await drag('dragOver')
  await person.panel.locator('.drop-note').waitFor()
  await drag('dragOver')
  await drag('drop')
  await session.detach()
}
