/**
 * 200 files of 200 KB, from choosing them to all of them on the site: our panel in Chromium through our proxy, beside
 * the official SDK's `createAndUpload` in a loop and six at a time. The sandbox answers an API call after 100 ms and
 * storage after 40 ms; there is no rate limit.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { WebflowClient } from 'webflow-api'
import { launchBrowser, openDesigner, readPublicNote } from '../browser/person.ts'
import { startStack, type Stack } from '../browser/stack.ts'
import { contest, type Figure } from './figure.ts'

const FILES = 200
const BYTES = 200_000
const RUNS = 3
const LONGEST_S = 300
const SITE = '65f0c0ffee00000000000001'

/** Seconds. */
export async function benchBatch(machine: string): Promise<readonly Figure[]> {
  const stack = await startStack()
  const browser = await launchBrowser()
  const person = await openDesigner(browser, stack.designer)
  await readPublicNote(person)
  const folder = mkdtempSync(join(tmpdir(), 'asset-dock-batch-'))
  await stack.control.settings({ rateLimit: 0, apiLatencyMs: 100, storageLatencyMs: 40 })
  const panel = async (): Promise<number> => {
    const paths = freshFiles(folder)
    const input = person.panel.getByLabel('Choose files').and(person.panel.locator('input'))
    const seconds = await timed(stack, async () => {
      await input.setInputFiles(paths)
    })
    await person.panel.getByRole('button', { name: 'Clear list' }).click()
    return seconds
  }
  try {
    const figure = await contest(
      {
        name: `${FILES} files of 200 KB onto the site`,
        unit: 's',
        better: 'less',
        goals: { 'SDK in a loop': 6, 'SDK six at a time': 1 },
        runs: RUNS,
        contestants: {
          ours: panel,
          'SDK in a loop': () => sdk(stack, folder, 1),
          'SDK six at a time': () => sdk(stack, folder, 6),
        },
      },
      machine,
    )
    return [figure]
  } finally {
    await browser.close()
    await stack.stop()
    rmSync(folder, { recursive: true })
  }
}

// Helpers

/** New names and bytes each time, so that files already on the site do not help. */
function freshFiles(folder: string): string[] {
  const batch = randomBytes(4).toString('hex')
  return Array.from({ length: FILES }, (_, n) => {
    const path = join(folder, `photo ${batch} ${n}.jpg`)
    writeFileSync(path, randomBytes(BYTES))
    return path
  })
}

/**
 * Seconds from the start of `work` until storage holds every file.
 * @throws Error if it never does.
 */
async function timed(stack: Stack, work: () => Promise<void>): Promise<number> {
  const before = await stored(stack)
  const start = performance.now()
  await work()
  for (;;) {
    const seconds = (performance.now() - start) / 1000
    const count = (await stored(stack)) - before
    if (count >= FILES) return seconds
    if (seconds > LONGEST_S) throw new Error(`After ${LONGEST_S} s storage has ${count} files.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function stored(stack: Stack): Promise<number> {
  return (await stack.control.stats()).operations['putObject']?.['201'] ?? 0
}

async function sdk(stack: Stack, folder: string, atOnce: number): Promise<number> {
  const paths = freshFiles(folder)
  const base = `${stack.api}/v2`
  const client = new WebflowClient({
    accessToken: 'sandbox-token',
    environment: { base, dataApi: base, contentDeliveryApi: base },
  })
  const lane = async (): Promise<void> => {
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
      const bytes = await readFile(path)
      await client.assets.utilities.createAndUpload(SITE, {
        file: new Uint8Array(bytes).buffer,
        fileName: basename(path),
      })
    }
  }
  return timed(stack, async () => {
    await Promise.all(Array.from({ length: atOnce }, lane))
  })
}
