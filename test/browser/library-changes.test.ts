/** Assets are changed and used through the Designer, by mouse and keyboard. All tests share one site. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, FrameLocator, Locator } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openDesigner, type Person, readPublicNote } from './person.ts'
import { plainPng } from '../../src/sandbox/fill/png.ts'
import { startStack, type Stack, type StoredObject } from './stack.ts'

const folder = mkdtempSync(join(tmpdir(), 'asset-dock-changes-'))
const NAMES = ['boats.png', 'pier.png', 'tide.png', 'wharf.png'] as const

let stack: Stack
let browser: Browser
let person: Person
let panel: FrameLocator

beforeAll(async () => {
  mkdirSync(join(folder, 'Quay'))
  for (const [n, name] of NAMES.entries()) picture(join('Quay', name), n)
  stack = await startStack()
  await stack.control.settings({ rateLimit: 0 })
  browser = await launchBrowser()
  person = await openDesigner(browser, stack.designer, { query: '?size=large' })
  ;({ panel } = person)
  person.page.setDefaultTimeout(60_000)
  await readPublicNote(person)
  await person.drop([join(folder, 'Quay')])
  await person.settled(NAMES.length)
  await panel.getByRole('tab', { name: 'Library' }).click()
  await panel.getByRole('combobox', { name: 'Sort' }).selectOption('Name, A to Z')
  await tile('pier.png').waitFor()
})

afterAll(async () => {
  await browser.close()
  await stack.stop()
  rmSync(folder, { recursive: true })
})

describe('many assets at once', () => {
  it('are renamed by a template, by keyboard, and undone', async () => {
    await tile('boats.png').click()
    await press('ControlOrMeta+a', 'F2')
    const dialog = panel.getByRole('dialog', { name: 'Rename 4 assets' })
    await dialog.getByRole('textbox', { name: 'New name' }).waitFor()
    await press('ControlOrMeta+a')
    await person.page.keyboard.type('{folder} {counter:2} {slug}')
    await dialog.getByText('4 new names').waitFor()
    await press('Enter')
    await done('4 assets renamed')
    expect(await displayNames()).toEqual([
      'Quay 01 boats.png',
      'Quay 02 pier.png',
      'Quay 03 tide.png',
      'Quay 04 wharf.png',
    ])
    await tile('Quay 02 pier.png').waitFor()
    await press('ControlOrMeta+z')
    await done('4 changes undone')
    expect(await displayNames()).toEqual([...NAMES])
  })

  it('have invalid names reported before anything is written', async () => {
    await tile('boats.png').click()
    await press('ControlOrMeta+a', 'F2')
    const dialog = panel.getByRole('dialog', { name: 'Rename 4 assets' })
    await dialog.getByRole('textbox', { name: 'New name' }).fill('the same')
    await dialog.getByText('used more than once').first().waitFor()
    await dialog.getByRole('button', { name: 'Rename 4' }).click({ force: true })
    await press('Escape')
    expect(await displayNames()).toEqual([...NAMES])
  })

  it('get alt texts in a sheet: typed, pasted, decorative, and in another language', async () => {
    await tile('boats.png').click()
    await press('ControlOrMeta+a')
    await bar('Alt text…').click()
    const dialog = panel.getByRole('dialog', { name: 'Alt texts' })
    const first = dialog.getByRole('textbox', { name: 'Alt text of boats.png' })
    await dialog.getByText('4 missing').waitFor()
    await first.focus()
    await pasteInto(first, 'tide.png\tLow tide at the quay\npier.png\tThe long pier\n')
    await dialog.getByText('2 texts pasted, matched by name.').waitFor()
    await person.page.keyboard.type('Boats at rest')
    await dialog.getByRole('checkbox', { name: 'Decorative: wharf.png' }).click()
    await dialog.getByRole('combobox', { name: 'Language' }).selectOption({ index: 1 })
    const french = dialog.getByRole('textbox', { name: 'Alt text of pier.png' })
    await dialog.getByRole('button', { name: /^Save 4/ }).waitFor()
    await french.fill('La longue jetée')
    await dialog.getByRole('button', { name: 'Save 5' }).click()
    await done('5 alt texts saved')
    expect(await altTexts()).toEqual([
      'Boats at rest',
      'The long pier',
      'Low tide at the quay',
      null,
    ])
    await panel.getByRole('button', { name: 'Details' }).click()
    await panel
      .getByRole('dialog', { name: '5 alt texts saved' })
      .getByText('Done')
      .nth(4)
      .waitFor()
    await press('Escape')
  })

  it('are moved by keyboard to a folder created in the dialog', async () => {
    await tile('tide.png').click()
    await press('ControlOrMeta+Shift+m')
    const dialog = panel.getByRole('dialog')
    await dialog.getByRole('button', { name: 'New folder' }).click()
    await person.page.keyboard.type('Sea')
    await press('Enter')
    await dialog.getByRole('button', { name: 'Move here' }).click()
    await done('1 asset moved')
    expect((await object('tide.png')).folderPath).toMatch(/Sea$/)
    await panel.getByRole('button', { name: 'Undo' }).click()
    await done('1 change undone')
    expect((await object('tide.png')).folderPath).toBe('Quay')
  })
})

describe('the file of an asset', () => {
  it('is replaced after a warning, and restored by Undo', async () => {
    const before = await object('boats.png')
    const next = picture('square.png', 9, 20, 20)
    await menu('boats.png', 'Replace file…')
    const dialog = panel.getByRole('dialog', { name: 'Replace file' })
    await dialog.locator('input[type=file]').setInputFiles(next.path)
    await dialog.getByText('The proportions change from').waitFor()
    await dialog.getByRole('button', { name: 'Replace', exact: true }).click()
    await done('1 file replaced')
    const after = await object('boats.png')
    expect([after.md5, after.assetId]).toEqual([next.md5, before.assetId])
    await panel.getByRole('button', { name: 'Undo' }).click()
    await done('1 change undone')
    expect((await object('boats.png')).md5).toBe(before.md5)
  })
})

describe('a drop', () => {
  it('asks in the list about files whose names are taken: replace, undo, or keep both', async () => {
    const [before, tide] = [await object('pier.png'), await object('tide.png')]
    const next = picture(join('Quay', 'pier.png'), 6, 60, 40)
    picture(join('Quay', 'lamp.png'), 7)
    const upload = panel.getByRole('tabpanel', { name: 'Upload' })
    const changed = (words: string) =>
      upload.getByRole('group', { name: 'Changes' }).getByText(words).waitFor()
    await panel.getByRole('tab', { name: 'Upload' }).click()
    await person.drop([join(folder, 'Quay')])
    await upload.getByText('1 file already exists with different content').waitFor()
    // The focus stays where it is.
    expect(await upload.locator('.conflict-row:focus-within, .group:focus-within').count()).toBe(0)
    await upload.getByRole('button', { name: 'Replace: pier.png, Quay' }).click()
    await changed('1 file replaced')
    expect([(await object('pier.png')).md5, (await object('pier.png')).assetId]).toEqual([
      next.md5,
      before.assetId,
    ])
    expect(await panel.getByRole('tab', { selected: true }).textContent()).toContain('Upload')
    await upload.getByText('Replaced the asset').waitFor()
    await upload.getByRole('button', { name: 'Undo' }).click()
    await changed('1 change undone')
    expect((await object('pier.png')).md5).toBe(before.md5)
    await upload.getByRole('button', { name: 'Retry pier.png' }).click()
    await upload.getByRole('button', { name: 'Replace: pier.png, Quay' }).click()
    await changed('1 file replaced')
    expect((await object('pier.png')).md5).toBe(next.md5)
    // Identical and new files were handled meanwhile.
    expect((await object('tide.png')).assetId).toBe(tide.assetId)

    picture(join('Quay', 'lamp.png'), 8, 90, 60)
    await person.drop([join(folder, 'Quay')])
    await upload.getByRole('button', { name: 'Keep both: lamp.png, Quay' }).click()
    const lamps = async () => (await displayNames()).filter((name) => name.startsWith('lamp'))
    await expect.poll(lamps).toHaveLength(2)
    await panel.getByRole('tab', { name: 'Library' }).click()
  })
})

describe('on the canvas', () => {
  it('an asset is used on the selected image, with its alt text', async () => {
    await canvas('Hero image').click()
    await selectedImage().waitFor()
    await tile('pier.png').click()
    await panel.getByRole('button', { name: 'Set image' }).click()
    await done('1 image set')
    expect(await shown('Hero image')).toEqual([(await object('pier.png')).assetId, 'The long pier'])
    await panel.getByText('Shows pier.png').waitFor()
  })

  it('several assets are placed in order, skipping excluded elements', async () => {
    await tile('tide.png').click()
    await tile('wharf.png').click({ modifiers: ['ControlOrMeta'] })
    await tile('wharf.png').dragTo(selectedImage())
    const dialog = panel.getByRole('dialog', { name: 'Fill images with 2 assets' })
    await dialog.getByRole('button', { name: 'Skip image 1' }).click()
    await dialog.getByRole('button', { name: 'Fill 2' }).click()
    await done('2 images set')
    expect(await shown('Hero image')).toEqual([(await object('pier.png')).assetId, 'The long pier'])
    expect(await shown('Feature image')).toEqual([
      (await object('tide.png')).assetId,
      'Low tide at the quay',
    ])
    // Decorative on the site, decorative on the page.
    expect(await shown('Gallery image 1')).toEqual([(await object('wharf.png')).assetId, null])
  })

  it('a file dropped on the selected image is uploaded and used', async () => {
    const { path } = picture('buoy.png', 5)
    const bar = selectedImage()
    await person.drop([path], { part: bar, takes: bar.getByText('Set on selected image') })
    await done('1 image set')
    // The asset has no alt text yet, and neither has the element.
    expect(await shown('Hero image')).toEqual([(await object('buoy.png')).assetId, undefined])
  })

  it('a new image is inserted', async () => {
    const before = (await elements()).length
    await menu('boats.png', 'Insert as new image')
    await done('1 image inserted')
    const after = await elements()
    expect(after).toHaveLength(before + 1)
    const { assetId } = await object('boats.png')
    expect(after.filter(({ asset }) => asset === assetId)).toHaveLength(1)
  })

  it('the panel opens on the image that it is launched from, and connects it when it is used', async () => {
    await canvas('Gallery image 2').click()
    const connections = person.page.getByRole('region', { name: 'Connections' })
    await connections.getByRole('button', { name: 'Connect an app' }).click()
    await connections.getByRole('button', { name: 'Asset Dock: manage image' }).click()
    await panel.getByText('the element you opened this panel from').waitFor()
    await tile('tide.png').click()
    await panel.getByRole('button', { name: 'Set image' }).click()
    await done('1 image set')
    await connections.getByRole('button', { name: 'Open Asset Dock' }).waitFor()
    expect((await shown('Gallery image 2'))[0]).toBe((await object('tide.png')).assetId)
  })
})

describe('an action that is not possible or cannot be undone', () => {
  it('is marked before the click, with the reason', async () => {
    await person.page.getByRole('combobox', { name: 'Role' }).selectOption('reviewer')
    await tile('pier.png').click()
    const rename = bar('Rename…')
    await expect.poll(() => rename.getAttribute('aria-disabled')).toBe('true')
    expect(await rename.getAttribute('title')).not.toBe('Rename…')
    await person.page.getByRole('combobox', { name: 'Role' }).selectOption('designer')
    await expect.poll(() => rename.getAttribute('aria-disabled')).not.toBe('true')
  })

  it('is confirmed first: deleting shows the known uses', async () => {
    await tile('wharf.png').click()
    await press('Delete')
    const dialog = panel.getByRole('dialog', { name: 'Delete 1 asset?' })
    await dialog.getByText('Used by 1 image on this page.').waitFor()
    await press('Escape')
    expect(await displayNames()).toContain('wharf.png')
    await press('Delete')
    await dialog.getByRole('button', { name: 'Delete 1' }).click()
    await done('1 asset deleted')
    await tile('wharf.png').waitFor({ state: 'detached' })
    expect(await displayNames()).not.toContain('wharf.png')
  })
})

// Helpers

interface CanvasElement {
  readonly name: string
  readonly asset?: string | null
  readonly altText?: string | null
}

const tile = (name: string): Locator =>
  panel.getByRole('grid').getByRole('gridcell', { name: new RegExp(`^${name}`) })

const bar = (name: string): Locator =>
  panel.getByRole('group', { name: /selected/ }).getByRole('button', { name })

const selectedImage = (): Locator => panel.getByRole('group', { name: 'Selected image' })

const canvas = (name: string): Locator =>
  person.page.getByRole('main', { name: 'Canvas' }).getByRole('button', { name })

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await person.page.keyboard.press(key)
}

async function menu(asset: string, item: string): Promise<void> {
  await tile(asset).click({ button: 'right' })
  await panel.getByRole('menuitem', { name: item }).click()
}

/** Each changed asset shows its change. */
const done = (words: string): Promise<void> =>
  panel.getByRole('group', { name: 'Changes' }).getByText(words).waitFor()

/** Pastes as from a spreadsheet; synthetic keys have no clipboard. */
const pasteInto = (field: Locator, text: string): Promise<void> =>
  field.evaluate((element, text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    const init = { clipboardData, bubbles: true, cancelable: true }
    element.dispatchEvent(new ClipboardEvent('paste', init))
  }, text)

/** A picture of one colour, with its digest. */
function picture(name: string, n: number, width = 30, height = 20) {
  const path = join(folder, name)
  const bytes = plainPng([n * 25, 120, 255 - n * 25], width, height)
  writeFileSync(path, bytes)
  return { path, md5: createHash('md5').update(bytes).digest('hex') }
}

async function objects(): Promise<readonly StoredObject[]> {
  const all = await stack.control.objects()
  return all.toSorted((a, b) => a.displayName.localeCompare(b.displayName))
}

async function object(name: string): Promise<StoredObject> {
  const found = (await objects()).find(({ displayName }) => displayName === name)
  if (!found) throw new Error(`The site has no asset "${name}".`)
  return found
}

const displayNames = async () => (await objects()).map(({ displayName }) => displayName)
const altTexts = async () => (await objects()).map(({ altText }) => altText)

async function elements(): Promise<readonly CanvasElement[]> {
  const site = '65f0c0ffee00000000000001'
  const answer = await fetch(`${stack.api}/__sandbox/canvas?site=${site}`)
  return (await answer.json()) as readonly CanvasElement[]
}

async function shown(name: string): Promise<readonly [unknown, unknown]> {
  const element = (await elements()).find((one) => one.name === name)
  return [element?.asset, element?.altText]
}
