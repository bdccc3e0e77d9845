/**
 * The MD5 lanes on bytes in memory, beside hash-wasm and OpenSSL, in Node and in Chromium. All digests are checked.
 *
 * The last two figures watch a property of V8: eight lanes are only worth their name as long as its scheduler
 * leaves the two groups of four close enough together for the processor to overlap them.
 */
import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { build } from 'vite'
import { launchBrowser } from '../browser/person.ts'
import { contest, type Contest, type Figure } from './figure.ts'
import { mixedSizes } from './file-sets.ts'
import { type Files, megabytesPerSecond, memoryWays } from './md5-lanes-page/memory-ways.ts'
import type { PageWay } from './md5-lanes-page/page.ts'

const RUNS = 7

/** How many times as fast as hash-wasm, OpenSSL or four lanes. */
const BOUNDS = {
  'md5 of 8 × 500 KB in memory': { goals: { 'hash-wasm': 5 }, gates: { 'hash-wasm': 3.5 } },
  'md5 of 1,000 mixed files in memory': {
    goals: { 'hash-wasm': 4.5, 'node:crypto': 3.4 },
    gates: { 'hash-wasm': 3.3, 'node:crypto': 2.5 },
  },
  'md5 of one 4 MB file in memory': { goals: { 'hash-wasm': 1.15 }, gates: { 'hash-wasm': 1 } },
  'md5 of 8 × 500 KB in memory, Chromium': {
    goals: { 'hash-wasm': 5 },
    gates: { 'hash-wasm': 3.5 },
  },
  'md5 kernel of eight lanes': { goals: { 'four lanes': 1.4 }, gates: { 'four lanes': 1.2 } },
  'md5 kernel of eight lanes, Chromium': {
    goals: { 'four lanes': 1.4 },
    gates: { 'four lanes': 1.2 },
  },
} as const

type Name = keyof typeof BOUNDS

/** Megabytes (1,000,000 bytes) a second. */
export async function benchLanes(machine: string): Promise<readonly Figure[]> {
  return [...(await inNode(machine)), ...(await inChromium(machine))]
}

// Helpers

async function inNode(machine: string): Promise<Figure[]> {
  const ways = await memoryWays()
  const openssl = (files: Files): string[] =>
    files.map((file) => createHash('md5').update(file).digest('hex'))

  const inMemory = (name: Name, files: Files): Promise<Figure> => {
    const expected = openssl(files).join()
    const bytes = files.reduce((sum, file) => sum + file.length, 0)
    const speed = (run: (files: Files) => string[]) => async (): Promise<number> => {
      if (run(files).join() !== expected) throw new Error(`${name}: a digest is wrong.`)
      return megabytesPerSecond(bytes, () => run(files))
    }
    return run(name, machine, {
      ours: speed(ways.lanes),
      'hash-wasm': speed(ways.hashWasm),
      'node:crypto': speed(openssl),
    })
  }

  return [
    await inMemory(
      'md5 of 8 × 500 KB in memory',
      Array.from({ length: 8 }, () => randomBytes(500_000)),
    ),
    await inMemory(
      'md5 of 1,000 mixed files in memory',
      mixedSizes(1000, 100_000).map((bytes) => randomBytes(bytes)),
    ),
    await inMemory('md5 of one 4 MB file in memory', [randomBytes(4_000_000)]),
    await run('md5 kernel of eight lanes', machine, {
      ours: async () => ways.kernel(8),
      'four lanes': async () => ways.kernel(4),
    }),
  ]
}

async function inChromium(machine: string): Promise<Figure[]> {
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.addScriptTag({ type: 'module', content: await pageCode() })
    await page.waitForFunction(() => 'measureLanes' in window)
    const way = (name: PageWay) => () => measure(page, name)
    return [
      await run('md5 of 8 × 500 KB in memory, Chromium', machine, {
        ours: way('lanes'),
        'hash-wasm': way('hash-wasm'),
      }),
      await run('md5 kernel of eight lanes, Chromium', machine, {
        ours: way('kernel-8'),
        'four lanes': way('kernel-4'),
      }),
    ]
  } finally {
    await browser.close()
  }
}

function run(name: Name, machine: string, contestants: Contest['contestants']): Promise<Figure> {
  return contest(
    { name, unit: 'MB/s', better: 'more', ...BOUNDS[name], runs: RUNS, contestants },
    machine,
  )
}

const measure = (page: Page, way: PageWay): Promise<number> =>
  page.evaluate((name) => window.measureLanes(name, 8, 500_000), way)

/** The page's script as the panel's build would have it: minified, with the module in it. */
async function pageCode(): Promise<string> {
  const entry = join(import.meta.dirname, 'md5-lanes-page/page.ts')
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, lib: { entry, formats: ['es'], fileName: 'page' } },
  })
  const output = Array.isArray(built) ? built[0] : built
  const chunk = output && 'output' in output ? output.output[0] : undefined
  if (!chunk) throw new Error('The page of the MD5 lanes was not built.')
  return chunk.code
}
