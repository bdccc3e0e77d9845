/** The panel goes away in the midst of a run, and the next one takes it up: in a real browser, with real storage. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, openDesigner, type Person } from './person.ts'
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

it('brings every file once, although the panel was reloaded half-way', async () => {
  await stack.control.settings({ rateLimit: 0, apiLatencyMs: 150, storageLatencyMs: 150 })
  const folder = join(root, 'pictures')
  mkdirSync(folder)
  const digests = Array.from({ length: FILES }, (_, n) => {
    const bytes = randomBytes(20_000)
    writeFileSync(join(folder, `picture ${n}.jpg`), bytes)
    return createHash('md5').update(bytes).digest('hex')
  })
  await person.drop([folder])
  await expect.poll(async () => (await stored()).length, { timeout: 20_000 }).toBeGreaterThan(3)
  await person.page.reload()
  const goOn = person.panel.getByRole('button', { name: 'Continue', exact: true })
  await goOn.waitFor()
  expect((await stored()).length).toBeLessThan(FILES)
  await goOn.click()
  await person.settled(FILES)
  expect(await stored()).toEqual(digests.toSorted())
  await expect.poll(async () => (await stack.control.stats()).orphans, { timeout: 20_000 }).toBe(0)
  expect(new Set((await stack.control.objects()).map((object) => object.folderPath))).toEqual(
    new Set(['pictures']),
  )
})
