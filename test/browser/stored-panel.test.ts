/** An upload that version 0.1.0 left unfinished, in the production build of the panel. */
import { createHash } from 'node:crypto'
import type { Browser, BrowserContext, Frame, Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { JOURNAL, restoreDatabase, storedPanel, storedRun } from '../stored-panel.ts'
import { launchBrowser, openDesigner } from './person.ts'
import { startStack, type Stack } from './stack.ts'

let stack: Stack
let browser: Browser

beforeAll(async () => {
  stack = await startStack()
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser.close()
  await stack.stop()
})

it('the panel resumes an upload that version 0.1.0 left, with its files', async () => {
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } })
  const [page, frame] = await bareFrame(context)
  const database = storedPanel.databases[JOURNAL]
  if (!database) throw new Error('Expected a journal.')
  await frame.evaluate(restoreDatabase, { name: JOURNAL, database, touched: Date.now() })
  await page.close()
  const { panel } = await openDesigner(browser, stack.designer, { context })
  await stack.control.settings({ rateLimit: 0 })
  const { rows, files } = storedRun()
  const digestsOf = (isHeld: boolean) =>
    rows
      .filter((row) => row.end === null && !row.asks && row.held === isHeld)
      .flatMap(({ id }) => files.get(id) ?? [])
      .map((content) => createHash('md5').update(content).digest('hex'))
  const [plain, held] = [digestsOf(false), digestsOf(true)]
  expect([plain.length, held.length]).toEqual([15, 1])
  const stored = async () => (await stack.control.objects()).map(({ md5 }) => md5)
  await panel.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect.poll(stored, { timeout: 30_000 }).toEqual(expect.arrayContaining(plain))
  expect(await stored()).not.toContain(held[0])
  await panel.getByRole('button', { name: /^Start\b/ }).click()
  await expect.poll(stored, { timeout: 30_000 }).toEqual(expect.arrayContaining(held))
  const folders = new Set((await stack.control.objects()).map(({ folderPath }) => folderPath))
  folders.delete('harbour')
  expect([...folders]).toEqual(['shore'])
  await context.close()
})

it('the panel opens in the language and on the tab that version 0.1.0 stored', async () => {
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } })
  const [page, frame] = await bareFrame(context)
  await frame.evaluate((settings) => {
    for (const [key, value] of Object.entries(settings)) localStorage.setItem(key, value)
  }, storedPanel.settings)
  await page.unrouteAll()
  await page.reload()
  const panel = page.frameLocator('iframe')
  await panel.locator('html[lang="de"]').waitFor()
  const tab = panel.getByRole('tab', { selected: true })
  await expect.poll(() => tab.getAttribute('id')).toBe('tab-library')
  await context.close()
})

// Helpers

/** A page at the Designer with the panel's frame, in which no code of the panel has run. */
async function bareFrame(context: BrowserContext): Promise<[page: Page, frame: Frame]> {
  const page = await context.newPage()
  await page.route(`${stack.panel}/**/*.js`, (route) => route.abort())
  await page.goto(stack.designer)
  const frame = await (await page.locator('iframe').elementHandle())?.contentFrame()
  if (!frame) throw new Error('Expected the frame of the panel.')
  await frame.waitForLoadState()
  return [page, frame]
}
