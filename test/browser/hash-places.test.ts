/** Hashing under the rules that a frame may set: the same files arrive whatever WASM and workers are allowed. */
import { createHash, randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, openDesigner } from './person.ts'
import { startStack, type Stack } from './stack.ts'

const FILES = 8
const SLOW_NOTE = /^Checking files on the page/

let stack: Stack
let browser: Browser

beforeAll(async () => {
  stack = await startStack()
  await stack.control.settings({ rateLimit: 0, storageLatencyMs: 300 })
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser.close()
  await stack.stop()
})

it.each([
  { query: '', workers: true, visiblySlow: false },
  { query: '?wasm=0', workers: true, visiblySlow: false },
  { query: '?worker=none', workers: false, visiblySlow: true },
  { query: '?wasm=0&worker=none', workers: false, visiblySlow: true },
])('arrives intact under the rules of "$query"', async ({ query, workers, visiblySlow }) => {
  await stack.control.reset()
  await stack.control.settings({ rateLimit: 0, storageLatencyMs: 300 })
  const folder = await mkdtemp(join(tmpdir(), 'asset-dock-places-'))
  const digests = Array.from({ length: FILES }, (_, n) => {
    const bytes = randomBytes(1_500_000 + n)
    writeFileSync(join(folder, `${n}.png`), bytes)
    return createHash('md5').update(bytes).digest('hex')
  })
  const person = await openDesigner(browser, stack.designer, { query })
  try {
    await person.drop([folder])
    const note = person.panel
      .getByText(SLOW_NOTE)
      .waitFor({ timeout: 5000 })
      .then(
        () => true,
        () => false,
      )
    await person.settled(FILES)
    expect(person.page.workers().length > 0).toBe(workers)
    expect(await note).toBe(visiblySlow)
    const objects = await stack.control.objects()
    expect(objects.map(({ md5 }) => md5).toSorted()).toEqual(digests.toSorted())
    expect((await stack.control.stats()).orphans).toBe(0)
  } finally {
    await person.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
