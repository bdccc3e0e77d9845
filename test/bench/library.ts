/**
 * The library on a site of 10,000 assets: the time to the first tiles from the catalogue, and the length of the page's
 * tasks while a person works with it.
 */
import { contest, type Figure } from './figure.ts'
import { openPanelRun, type PanelRun } from './panel-run.ts'
import { type Standstill, standstillFigures } from './standstill.ts'

const ASSETS = 10_000
const FOLDERS = 80
const RUNS = 5
/** A second is what people wait for without their thoughts going elsewhere (Nielsen, "Response Times", 1993). */
const FIRST_SCREEN_MS = 1000

export async function benchLibrary(machine: string): Promise<readonly Figure[]> {
  const run = await openPanelRun()
  try {
    await run.stack.control.fillSite({ assets: ASSETS, folders: FOLDERS })
    await listed(run)
    const calls = await listings(run)
    const first = await contest(
      {
        name: `first screen of ${ASSETS} assets, from the stored catalogue`,
        unit: 'ms',
        better: 'less',
        limit: FIRST_SCREEN_MS,
        gates: { ours: 5 * FIRST_SCREEN_MS },
        runs: RUNS,
        contestants: { ours: () => firstScreen(run) },
      },
      machine,
    )
    if ((await listings(run)) !== calls) throw new Error('The site was listed anew.')
    const steps = await worked(run)
    return [first, ...standstillFigures(`${ASSETS} assets`, steps, machine)]
  } finally {
    await run.close()
  }
}

// Helpers

const all = ASSETS.toLocaleString('en')

/** Opens the library for the first time: the whole site is listed, on a busy machine with more than one try. */
async function listed({ person: { panel } }: PanelRun): Promise<void> {
  await panel.getByRole('tab', { name: 'Library' }).click()
  const again = panel.locator('.library-trouble').getByRole('button')
  const done = panel.locator('.status-listing', { hasText: 'just now' })
  while (!(await done.isVisible())) {
    await done.or(again).waitFor({ timeout: 300_000 })
    if (await again.isVisible()) await again.click()
  }
  await panel.getByText(`${all} assets`).waitFor()
}

async function listings({ stack }: PanelRun): Promise<number> {
  const { operations } = await stack.control.stats()
  return Object.values(operations['listAssets'] ?? {}).reduce((sum, count) => sum + count, 0)
}

/** Milliseconds from opening the library in a fresh panel to its first tiles. */
async function firstScreen(run: PanelRun): Promise<number> {
  await fresh(run)
  return opened(run)
}

/** The panel as it starts, with its upload's half before it. */
async function fresh({ person: { page, panel } }: PanelRun): Promise<void> {
  await panel.getByRole('tab', { name: 'Upload' }).click()
  await page.reload()
  await panel.getByRole('button', { name: 'Choose files' }).waitFor()
}

async function opened({ person: { panel }, frame }: PanelRun): Promise<number> {
  const ms = await frame().evaluate(openLibrary)
  await panel.getByText(`${all} assets`).waitFor({ timeout: 60_000 })
  return ms
}

/** Runs in the panel. */
function openLibrary(): Promise<number> {
  const begun = performance.now()
  document.querySelector<HTMLElement>('#tab-library')?.click()
  return new Promise((resolve) => {
    const look = () => {
      if (document.querySelector('.tile')) resolve(performance.now() - begun)
      else requestAnimationFrame(look)
    }
    look()
  })
}

/** Everything that a person does with the library, and how long the page blocked meanwhile. */
async function worked(run: PanelRun): Promise<(readonly [step: string, Standstill])[]> {
  const { panel, page } = run.person
  const shelf = panel.locator('.shelf')
  const search = panel.getByRole('searchbox')
  const choose = (label: string, value: string) =>
    panel.getByRole('combobox', { name: label }).selectOption(value)
  const keys = async (...names: readonly string[]): Promise<void> => {
    for (const name of names) await page.keyboard.press(name)
  }
  const scroll = async (): Promise<void> => {
    await shelf.hover()
    for (let n = 0; n < 100; n++) await page.mouse.wheel(0, 2500)
    for (let n = 0; n < 50; n++) await page.mouse.wheel(0, -40)
  }
  const steps: readonly (readonly [what: string, () => Promise<void>])[] = [
    ['opening, and taking in what is stored', async () => void (await opened(run))],
    ['scrolling the grid', scroll],
    [
      'searching and filtering',
      async () => {
        await search.pressSequentially('harbour 2', { delay: 60 })
        await search.fill('')
        for (const kind of ['vector', 'document', 'image', '']) await choose('Type', kind)
      },
    ],
    [
      'sorting',
      async () => {
        const sorts = ['Name, A to Z', 'Largest first', 'Type', 'Folder', 'Newest first']
        for (const sort of sorts) await choose('Sort', sort)
      },
    ],
    [
      'selecting all, and by stretches',
      async () => {
        await shelf.locator('[data-key][tabindex="0"]').focus()
        await keys(
          'ControlOrMeta+a',
          'Escape',
          'Home',
          'Shift+End',
          'Escape',
          'Home',
          'Shift+PageDown',
        )
        await panel.getByRole('button', { name: 'Clear selection' }).click()
      },
    ],
    [
      'the table, scrolled and selected',
      async () => {
        await panel.getByRole('button', { name: 'Table' }).click()
        await scroll()
        await shelf.locator('[data-key][tabindex="0"]').focus()
        await keys('ControlOrMeta+a', 'Escape')
      },
    ],
    [
      'views that bring order',
      async () => {
        await goTo(run, 'Identical files')
        await goTo(run, 'Missing alt text')
        await goTo(run, 'Space used')
        await goTo(run, 'All assets')
      },
    ],
  ]
  const seen: (readonly [string, Standstill])[] = []
  await fresh(run)
  for (const [what, step] of steps) seen.push([what, await run.watch(step)])
  return seen
}

/** By the dialog of places: the panel is narrow. */
async function goTo({ person: { panel } }: PanelRun, name: string): Promise<void> {
  await panel.getByRole('button', { name: 'Folders and views' }).click()
  await panel.getByRole('dialog').getByText(name, { exact: true }).click()
  await panel.getByRole('dialog').waitFor({ state: 'detached' })
}
