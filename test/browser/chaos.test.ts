/**
 * Everything goes wrong at once while many files are uploaded: a third of what Webflow and storage are asked fails in
 * one of eight ways, a window's calls are spent, the proxy is killed and the panel reloaded. In the end every file is
 * on the site once, with its bytes, in its folder, and no record is left without bytes.
 *
 * `CHAOS_SEEDS=1,2,3` runs other chaos, `CHAOS_FILES=1000` a larger one (`npm run test:full`). A seed's files and faults are always the same.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { randomBytes, seeded } from '../random-bytes.ts'
import { hurry, launchBrowser, openDesigner, type Person } from './person.ts'
import { startFragileStack, type FragileStack } from './stack.ts'

const SEEDS = (process.env['CHAOS_SEEDS'] ?? '1').split(',').map(Number)
const FILES = Number(process.env['CHAOS_FILES'] ?? 200)
/** The probability of each kind of fault. */
const RATE = 0.05
const FOLDERS = ['', 'icons', 'icons/flags', 'photos', 'photos/2026/spring', 'papers']
const TYPES = ['jpg', 'png', 'svg', 'webp', 'pdf', 'txt', 'csv']
/** Ends a test that hangs. */
const LONGEST_MS = 1_800_000

let stack: FragileStack
let browser: Browser
let person: Person
let root: string

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'asset-dock-chaos-'))
  // A short time-out, so that a stall does not slow the test down.
  stack = await startFragileStack({ upstreamTimeoutMs: 1000 })
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser.close()
  await stack.stop()
  rmSync(root, { recursive: true, force: true })
})

afterEach(async () => {
  await person.page.context().close()
  await stack.control.reset()
})

/** Writes the files; returns the expected assets, each as "digest folder name". */
function makeFiles(folder: string, seed: number): readonly string[] {
  const random = seeded(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]
  return Array.from({ length: FILES }, (_, n) => {
    const inside = pick(FOLDERS)
    const name = `file ${n}.${pick(TYPES)}`
    const bytes = randomBytes(200 + Math.floor(random() ** 4 * 12_000), seed * FILES + n)
    mkdirSync(join(folder, inside), { recursive: true })
    writeFileSync(join(folder, inside, name), bytes)
    const place = [folder.split('/').at(-1), inside].filter(Boolean).join('/')
    return `${createHash('md5').update(bytes).digest('hex')} ${place} ${name}`
  }).toSorted()
}

const OPERATIONS = [
  'resolveToken',
  'getSite',
  'listFolders',
  'createFolder',
  'listAssets',
  'createAsset',
  'getAsset',
  'deleteAsset',
  'putObject',
]
const KINDS = [
  { kind: 'status:500' },
  { kind: 'status:502' },
  { kind: 'status:503' },
  { kind: 'reset', afterBytes: 120 },
  { kind: 'stall' },
  { kind: 'lost-reply' },
  { kind: 'garbage' },
]

/** Each rule has its own seed, so that the order of calls of different kinds has no effect. */
const chaos = (seed: number): readonly Record<string, unknown>[] =>
  [
    ...OPERATIONS.flatMap((op) => KINDS.map((kind) => ({ op, ...kind }))),
    { op: 'putObject', kind: 'wrong-etag' },
  ].map((rule, n) => ({ ...rule, rate: RATE, seed: seed * 1000 + n }))

/** How many answers these operations got; with `status`, how many with that status. */
async function answers(names: readonly string[], status?: string): Promise<number> {
  const { operations } = await stack.control.stats()
  const counts = names.map((name) => operations[name] ?? {})
  const numbers = counts.flatMap((count) => (status ? (count[status] ?? 0) : Object.values(count)))
  return numbers.reduce((sum, number) => sum + number, 0)
}

/** Small files take seconds, so a window of one second stands for a minute. */
const LIMITS = { rateLimit: 100, rateWindowMs: 1000 }

/** Resolves when the panel says that this share of the files is done. */
async function untilDone(part: number): Promise<void> {
  const progress = person.panel.getByText(/ of [\d,]+ finished$/)
  const done = async () => Number.parseInt(await progress.innerText(), 10)
  await expect
    .poll(done, { timeout: LONGEST_MS, interval: 250 })
    .toBeGreaterThanOrEqual(part * FILES)
}

/** Spends the token's calls until one of the product's is refused. */
async function spendWindow(): Promise<void> {
  const headers = { authorization: 'Bearer sandbox-token' }
  const call = async () =>
    (await fetch(`${stack.api}/v2/token/introspect`, { headers })).arrayBuffer()
  do await Promise.all(Array.from({ length: LIMITS.rateLimit }, call))
  while ((await answers(OPERATIONS, '429')) === 0)
}

async function reloadPanel(): Promise<void> {
  await person.page.reload()
  await person.panel
    .getByRole('button', { name: 'Continue', exact: true })
    .click({ timeout: LONGEST_MS })
}

/** Finishes the run, with the actions that the panel offers. */
async function bringHome(): Promise<void> {
  const retry = person.panel.getByRole('button', { name: /^Retry failed/ })
  for (;;) {
    await hurry(person, person.settled(FILES, LONGEST_MS))
    if (!(await retry.isVisible())) return
    await retry.click()
  }
}

interface Line {
  readonly md5: string
  readonly folder: string
  readonly name: string
  readonly assetId: string
}

async function receipt(): Promise<readonly Line[]> {
  const coming = person.page.waitForEvent('download')
  await person.panel.getByRole('button', { name: 'Download upload report as JSON' }).click()
  const file = await (await coming).path()
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly files: readonly Line[] }).files
}

/** The site has the expected files and no others, and the report says where each is. */
async function expectHome(wanted: readonly string[]): Promise<void> {
  const objects = await stack.control.objects()
  const stored = objects.map((one) => `${one.md5} ${one.folderPath} ${one.displayName}`)
  expect(stored.toSorted()).toEqual(wanted)
  const lines = await receipt()
  const told = lines.map((line) => `${line.md5} ${line.folder} ${line.name} ${line.assetId}`)
  const there = objects.map((one, n) => `${stored[n]} ${one.assetId}`)
  expect(told.toSorted()).toEqual(there.toSorted())
}

it.each(SEEDS)(
  `${FILES} files are on the site once each, whatever fails (seed %i)`,
  async (seed) => {
    const folder = join(root, `Chaos ${seed}`)
    const wanted = makeFiles(folder, seed)
    // A Webflow that does not recognise duplicates.
    await stack.control.settings({ duplicateHash: 'new', ...LIMITS })
    const viewport = { width: 1600, height: 1000 }
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' })
    await context.clock.install()
    person = await openDesigner(browser, stack.designer, { context })
    await stack.control.faults(chaos(seed))
    await person.drop([folder])

    await untilDone(0.1)
    await spendWindow()
    await untilDone(0.2)
    await stack.crashProxy()
    await untilDone(0.4)
    await reloadPanel()
    await untilDone(0.6)
    await stack.crashProxy()
    await untilDone(0.98)
    await bringHome()
    await stack.control.faults([])
    await expectHome(wanted)

    // Records that the proxy could not delete, it deletes within a minute or at its next start.
    await stack.crashProxy()
    const orphans = async () => (await stack.control.stats()).orphans
    await expect.poll(orphans, { timeout: LONGEST_MS }).toBe(0)
    await expectHome(wanted)

    const made = () => answers(['createAsset', 'createFolder'])
    const before = await made()
    await person.drop([folder])
    await person.settled(2 * FILES, LONGEST_MS)
    expect(await made()).toBe(before)
  },
  LONGEST_MS,
)
