/** A person at the Designer: opens it, drops and chooses files, reads what the panel says. By roles and names only. */
import { setTimeout } from 'node:timers/promises'
import {
  type Browser,
  type BrowserContext,
  chromium,
  type FrameLocator,
  type Locator,
  type Page,
} from 'playwright'
import { CHROMIUM_FLAGS, chromiumPath } from '../chromium.ts'

export interface Person {
  readonly page: Page
  readonly panel: FrameLocator
  /**
   * Drops paths of this machine on the panel, directories included, as a drag from a file manager does; on its middle,
   * or on a part of it, which `takes` it when that is there. `hovering` runs while the files hover over it.
   */
  drop(
    paths: readonly string[],
    on?: {
      readonly part: Locator
      readonly takes: Locator
      readonly hovering?: () => Promise<void>
    },
  ): Promise<void>
  /** Resolves when the list has this many rows and nothing is left to do for any of them. */
  settled(rows: number, timeoutMs?: number): Promise<void>
  close(): Promise<void>
}

export function launchBrowser(flags: readonly string[] = []): Promise<Browser> {
  const args = [...CHROMIUM_FLAGS, ...flags]
  return chromium.launch({ executablePath: chromiumPath(), args })
}

/** The panel’s number format where space is short. */
const SHORT = new Intl.NumberFormat('en', { notation: 'compact' })

/** Opens the Designer with the panel in it, at a size of the page that shows both. */
export async function openDesigner(
  browser: Browser,
  designer: string,
  options: { readonly query?: string; readonly context?: BrowserContext } = {},
): Promise<Person> {
  const context =
    options.context ?? (await browser.newContext({ viewport: { width: 1600, height: 1000 } }))
  const page = await context.newPage()
  await page.goto(`${designer}/${options.query ?? ''}`)
  const panel = page.frameLocator('iframe')
  await panel.getByRole('button', { name: 'Choose files' }).waitFor()
  return {
    page,
    panel,
    drop: (paths, on) => dropPaths(page, paths, on),
    async settled(rows, timeoutMs = 180_000) {
      const timeout = timeoutMs
      const all = panel.getByRole('button', { name: `All ${SHORT.format(rows)}`, exact: true })
      await all.waitFor({ timeout })
      await panel.getByRole('group', { name: 'Upload report' }).waitFor({ timeout })
    },
    close: () => (options.context ? page.close() : context.close()),
  }
}

/** Accepts the note before the first upload: assets are public. */
export async function readPublicNote(person: Person): Promise<void> {
  const note = person.panel.getByRole('button', { name: 'Got it' })
  if (await note.isVisible()) await note.click()
}

/**
 * Advances the page's clock until `done`, so that the test does not wait in real time. The page's
 * context must own its clock (`context.clock.install()`).
 */
export async function hurry(person: Person, done: Promise<void>): Promise<void> {
  const state = { done: false }
  const watched = done.finally(() => (state.done = true))
  // At most twenty times as fast as real time: a server that has minutes on the panel's clock still has seconds.
  while (!state.done) {
    await person.page.clock.runFor(1000)
    await setTimeout(50)
  }
  await watched
}

// Helpers

/** Synthetic drags cannot carry directories; the browser's own protocol can. */
async function dropPaths(
  page: Page,
  paths: readonly string[],
  on: Parameters<Person['drop']>[1],
): Promise<void> {
  const box = await (on?.part ?? page.locator('iframe')).boundingBox()
  if (!box) throw new Error('The panel is not on the page.')
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', { type, ...at, data })
  await drag('dragEnter')
  await drag('dragOver')
  // The frame is a process of its own: a drop before it has said that it takes files would be none.
  await (on?.takes ?? page.frameLocator('iframe').locator('.cover')).waitFor()
  await on?.hovering?.()
  await drag('dragOver')
  await drag('drop')
  await session.detach()
}
