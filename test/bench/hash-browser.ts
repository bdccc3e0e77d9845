/** Chromium with the page of the hash benchmarks, built as the panel is, and what its processes use. */
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright'
import { build, preview } from 'vite'
import { launchBrowser } from '../browser/person.ts'
import { type FileSet, writeSet } from './file-sets.ts'
import type { Measured } from './hash-page/hash-page.ts'
import type { WayName } from './hash-page/ways.ts'

const PORT = 6390

export interface HashBrowser {
  readonly page: Page
  /** Writes files to disk; they are deleted when the browser is closed. */
  write(name: string, sizes: readonly number[]): FileSet
  /** Opens the page afresh with these files chosen. */
  open(set: FileSet): Promise<void>
  /** Milliseconds. @throws Error when a digest is wrong. */
  measure(way: WayName, set: FileSet): Promise<number>
  /** Processor time of all of the browser's processes, in seconds. */
  cpuSeconds(): Promise<number>
  /** Resets the peaks, and returns the highest of all renderers since, in megabytes. Linux only. */
  resetPeaks(): Promise<void>
  peakMegabytes(): Promise<number>
  close(): Promise<void>
}

export async function openHashBrowser(): Promise<HashBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'asset-dock-hash-'))
  const server = await servePage(join(folder, 'page'))
  const browser = await launchBrowser()
  const page = await browser.newPage()
  const system = await browser.newBrowserCDPSession()
  const processes = async () => (await system.send('SystemInfo.getProcessInfo')).processInfo
  const renderers = async (): Promise<number[]> =>
    (await processes()).filter(({ type }) => type === 'renderer').map(({ id }) => id)
  return {
    page,
    write: (name, sizes) => writeSet(folder, name, sizes),
    async open(set) {
      await page.goto(server.url)
      await page.getByLabel('Files').setInputFiles([...set.paths])
      await page.waitForFunction(() => 'hashPage' in window)
      // Reading a chosen file's size for the first time takes 0.2 ms; the panel has done so to check limits.
      await page.evaluate(() => window.hashPage.lookAtSizes())
    },
    async measure(way, set) {
      const measured = await page.evaluate((name) => window.hashPage.measure(name), way)
      if (way !== 'reading alone') check(way, measured, set)
      return measured.ms
    },
    async cpuSeconds() {
      return (await processes()).reduce((sum, { cpuTime }) => sum + cpuTime, 0)
    },
    async resetPeaks() {
      // Writing 5 resets a peak (proc(5), read 2026-11-24).
      for (const pid of await renderers()) writeFileSync(`/proc/${pid}/clear_refs`, '5')
    },
    async peakMegabytes() {
      const peaks = (await renderers()).map((pid) => {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8')
        return (Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) * 1024) / 1e6
      })
      return Math.max(...peaks)
    },
    async close() {
      await browser.close()
      await server.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** @throws Error when a digest is not OpenSSL's. */
export function check(what: string, { digests }: Measured, set: FileSet): void {
  if (digests.join() !== set.digests.join()) throw new Error(`${what}: a digest is wrong.`)
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
  const server = await preview({ ...common, preview: { port: PORT, host: '127.0.0.1' } })
  return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() }
}
