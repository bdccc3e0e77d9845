/**
 * Looks at every scene of the panel in its themes and at its sizes: axe finds nothing, nothing scrolls
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
import { LIBRARY_LOOKS, LIBRARY_STATES } from './library-states.ts'
import { ACTS, type Act, SCENES } from './panel-states.ts'

const shots = process.env['SHOTS']
const THEMES = ['light', 'darkDefault', 'darkDarker', 'darkBrighter'] as const
const SIZES = ['240x360', '320x460', '800x600', '1200x800'] as const
type Theme = (typeof THEMES)[number]
interface Look {
  readonly theme: Theme
  readonly size: (typeof SIZES)[number]
  /** `room`: nothing may be pushed out of sight. */
  readonly rules: 'all' | 'contrast' | 'not-contrast' | 'room' | 'none'
}

/**
 * What is judged where. Themes differ in their colours alone: the contrast of every word is judged at the largest size,
 * which shows them all, in the light and in one of the dark themes, in turn from state to state: each part of the panel
 * is in many states. Sizes differ in their room alone: axe judges the ends.
 */
const looksAt = (dark: Theme): readonly Look[] =>
  THEMES.flatMap((theme) =>
    SIZES.map((size): Look => {
      const isLargest = size === '1200x800'
      if (theme === dark && isLargest) return { theme, size, rules: 'contrast' }
      if (theme !== 'light') return { theme, size, rules: 'none' }
      const small = size === '240x360' ? 'not-contrast' : 'room'
      return { theme, size, rules: isLargest ? 'all' : small }
    }),
  )
const DARK = ['darkDefault', 'darkDarker', 'darkBrighter'] as const
/** Five at a time, so that each of them takes five times as long. */
const ALL_AT_ONCE = { timeout: 240_000 }
/** With most of the library's words. */
const GERMAN_LIBRARY = [
  'library-same',
  'library-space',
  'library-stale',
  'library-delete',
  'library-waiting',
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

const STATES: readonly Act[] = [
  ...SCENES.map((scene) => ({ name: scene, scene, act: () => Promise.resolve() })),
  ...ACTS.map((act) => ({ ...act, name: `${act.scene}-${act.name}` })),
]

/** Each state with one of the dark themes, in turn. */
const STATES_IN_TURN = STATES.map((state, n) => ({
  ...state,
  looks: looksAt(DARK[n % DARK.length] ?? 'darkDefault'),
}))

describe.concurrent('a state of the panel has no visual or axe problems', ALL_AT_ONCE, () => {
  it.each(STATES_IN_TURN)('$name', async ({ name, scene, act, looks }) => {
    const found: string[] = []
    await withPage(async (page) => {
      await open(page, scene)
      await act(page)
      for (const look of looks) {
        const problems = await lookAt(page, look, name)
        found.push(...problems.map((problem) => `${look.theme} ${look.size}: ${problem}`))
      }
    })
    expect(found).toEqual([])
  })
})

describe.concurrent('a state of the library has no visual or axe problems', ALL_AT_ONCE, () => {
  it.each(LIBRARY_STATES)('$name', async ({ name, scene, act }) => {
    const found: string[] = []
    await withPage(async (page) => {
      await open(page, scene)
      await page.setViewportSize({ width: 800, height: 600 })
      await page.locator('.status-line').waitFor()
      await act?.(page)
      for (const look of LIBRARY_LOOKS) {
        const problems = await lookAt(page, look, name)
        found.push(...problems.map((problem) => `${look.theme} ${look.size}: ${problem}`))
      }
    })
    expect(found).toEqual([])
  })
})

/** German texts are a third longer. If they fit the smallest panel, they fit everywhere. */
describe.concurrent('German texts fit', ALL_AT_ONCE, () => {
  it.each([...SCENES, ...GERMAN_LIBRARY])('%s', async (scene) => {
    await withPage(async (page) => {
      await open(page, scene, 'de')
      await page.locator('html[lang=de]').waitFor()
      const look = { theme: 'darkDefault', size: '240x360', rules: 'room' } as const
      expect(await lookAt(page, look, `${scene}-de`)).toEqual([])
    })
  })
})

describe('the checks find problems', () => {
  it.each([
    {
      spoil: '.zone-title { color: #ddd !important }',
      found: 'light 1200x800 color-contrast: .zone-title',
    },
    {
      spoil: '[data-theme=darkDarker] .zone-limits { color: #333 !important }',
      found: 'darkDarker 1200x800 color-contrast: .zone-limits',
    },
    { spoil: '#panel { width: 260px }', found: 'light 240x360 the page scrolls sideways' },
    {
      spoil: '@media (min-width: 700px) { .dock { overflow: auto } .side { width: 1300px } }',
      found: 'light 1200x800 scrolls sideways: dock',
    },
  ])('$found', async ({ spoil, found }) => {
    await withPage(async (page) => {
      await open(page, 'empty')
      await page.addStyleTag({ content: spoil })
      const [theme, size] = found.split(' ')
      const look = looksAt('darkDarker').find((one) => one.theme === theme && one.size === size)
      if (!look) throw new Error(`Nobody looks at ${theme} ${size}.`)
      const problems = await lookAt(page, look, 'spoilt')
      expect(`${theme} ${size} ${problems.join()}`).toContain(found)
    })
  })
})

// Helpers

/** axe does not judge words on a gradient: the end of it that has less contrast stands for the whole. */
const FLAT = `
  :root { --actionSecondaryBackground: rgba(255, 255, 255, 0.12) }
  :root[data-theme='light'] { --actionSecondaryBackground: #fafafa }
`

/** Idle pages, for reuse: opening one takes as long as checking it. */
const idle: Page[] = []

async function newPage(): Promise<Page> {
  // Reduced motion: moving parts cannot be compared, and contrast half-way through a fade is meaningless.
  const context = await browser.newContext({
    deviceScaleFactor: shots ? 2 : 1,
    reducedMotion: 'reduce',
  })
  return await context.newPage()
}

async function withPage(use: (page: Page) => Promise<void>): Promise<void> {
  const page = idle.pop() ?? (await newPage())
  await page.setViewportSize({ width: 1280, height: 720 })
  const thrown: string[] = []
  page.on('pageerror', (error) => thrown.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') thrown.push(message.text())
  })
  try {
    await use(page)
  } finally {
    page.removeAllListeners()
    idle.push(page)
  }
  expect(thrown).toEqual([])
}

async function open(page: Page, scene: string, language = 'en'): Promise<void> {
  await page.goto(`${base}?scene=${scene}&language=${language}`)
  await page.locator('main').waitFor()
  await page.addScriptTag({ path: axe })
}

/** The problems of what is visible now, each with its place. */
async function lookAt(
  page: Page,
  { theme, size, rules }: Look,
  name: string,
): Promise<readonly string[]> {
  if (rules === 'none' && !shots) return []
  const [width = 0, height = 0] = size.split('x').map(Number)
  await page.setViewportSize({ width, height })
  await page.evaluate((theme) => (document.documentElement.dataset['theme'] = theme), theme)
  await page.waitForFunction(() => [...document.images].every((image) => image.complete))
  if (shots) {
    // Thumbnails are decoded a moment after their rows appear.
    await page.waitForTimeout(150)
    await page.screenshot({ path: join(shots, `${name}.${theme}.${size}.png`) })
  }
  if (rules === 'none') return []
  const judged =
    rules === 'room' ? [] : await page.evaluate(judgeByAxe, { flat: FLAT, options: RULES[rules] })
  return [...judged, ...(await page.evaluate(judgeRoom))]
}

const RULES = {
  all: {},
  contrast: { runOnly: ['color-contrast'] },
  'not-contrast': { rules: { 'color-contrast': { enabled: false } } },
}

/** Runs in the page. */
async function judgeByAxe({ flat, options }: { flat: string; options: Axe.RunOptions }) {
  const { axe } = window as unknown as { axe: typeof Axe }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(flat)
  document.adoptedStyleSheets = [sheet]
  const { violations } = await axe.run({ resultTypes: ['violations'], ...options })
  document.adoptedStyleSheets = []
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  )
}

/** Runs in the page. */
function judgeRoom() {
  const sideways = [...document.querySelectorAll<HTMLElement>('body, body *')].filter(
    (element) =>
      element.scrollWidth > element.clientWidth + 1 &&
      ['auto', 'scroll'].includes(getComputedStyle(element).overflowX),
  )
  return [
    ...sideways.map((element) => `scrolls sideways: ${element.className}`),
    ...(document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : []),
  ]
}
