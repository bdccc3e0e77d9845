/**
 * Looks at every scene of the panel in every theme and at every size: axe finds nothing, nothing scrolls
 * sideways, nothing throws. With `SHOTS` set to a folder, pictures of all of them are left there.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type Axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright'
import { build, preview, type PreviewServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM_FLAGS, chromiumPath } from '../chromium.ts'

const shots = process.env['SHOTS']
const THEMES = ['light', 'darkDefault', 'darkDarker', 'darkBrighter'] as const
const SIZES = ['240x360', '320x460', '800x600', '1200x800'] as const
/** The third size lays out as the fourth does: one theme is enough, unless pictures are wanted. */
const CASES = SIZES.flatMap((size) =>
  THEMES.filter((theme) => shots || size !== '800x600' || theme === 'light').map((theme) => ({
    size,
    theme,
  })),
)
/** Without the thousands: their looks are those of a run, and their building takes a second each time. */
const SCENES = [
  'empty',
  'empty-again',
  'mode-forbidden',
  'reading',
  'running',
  'running-line',
  'waiting',
  'paused',
  'slow-hash',
  'attention',
  'settled',
  'settled-mixed',
  'connecting',
  'connect',
  'key',
  'key-wrong',
  'proxy-unreachable',
  'proxy-missing',
  'designer-missing',
  'session-refused',
  'webflow-unauthorized',
  'webflow-scopes',
] as const
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

let server: PreviewServer
let browser: Browser
let base: string
const outDir = mkdtempSync(join(tmpdir(), 'asset-dock-scenes-'))

beforeAll(async () => {
  const root = resolve(import.meta.dirname, '../..')
  const shared = { configFile: join(root, 'vite.config.ts'), logLevel: 'error' } as const
  const input = join(root, 'src/panel/scenes/index.html')
  await build({ ...shared, build: { outDir, emptyOutDir: true, rolldownOptions: { input } } })
  server = await preview({
    ...shared,
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1', strictPort: false },
  })
  base = `${server.resolvedUrls?.local[0]}scenes/index.html`
  browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS })
  if (shots) mkdirSync(shots, { recursive: true })
})

afterAll(async () => {
  await browser.close()
  await server.close()
  rmSync(outDir, { recursive: true, force: true })
})

interface Act {
  readonly name: string
  readonly scene: string
  readonly act: (page: Page) => Promise<unknown>
}

/** States that a person brings about. */
const ACTS: readonly Act[] = [
  { name: 'folders', scene: 'running', act: (page) => page.click('.destination') },
  {
    name: 'new-folder',
    scene: 'empty',
    act: async (page) => {
      await page.click('.destination')
      await page.getByRole('button', { name: 'New folder' }).click()
    },
  },
  {
    name: 'details',
    scene: 'settled',
    act: (page) =>
      page
        .locator('.row')
        .first()
        .dblclick({ position: { x: 60, y: 10 } }),
  },
  {
    name: 'details-failed',
    scene: 'attention',
    act: async (page) => {
      await page.getByRole('button', { name: 'Show 6 files' }).click()
      await page
        .locator('.row.failed')
        .first()
        .dblclick({ position: { x: 60, y: 10 } })
    },
  },
  {
    name: 'selected',
    scene: 'running',
    act: async (page) => {
      await page
        .locator('.row')
        .nth(0)
        .click({ position: { x: 60, y: 10 } })
      await page
        .locator('.row')
        .nth(2)
        .click({ position: { x: 60, y: 10 }, modifiers: ['Shift'] })
    },
  },
  {
    name: 'duplicates',
    scene: 'attention',
    act: async (page) => {
      await page
        .getByRole('button', { name: /^Needs you/ })
        .first()
        .click()
      await page.locator('.list').evaluate((list) => list.scrollTo(0, list.scrollHeight))
    },
  },
  {
    name: 'dragged-over',
    scene: 'running',
    act: (page) =>
      page.evaluate(() => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File(['x'], 'x.png'))
        document.body.dispatchEvent(new DragEvent('dragenter', { bubbles: true, dataTransfer }))
      }),
  },
  {
    name: 'focused',
    scene: 'running',
    act: async (page) => {
      await page.locator('.row').first().focus()
      await page.keyboard.press('ArrowDown')
    },
  },
  {
    name: 'filter-empty',
    scene: 'running',
    act: (page) => page.getByRole('button', { name: /^Needs you/ }).click(),
  },
]

describe.each(CASES)('at $size in $theme', ({ size, theme }) => {
  it('every scene is clean', { timeout: 240_000 }, async () => {
    const found: string[] = []
    await withPage(size, async (page) => {
      for (const scene of SCENES) {
        await open(page, scene, theme)
        found.push(...(await look(page, theme, `${scene}.${theme}.${size}`)))
      }
      for (const { name, scene, act } of ACTS) {
        await open(page, scene, theme)
        await act(page)
        found.push(...(await look(page, theme, `${scene}-${name}.${theme}.${size}`)))
      }
    })
    expect(found).toEqual([])
  })
})

it('finds what is wrong, where something is', async () => {
  await withPage('240x360', async (page) => {
    await open(page, 'empty', 'light')
    await page.addStyleTag({
      content: '.zone-title { color: #ddd !important } #panel { width: 260px }',
    })
    const found = await look(page, 'light', 'spoilt')
    expect(found.join()).toContain('color-contrast: .zone-title')
    expect(found.join()).toContain('the page scrolls sideways')
  })
})

// Helpers

/** axe does not judge words on a gradient: the end of it that has less contrast stands for the whole. */
const FLAT = `
  :root { --actionSecondaryBackground: rgba(255, 255, 255, 0.12) }
  :root[data-theme='light'] { --actionSecondaryBackground: #fafafa }
`

async function withPage(size: string, use: (page: Page) => Promise<void>): Promise<void> {
  const [width = 0, height = 0] = size.split('x').map(Number)
  // Reduced motion: what moves cannot be compared, and contrast half-way through a fade is nobody's.
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: width < 500 ? 2 : 1,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const thrown: string[] = []
  page.on('pageerror', (error) => thrown.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') thrown.push(message.text())
  })
  await use(page)
  await context.close()
  expect(thrown).toEqual([])
}

async function open(page: Page, scene: string, theme: string): Promise<void> {
  await page.goto(`${base}?scene=${scene}&theme=${theme}`)
  await page.locator('main').waitFor()
  await page.addScriptTag({ path: axe })
}

/** What is wrong with what can be seen now, each with where. Themes differ in their colours alone. */
async function look(page: Page, theme: string, name: string): Promise<readonly string[]> {
  await page.waitForFunction(() => [...document.images].every((image) => image.complete))
  if (shots) {
    // Thumbnails are decoded a moment after their rows appear.
    await page.waitForTimeout(150)
    await page.screenshot({ path: join(shots, `${name}.png`) })
  }
  await page.addStyleTag({ content: FLAT })
  const problems = await page.evaluate(
    async (rules) => {
      const { axe } = window as unknown as { axe: typeof Axe }
      const { violations } = await axe.run(rules === undefined ? {} : { runOnly: [rules] })
      const sideways = [...document.querySelectorAll<HTMLElement>('body, body *')].filter(
        (element) =>
          element.scrollWidth > element.clientWidth + 1 &&
          ['auto', 'scroll'].includes(getComputedStyle(element).overflowX),
      )
      return [
        ...violations.flatMap(({ id, nodes }) =>
          nodes.map(
            ({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`,
          ),
        ),
        ...sideways.map((element) => `scrolls sideways: ${element.className}`),
        ...(document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : []),
      ]
    },
    theme === 'light' ? undefined : 'color-contrast',
  )
  return problems.map((problem) => `${name}: ${problem}`)
}
