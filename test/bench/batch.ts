/**
 * 200 files of 200 KB, from choosing them to all of them on the site: our panel in Chromium through our proxy, beside
 * the official SDK's `createAndUpload` in a loop and six at a time. The sandbox answers an API call after 100 ms and
 * storage after 40 ms; there is no rate limit.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebflowClient } from 'webflow-api'
import { launchBrowser, openDesigner, readPublicNote } from '../browser/person.ts'
import { startStack, type Stack } from '../browser/stack.ts'
import { contest, type Figure } from './figure.ts'

const FILES = 200
const BYTES = 200_000
const RUNS = 3
const SITE = '65f0c0ffee00000000000001'

/** Seconds. */
export async function benchBatch(machine: string): Promise<readonly Figure[]> {
  const stack = await startStack()
  const browser = await launchBrowser()
  const person = await openDesigner(browser, stack.designer)
  await readPublicNote(person)
  const folder = mkdtempSync(join(tmpdir(), 'asset-dock-batch-'))
  const panel = async (): Promise<number> => {
    const paths = await freshFiles(stack, folder)
    const input = person.panel.getByLabel('Choose files').and(person.panel.locator('input'))
    return timed(stack, async () => {
      await input.setInputFiles(paths)
    })
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

/** New bytes each time, so that nobody is helped by what is on the site already. */
async function freshFiles(stack: Stack, folder: string): Promise<string[]> {
  await stack.control.reset()
  await stack.control.settings({ rateLimit: 0, apiLatencyMs: 100, storageLatencyMs: 40 })
  return Array.from({ length: FILES }, (_, n) => {
    const path = join(folder, `photo ${n}.jpg`)
    writeFileSync(path, randomBytes(BYTES))
    return path
  })
}

/** Seconds from the start of `work` until storage holds every file. */
async function timed(stack: Stack, work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  while ((await stack.control.objects()).length < FILES) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return (performance.now() - start) / 1000
}

async function sdk(stack: Stack, folder: string, atOnce: number): Promise<number> {
  await freshFiles(stack, folder)
  const client = new WebflowClient({
    accessToken: 'sandbox-token',
    environment: { base: stack.api, dataApi: `${stack.api}/v2`, contentDeliveryApi: stack.api },
  })
  const names = Array.from({ length: FILES }, (_, n) => `photo ${n}.jpg`)
  const lane = async (): Promise<void> => {
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      const bytes = await readFile(join(folder, name))
      await client.assets.utilities.createAndUpload(SITE, {
        file: new Uint8Array(bytes).buffer,
        fileName: name,
      })
    }
  }
  return timed(stack, async () => {
    await Promise.all(Array.from({ length: atOnce }, lane))
  })
}
