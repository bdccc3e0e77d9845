/** The network is down when the panel needs code that it has not loaded yet: nothing fails, and work continues later. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { launchBrowser, openDesigner, type Person } from './person.ts'
import { startStack, type Stack } from './stack.ts'

const FILES = 10

let stack: Stack
let browser: Browser
let person: Person
let root: string

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'asset-dock-network-'))
  stack = await startStack()
  browser = await launchBrowser()
})

beforeEach(async () => {
  person = await openDesigner(browser, stack.designer)
  // Everything that the panel preloads is loaded, so that only the code for a first drop is missing.
  await person.page.waitForLoadState('networkidle')
})

afterEach(() => person.close())

afterAll(async () => {
  await browser.close()
  await stack.stop()
  rmSync(root, { recursive: true, force: true })
})

it('files that are dropped without a network wait and are uploaded when it is back', async () => {
  const folder = join(root, 'pictures')
  mkdirSync(folder)
  const digests = Array.from({ length: FILES }, (_, n) => {
    const bytes = randomBytes(20_000)
    writeFileSync(join(folder, `picture ${n}.jpg`), bytes)
    return createHash('md5').update(bytes).digest('hex')
  })
  await person.page.context().setOffline(true)
  await person.drop([folder])
  await person.panel.getByText('Part of the panel didn’t load').waitFor()
  // As long as six tries took, one after another.
  await person.page.waitForTimeout(3000)
  expect(await person.panel.getByText(/failed/).count()).toBe(0)
  await person.page.context().setOffline(false)
  await person.settled(FILES)
  const objects = await stack.control.objects()
  expect(objects.map(({ md5 }) => md5).toSorted()).toEqual(digests.toSorted())
  expect(await person.panel.getByText('Part of the panel didn’t load').count()).toBe(0)
})

it('the Library opens with its styles when the network is back, without a click', async () => {
  await person.page.context().setOffline(true)
  await person.panel.getByRole('tab', { name: 'Library' }).click()
  const missing = person.panel.getByText('Part of the panel didn’t load')
  await missing.waitFor()
  await person.page.context().setOffline(false)
  const library = person.panel.locator('.library')
  await library.waitFor()
  await expect.poll(() => missing.count()).toBe(0)
  const display = () => library.evaluate((element) => getComputedStyle(element).display)
  await expect.poll(display).toBe('flex')
})
