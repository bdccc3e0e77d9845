/** What the browser stores: an unfinished run, and the files it has read. With real storage. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, openDesigner, type Person } from './person.ts'
import { plainPng } from '../../src/sandbox/fill/png.ts'
import { startStack, type Stack } from './stack.ts'

const FILES = 40

let stack: Stack
let browser: Browser
let person: Person
let root: string

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'asset-dock-take-up-'))
  stack = await startStack()
  browser = await launchBrowser()
  person = await openDesigner(browser, stack.designer)
})

afterAll(async () => {
  await browser.close()
  await stack.stop()
  rmSync(root, { recursive: true, force: true })
})

const stored = async (): Promise<string[]> =>
  (await stack.control.objects()).map(({ md5 }) => md5).toSorted()

it('a run that is reloaded half-way uploads every file once', async () => {
  await stack.control.settings({ rateLimit: 0, apiLatencyMs: 600, storageLatencyMs: 150 })
  const folder = join(root, 'pictures')
  mkdirSync(folder)
  const digests = Array.from({ length: FILES }, (_, n) => {
    const bytes = randomBytes(20_000)
    writeFileSync(join(folder, `picture ${n}.jpg`), bytes)
    return createHash('md5').update(bytes).digest('hex')
  })
  await person.drop([folder])
  await expect.poll(async () => (await stored()).length).toBeGreaterThan(3)
  await person.page.reload()
  await stack.control.settings({ apiLatencyMs: 0 })
  const goOn = person.panel.getByRole('button', { name: 'Continue', exact: true })
  await goOn.waitFor()
  expect((await stored()).length).toBeLessThan(FILES)
  await goOn.click()
  await person.settled(FILES)
  expect(await stored()).toEqual(digests.toSorted())
  await expect.poll(async () => (await stack.control.stats()).orphans).toBe(0)
  expect(new Set((await stack.control.objects()).map((object) => object.folderPath))).toEqual(
    new Set(['pictures']),
  )
})

it('a second drop reads no file again whose path, size and time are known, unless the person asks for it', async () => {
  await person.panel.getByRole('button', { name: 'Clear list' }).click()
  const folder = join(root, 'press')
  mkdirSync(folder)
  const file = join(folder, 'note.txt')
  const written = new Date('2026-01-01T12:00:00Z')
  const write = (text: string): void => {
    writeFileSync(file, text)
    utimesSync(file, written, written)
  }
  const before = await stored()
  const added = async () => (await stored()).filter((md5) => !before.includes(md5))
  const md5 = (text: string) => createHash('md5').update(text).digest('hex')
  write('one')
  await person.drop([folder])
  await person.settled(1)
  expect(await added()).toEqual([md5('one')])
  // Reading it would show that it has changed.
  write('two')
  await person.drop([folder])
  await person.settled(2)
  expect(await added()).toEqual([md5('one')])
  await person.panel.getByRole('button', { name: 'Options' }).click()
  await person.panel.getByRole('switch', { name: 'Re-check every file' }).click()
  await person.page.keyboard.press('Escape')
  await person.drop([folder])
  await person.panel.getByRole('button', { name: 'Keep both: note.txt, press' }).click()
  await expect.poll(added).toEqual([md5('one'), md5('two')].toSorted())
  await person.settled(3)
})

it('a reloaded panel asks again about files whose names are taken', async () => {
  const { page, panel } = person
  const clear = panel.getByRole('button', { name: 'Clear list' })
  const folder = join(root, 'harbour')
  mkdirSync(folder)
  let width = 10
  const write = (name: string): string => {
    const bytes = plainPng([20, 120, 200], ++width, 20)
    writeFileSync(join(folder, name), bytes)
    return createHash('md5').update(bytes).digest('hex')
  }
  const placed = async () =>
    (await stack.control.objects())
      .filter(({ folderPath }) => folderPath === 'harbour')
      .map(({ displayName, md5, assetId }) => ({ name: displayName, md5, assetId }))
  const [pier, tide] = [write('pier.png'), write('tide.png')]
  await clear.click()
  await person.drop([folder])
  await person.settled(2)
  await clear.click()
  const before = await placed()

  const question = panel.getByText('1 file already exists with different content')
  const next = write('pier.png')
  await person.drop([folder])
  await question.waitFor()
  await person.settled(2)
  await expect.poll(keptFiles).toBe(1)
  await page.reload()
  await question.waitFor()
  await panel.getByRole('button', { name: 'Replace: pier.png, harbour' }).click()
  await panel.getByRole('group', { name: 'Changes' }).getByText('1 file replaced').waitFor()
  const byName = (name: string) => (one: { readonly name: string }) => one.name === name
  expect((await placed()).toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
    { ...before.find(byName('pier.png')), md5: next },
    before.find(byName('tide.png')),
  ])

  const other = write('tide.png')
  await clear.click()
  await person.drop([folder])
  await question.waitFor()
  await person.settled(2)
  await expect.poll(keptFiles).toBe(1)
  await page.reload()
  await panel.getByRole('button', { name: 'Keep both: tide.png, harbour' }).click()
  await person.settled(2)
  await expect
    .poll(async () => (await placed()).map(({ md5 }) => md5).toSorted())
    .toEqual([next, tide, other].toSorted())
  expect(pier).not.toBe(next)

  // Once answered, the panel does not ask again.
  await clear.click()
  await page.reload()
  await panel.getByRole('button', { name: 'Choose files' }).waitFor()
  await person.drop([folder])
  await person.settled(2)
  expect(await question.count()).toBe(0)
  expect((await stack.control.stats()).orphans).toBe(0)
})

// Helpers

/** Files whose bytes the panel has written down. */
const keptFiles = (): Promise<number> =>
  person.panel.locator('body').evaluate(async () => {
    const opened = indexedDB.open('asset-dock-journal')
    await new Promise((resolve) => opened.addEventListener('success', resolve))
    const count = opened.result.transaction('files').objectStore('files').count()
    await new Promise((resolve) => count.addEventListener('success', resolve))
    opened.result.close()
    return count.result
  })
