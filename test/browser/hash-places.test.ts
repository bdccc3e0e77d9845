/**
 * Hashing under each policy that a frame may set, and in a browser without SIMD: every engine, and the same
 * files arrive with each.
 */
import { createHash, randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, openDesigner, type Person } from './person.ts'
import { startStack, type Stack } from './stack.ts'

const FILES = 8
const SLOW_NOTE = /Checking files more slowly/
/** V8 has no WASM SIMD on an Intel processor without SSE 4.1 (tried in Chromium 156). */
const WITHOUT_SIMD = ['--js-flags=--no-enable-sse4-1']
const isIntel = process.arch === 'x64'

let stack: Stack
let browser: Browser
let plainBrowser: Browser

beforeAll(async () => {
  stack = await startStack()
  browser = await launchBrowser()
  plainBrowser = await launchBrowser(WITHOUT_SIMD)
})

afterAll(async () => {
  await browser.close()
  await plainBrowser.close()
  await stack.stop()
})

const RULES = [
  { query: '', simd: true, place: 'worker', engine: 'lanes' },
  { query: '', simd: false, place: 'worker', engine: 'wasm' },
  { query: '?wasm=0', simd: true, place: 'worker', engine: 'javascript' },
  { query: '?worker=none', simd: true, place: 'page', engine: 'lanes' },
  { query: '?worker=none', simd: false, place: 'page', engine: 'wasm' },
  { query: '?wasm=0&worker=none', simd: true, place: 'page', engine: 'javascript' },
].filter(({ simd }) => simd || isIntel)

it.each(RULES)(
  'under the rules "$query" (SIMD: $simd) files arrive intact, hashed by $engine on the $place',
  async ({ query, simd, place, engine }) => {
    await stack.control.reset()
    await stack.control.settings({ rateLimit: 0, storageLatencyMs: 300 })
    const folder = await mkdtemp(join(tmpdir(), 'asset-dock-places-'))
    const digests = Array.from({ length: FILES }, (_, n) => {
      const bytes = randomBytes(1_500_000 + n)
      writeFileSync(join(folder, `${n}.png`), bytes)
      return createHash('md5').update(bytes).digest('hex')
    })
    const person = await openDesigner(simd ? browser : plainBrowser, stack.designer, { query })
    try {
      const note = saysItIsSlow(person)
      await person.drop([folder])
      await person.settled(FILES)
      expect(person.page.workers().length > 0 ? 'worker' : 'page').toBe(place)
      expect(await engineIn(person, stack.panel)).toBe(engine)
      expect(await note).toBe(place === 'page')
      const objects = await stack.control.objects()
      expect(objects.map(({ md5 }) => md5).toSorted()).toEqual(digests.toSorted())
      expect((await stack.control.stats()).orphans).toBe(0)
    } finally {
      await person.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
)

// Helpers

function saysItIsSlow(person: Person): Promise<boolean> {
  return person.panel
    .getByText(SLOW_NOTE)
    .waitFor({ timeout: 60_000 })
    .then(
      () => true,
      () => false,
    )
}

/** The last fallback engine that was loaded, by the scripts that the worker or the panel requested. */
async function engineIn(person: Person, panel: string): Promise<string> {
  const [worker] = person.page.workers()
  const frame = person.page.frames().find((each) => each.url().startsWith(panel))
  const scripts = (): string =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .join(' ')
  const loaded = await (worker ? worker.evaluate(scripts) : frame?.evaluate(scripts))
  if (loaded?.includes('plain-engine')) return 'javascript'
  return loaded?.includes('wasm-engine') ? 'wasm' : 'lanes'
}
