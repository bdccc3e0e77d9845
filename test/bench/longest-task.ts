/**
 * How long the panel's page ever stands still in a run of 5,000 files: while a dropped folder is read, its files are
 * hashed and looked up, and the first of them are sent. Choosing the same files holds Chromium itself up before the
 * panel hears of it, so that what is dropped tells more.
 */
import { contest, type Figure } from './figure.ts'
import { openPanelRun, type PanelRun } from './panel-run.ts'

const FILES = 5000
/** Enough to see what sending does to the page; all of them would take minutes and show no more. */
const SENT = 300
const RUNS = 2

/** Milliseconds. */
export async function benchLongestTask(machine: string): Promise<readonly Figure[]> {
  const run = await openPanelRun()
  try {
    const figure = await contest(
      {
        name: `longest time that the page does not answer, ${FILES} files dropped, hashed and ${SENT} of them sent`,
        unit: 'ms',
        better: 'less',
        limit: 50,
        gates: { ours: 1000 },
        runs: RUNS,
        contestants: { ours: () => longestGap(run) },
      },
      machine,
    )
    return [figure]
  } finally {
    await run.close()
  }
}

// Helpers

async function longestGap(run: PanelRun): Promise<number> {
  const { panel } = run.person
  const folder = run.write(FILES, 3000)
  const before = await run.stored()
  const end = await run.watch()
  await run.person.drop([folder])
  await run.until(async () => (await run.stored()) - before >= SENT)
  await panel.getByText('being checked').waitFor({ state: 'detached' })
  const longest = await end()
  await panel.getByRole('button', { name: 'Cancel all' }).click()
  await panel.getByRole('button', { name: 'Clear', exact: true }).click()
  return longest
}
