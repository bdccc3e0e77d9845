/** A list of 10,000 files: how long the page blocks while a person works with it, and its memory. */
import type { Figure } from './figure.ts'
import { openPanelRun, type PanelRun } from './panel-run.ts'
import { type Standstill, standstillFigures } from './standstill.ts'

const ROWS = 10_000
/** Rows of a type that Webflow does not accept: an attention group of their own. */
const REFUSED = 2000
/** Megabytes. Names, paths, states and signals of 10,000 rows; some 1.3 kB each. */
const LIMIT_MB = 20

export async function benchList(machine: string): Promise<readonly Figure[]> {
  const run = await openPanelRun()
  try {
    const empty = await run.heap()
    const steps = await worked(run)
    const full = await run.heap()
    return [
      ...standstillFigures(`${ROWS} rows`, steps, machine),
      {
        name: `memory of the page's scripts for ${ROWS} rows`,
        unit: 'MB',
        ours: full - empty,
        limit: LIMIT_MB,
        gates: { ours: 2 * LIMIT_MB },
        peers: {},
        ratio: {},
        runs: 1,
        machine,
      },
    ]
  } finally {
    await run.close()
  }
}

// Helpers

/** Ends as it began. */
const ORDERS = ['Name, A to Z', 'Name, Z to A', 'Largest first', 'Folder', 'As added'] as const

/** Everything that a person does with the list, and how long the page blocked meanwhile. */
async function worked(run: PanelRun): Promise<(readonly [step: string, Standstill])[]> {
  const { panel, page } = run.person
  const good = run.write(ROWS - REFUSED, 300)
  const refused = run.write(REFUSED, 300, 'mp4')
  const filter = (name: string) => panel.locator('.chip', { hasText: name })
  const list = panel.getByRole('grid', { name: 'Files' })
  const keys = async (...names: readonly string[]): Promise<void> => {
    for (const name of names) await page.keyboard.press(name)
  }
  const steps: readonly (readonly [what: string, () => Promise<void>])[] = [
    [
      'adding',
      async () => {
        await reviewFirst(run)
        await run.person.drop([good, refused])
        await panel.getByRole('button', { name: 'Start upload' }).waitFor()
        await panel.getByText('being checked').waitFor({ state: 'detached', timeout: 120_000 })
      },
    ],
    [
      'filtering',
      async () => {
        for (const name of ['Needs attention', 'Uploading', 'Done', 'All'])
          await filter(name).click()
      },
    ],
    [
      'sorting',
      async () => {
        const choice = panel.locator('.list-bar').getByRole('combobox', { name: 'Sort' })
        for (const order of ORDERS) await choice.selectOption(order)
      },
    ],
    [
      'folding groups',
      async () => {
        for (let n = 0; n < 4; n++) await list.locator('.fold').first().click()
      },
    ],
    [
      'scrolling',
      async () => {
        await list.hover()
        for (let n = 0; n < 100; n++) await page.mouse.wheel(0, 2500)
        for (let n = 0; n < 50; n++) await page.mouse.wheel(0, -40)
      },
    ],
    [
      'keys and marking all',
      async () => {
        await list.locator('[role=row][tabindex="0"]').focus()
        await keys('End', 'Home', 'PageDown', 'PageDown', 'ControlOrMeta+a', 'Escape', 'Shift+End')
      },
    ],
    [
      'sending 200',
      async () => {
        await panel.getByRole('button', { name: 'Start upload' }).click()
        await run.until(async () => (await run.stored()) >= 200)
      },
    ],
  ]
  const seen: (readonly [string, Standstill])[] = []
  for (const [what, step] of steps) seen.push([what, await run.watch(step)])
  return seen
}

/** Waits until only the list is active. */
async function reviewFirst({ person: { panel, page } }: PanelRun): Promise<void> {
  await panel.getByRole('button', { name: 'Options' }).click()
  await panel.getByRole('switch', { name: 'Review before uploading' }).click()
  await page.keyboard.press('Escape')
}
