/**
 * Faults of Webflow and storage, seen from the panel. Temporary ones are retried, permanent ones
 * are explained; either way nothing is duplicated or lost, and no record is left without bytes.
 */
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { hurry, launchBrowser, openDesigner, type Person } from './person.ts'
import { startStack, type Stack } from './stack.ts'

const FILES = 6
/** Larger than a socket's buffers, so that a cut happens within the body. */
const BYTES = 300_000

let stack: Stack
let browser: Browser
let person: Person
let folder: string
let batches = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asset-dock-faults-'))
  stack = await startStack()
  // No rate limit; a 429 asks for one second, not a minute.
  await stack.control.settings({ rateLimit: 0, rateWindowMs: 1000 })
  browser = await launchBrowser()
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } })
  await context.clock.install()
  person = await openDesigner(browser, stack.designer, { context })
})

afterAll(async () => {
  await browser.close()
  await stack.stop()
  rmSync(folder, { recursive: true, force: true })
})

afterEach(async () => {
  await stack.control.faults([])
  const clear = person.panel.getByRole('button', { name: 'Clear list' })
  if (await clear.isVisible()) await clear.click()
})

/** A new folder with bytes that no other test uses. */
function freshFolder(): { path: string; digests: string[] } {
  const path = join(folder, `batch ${++batches}`)
  mkdirSync(path)
  const digests = Array.from({ length: FILES }, (_, n) => {
    const bytes = randomBytes(BYTES)
    writeFileSync(join(path, `picture ${n}.jpg`), bytes)
    return createHash('md5').update(bytes).digest('hex')
  })
  return { path, digests: digests.toSorted() }
}

const stored = async (path: string): Promise<string[]> =>
  (await stack.control.objects())
    .filter((object) => object.folderPath === path.split('/').at(-1))
    .map((object) => object.md5)
    .toSorted()

const orphans = async (): Promise<number> => (await stack.control.stats()).orphans

describe('temporary faults', () => {
  it.each([
    ['createAsset', 'status:500'],
    ['createAsset', 'status:502'],
    ['createAsset', 'status:503'],
    ['createAsset', 'status:429'],
    ['createAsset', 'reset'],
    ['createAsset', 'stall'],
    ['createAsset', 'lost-reply'],
    ['createAsset', 'garbage'],
    ['createFolder', 'status:503'],
    ['createFolder', 'reset'],
    ['createFolder', 'lost-reply'],
    ['createFolder', 'garbage'],
    ['listFolders', 'status:500'],
    ['listFolders', 'garbage'],
    ['putObject', 'status:500'],
    ['putObject', 'status:503'],
    ['putObject', 'reset'],
    ['putObject', 'stall'],
    ['putObject', 'lost-reply'],
    ['putObject', 'garbage'],
    ['putObject', 'wrong-etag'],
  ])('%s: %s, twice', async (op, kind) => {
    const { path, digests } = freshFolder()
    await stack.control.faults([
      { op, kind, times: 2, ...(kind === 'reset' ? { afterBytes: 100_000 } : {}) },
    ])
    await person.drop([path])
    await hurry(person, person.settled(FILES))
    expect(await stored(path)).toEqual(digests)
    await expect.poll(orphans).toBe(0)
  })

  it('a 429 is waited out for as long as Webflow says', async () => {
    const { path, digests } = freshFolder()
    await stack.control.settings({ rateWindowMs: 3000 })
    await stack.control.faults([{ op: 'createAsset', kind: 'status:429', times: 1 }])
    await person.drop([path])
    await person.panel.getByText(/^Webflow’s rate limit reached. Resumes in 0:0[123]$/).waitFor()
    await person.panel.getByText('Waiting for Webflow').first().waitFor()
    await stack.control.settings({ rateWindowMs: 1000 })
    await person.settled(FILES)
    expect(await stored(path)).toEqual(digests)
  })
})

describe('permanent faults', () => {
  it.each([
    ['createAsset', 'status:500', '6 files couldn’t be added: Webflow isn’t responding'],
    ['createAsset', 'status:400', 'Webflow rejected 6 files'],
    ['putObject', 'status:503', '6 files couldn’t be uploaded: Webflow’s storage isn’t responding'],
    ['putObject', 'wrong-etag', 'Webflow’s storage damaged 6 files'],
    ['putObject', 'reset', '6 files couldn’t be uploaded: Webflow’s storage isn’t responding'],
  ])(
    '%s: %s is explained, leaves no record, and “Retry failed” uploads the files',
    async (op, kind, words) => {
      const { path, digests } = freshFolder()
      await stack.control.faults([{ op, kind }])
      await person.drop([path])
      await hurry(person, person.settled(FILES))
      const list = person.panel.getByRole('grid', { name: 'Files' })
      await list.getByText(words, { exact: true }).waitFor()
      await expect.poll(orphans).toBe(0)
      expect(await stored(path)).toEqual([])
      await stack.control.faults([])
      await person.panel.getByRole('button', { name: 'Retry failed' }).click()
      await hurry(person, person.settled(FILES))
      expect(await stored(path)).toEqual(digests)
      await expect.poll(orphans).toBe(0)
    },
  )
})

describe('cancel', () => {
  it('of a run half-way leaves no record without bytes, and the rows can be retried', async () => {
    const { path, digests } = freshFolder()
    await stack.control.settings({ storageLatencyMs: 1500 })
    await person.drop([path])
    await person.panel
      .getByText(/^Uploading \d+%$/)
      .first()
      .waitFor()
    await person.panel.getByRole('button', { name: 'Cancel all' }).click()
    await stack.control.settings({ storageLatencyMs: 0 })
    await person.settled(FILES)
    await expect.poll(orphans).toBe(0)
    const kept = await stored(path)
    expect(kept.length).toBeLessThan(FILES)
    await person.panel.getByRole('button', { name: /Upload \d cancelled/ }).click()
    await expect.poll(() => stored(path)).toEqual(digests)
    expect(await orphans()).toBe(0)
  })
})
