/** Hashing in Chromium, from files on disk to digests, beside what others do. Every digest is checked. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright'
import { build, preview } from 'vite'
import { launchBrowser } from '../browser/person.ts'
import { contest, type Figure } from './figure.ts'
import type { Measured } from './hash-page/hash-page.ts'

const RUNS = 5

const SETS = [
  { files: 1000, bytes: 50_000 },
  { files: 200, bytes: 500_000 },
  { files: 40, bytes: 4_000_000 },
]

const PEERS = ['hash-wasm in one worker, one file at a time', 'spark-md5 on the main thread']

/** Megabytes (1,000,000 bytes) a second. */
export async function benchHash(machine: string): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'asset-dock-hash-'))
  const server = await servePage(join(folder, 'page'))
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    const figures: Figure[] = []
    for (const set of SETS) {
      await page.goto(server.url)
      const digests = await chooseFiles(page, folder, set)
      const way = (name: string) => () => measure(page, name, digests, set)
      const contestants = {
        ours: way('ours'),
        ...Object.fromEntries(PEERS.map((peer) => [peer, way(peer)])),
      }
      const name = `hashing ${set.files} files of ${set.bytes / 1000} KB in Chromium`
      figures.push(
        await contest({ name, unit: 'MB/s', better: 'more', runs: RUNS, contestants }, machine),
      )
    }
    return figures
  } finally {
    await browser.close()
    await server.close()
    rmSync(folder, { recursive: true })
  }
}

// Helpers

async function servePage(outDir: string): Promise<{ url: string; close: () => Promise<void> }> {
  const common = {
    configFile: false as const,
    root: resolve(import.meta.dirname, 'hash-page'),
    logLevel: 'warn' as const,
    worker: { format: 'es' as const },
    build: { outDir, emptyOutDir: true },
  }
  await build(common)
  const server = await preview({ ...common, preview: { port: 6390, host: '127.0.0.1' } })
  return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() }
}

async function chooseFiles(
  page: Page,
  folder: string,
  set: (typeof SETS)[number],
): Promise<readonly string[]> {
  const files = Array.from({ length: set.files }, (_, n) => {
    const path = join(folder, `${set.bytes}-${n}.jpg`)
    const bytes = randomBytes(set.bytes)
    writeFileSync(path, bytes)
    return { path, md5: createHash('md5').update(bytes).digest('hex') }
  })
  await page.getByLabel('Files').setInputFiles(files.map((file) => file.path))
  return files.map((file) => file.md5)
}

async function measure(
  page: Page,
  way: string,
  expected: readonly string[],
  set: (typeof SETS)[number],
): Promise<number> {
  const measured: Measured = await page.evaluate((name) => window.measure(name), way)
  if (measured.digests.join() !== expected.join()) throw new Error(`${way}: a digest is wrong.`)
  return (set.files * set.bytes) / 1000 / measured.ms
}
