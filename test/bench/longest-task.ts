/**
 * The longest task of the panel's page in a run of 5,000 files: while a dropped folder is read, its files are hashed and
 * looked up, and the first of them are sent. Drops the files because choosing them blocks Chromium itself first.
 */
import { type Figure, median } from './figure.ts'
import { openPanelRun, type PanelRun } from './panel-run.ts'
import { type Standstill, standstillFigures } from './standstill.ts'

const FILES = 5000
/** Enough to see what sending does to the page; all of them would take minutes and show no more. */
const SENT = 300
const RUNS = 3

export async function benchLongestTask(machine: string): Promise<readonly Figure[]> {
  const run = await openPanelRun()
  try {
    const seen: Standstill[] = []
    for (let n = 0; n < RUNS; n++) seen.push(await dropped(run))
    const usual = {
      cpu: median(seen.map(({ cpu }) => cpu)),
      wall: median(seen.map(({ wall }) => wall)),
    }
    const step = `dropped, hashed and ${SENT} of them sent`
    return standstillFigures(`${FILES} files`, [[step, usual]], machine, RUNS)
  } finally {
    await run.close()
  }
}

// Helpers

async function dropped(run: PanelRun): Promise<Standstill> {
  const { panel } = run.person
  const folder = run.write(FILES, 3000)
  const before = await run.stored()
  const standstill = await run.watch(async () => {
    await run.person.drop([folder])
    await run.until(async () => (await run.stored()) - before >= SENT)
    await panel.getByText('being checked').waitFor({ state: 'detached' })
  })
  await panel.getByRole('button', { name: 'Cancel all' }).click()
  await panel.getByRole('button', { name: 'Clear list' }).click()
  return standstill
}
