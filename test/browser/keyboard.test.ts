/** An upload without a mouse: add files, create and choose a folder, settle what needs attention, clear the list. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, openDesigner, type Person } from './person.ts'
import { startStack, type Stack } from './stack.ts'

let stack: Stack
let browser: Browser
let person: Person
const folder = mkdtempSync(join(tmpdir(), 'asset-dock-keyboard-'))

beforeAll(async () => {
  stack = await startStack()
  await stack.control.settings({ rateLimit: 0 })
  browser = await launchBrowser()
  person = await openDesigner(browser, stack.designer)
  // Listen before the key goes down: afterwards may be too late to catch the browser's dialog.
  person.page.on('filechooser', () => undefined)
})

afterAll(async () => {
  await browser.close()
  await stack.stop()
  rmSync(folder, { recursive: true })
})

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await person.page.keyboard.press(key)
}

/** The focused element of the panel, by its label or text. */
const focused = (): Promise<string> =>
  person.panel.locator('body').evaluate(() => {
    const { activeElement: at } = document
    if (at === null || at === document.body) return ''
    return (at.getAttribute('aria-label') ?? at.textContent ?? '').trim()
  })

/** Presses Tab until the name of the focused element contains `name`. */
async function tabTo(name: string): Promise<void> {
  const passed: string[] = []
  while (!(await focused()).includes(name)) {
    passed.push(await focused())
    if (passed.length > 40) throw new Error(`Tab leads to ${passed.join(' · ')}, not to "${name}".`)
    await press('Tab')
  }
}

function file(name: string, bytes: number): string {
  const path = join(folder, name)
  writeFileSync(path, randomBytes(bytes))
  return path
}

it('an upload can be done by keyboard from start to end', async () => {
  const { page, panel } = person
  // Start from the Designer's own controls, as a person does.
  await page.locator('iframe').focus()

  await tabTo('Upload to')
  await press('Enter')
  await panel.getByRole('dialog').waitFor()
  await tabTo('New folder')
  await press('Enter')
  await page.keyboard.type('Spring')
  await press('Enter')
  await panel.getByRole('treeitem', { name: 'Spring' }).waitFor()
  await tabTo('Select folder')
  await press('Enter')
  await expect.poll(focused).toBe('Upload to Spring')

  await press('Shift+Tab', 'Shift+Tab')
  expect(await focused()).toBe('Choose files')
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press('Enter')])
  await chooser.setFiles([
    file('one.jpg', 40_000),
    file('two.jpg', 50_000),
    file('huge.jpg', 4_500_000),
  ])
  await person.settled(3)
  const placed = (await stack.control.objects())
    .map(({ displayName, folderPath }) => `${folderPath}/${displayName}`)
    .toSorted((a, b) => a.localeCompare(b))
  expect(placed).toEqual(['Spring/one.jpg', 'Spring/two.jpg'])

  await tabTo('Needs attention')
  await press('Enter')
  await tabTo('huge.jpg')
  await press('Enter')
  await panel.getByRole('dialog', { name: 'huge.jpg' }).getByText('4.3 MB').first().waitFor()
  await press('Escape')
  expect(await focused()).toContain('huge.jpg')

  await page.keyboard.press('Shift+Tab')
  await tabTo('Clear list')
  await press('Enter')
  await expect.poll(focused).toBe('Choose files')
})

it('files are sorted by keyboard, and the order is kept for the next visit', async () => {
  const { page, panel } = person
  const files = ['z 10.jpg', 'a.jpg', 'z 9.jpg'].map((name) => file(name, 1000))
  const choose = async (): Promise<void> => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      panel.getByRole('button', { name: 'Choose files' }).press('Enter'),
    ])
    await chooser.setFiles(files)
    await person.settled(3)
  }
  const names = (): Promise<readonly string[]> =>
    panel
      .locator('.row .cell-name')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label') ?? ''))
  await choose()
  await tabTo('Sort')
  // As added, last added first, by name.
  await press('ArrowDown', 'ArrowDown')
  await expect.poll(names).toEqual(['a.jpg', 'z 9.jpg', 'z 10.jpg'])
  await page.reload()
  await choose()
  await expect.poll(names).toEqual(['a.jpg', 'z 9.jpg', 'z 10.jpg'])
})
