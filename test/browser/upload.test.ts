/** The main job: a client's folder, dropped in the Designer, is on the site. In Chromium, on the running product. */
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Corpus, type CorpusFile, folderOf, makeCorpus } from './corpus.ts'
import { launchBrowser, openDesigner, type Person } from './person.ts'
import { startStack, type Stack, type StoredObject } from './stack.ts'

let stack: Stack
let browser: Browser
let person: Person
let corpus: Corpus
let folder: string
/** Rows of one drop: what Webflow takes and what it refuses; leftovers never become rows. */
let rows: number

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asset-dock-corpus-'))
  corpus = makeCorpus(join(folder, 'Client material'))
  rows = corpus.good.length + corpus.refused.size
  stack = await startStack({ dataDir: join(folder, 'data'), buildsPanel: true })
  await stack.control.settings({ rateLimit: 0 })
  browser = await launchBrowser()
  // Large, so that all reasons are visible at once.
  person = await openDesigner(browser, stack.designer, { query: '?size=1200x800' })
})

afterAll(async () => {
  await browser.close()
  await stack.stop()
  rmSync(folder, { recursive: true, force: true })
})

const calls = async (operation: string): Promise<number> => {
  const { operations } = await stack.control.stats()
  return Object.values(operations[operation] ?? {}).reduce((sum, count) => sum + count, 0)
}

/** The places where the site may have the bytes of a digest: the folders of all corpus files with it. */
function placesByDigest(files: readonly CorpusFile[]): Map<string, Set<string>> {
  const places = new Map<string, Set<string>>()
  for (const file of files) {
    const folder = ['Client material', folderOf(file)].filter(Boolean).join('/')
    places.set(file.md5, (places.get(file.md5) ?? new Set()).add(folder))
  }
  return places
}

const misplaced = (objects: readonly StoredObject[]): string[] => {
  const places = placesByDigest(corpus.good)
  return objects
    .filter((object) => !places.get(object.md5)?.has(object.folderPath))
    .map((object) => `${object.displayName} in ${object.folderPath}`)
}

describe('a folder of some 470 real files', () => {
  it('contains what makes uploaders fail', () => {
    expect(corpus.good.length).toBeGreaterThan(300)
    expect(corpus.good.filter((file) => folderOf(file) === 'icons/flags').length).toBeGreaterThan(
      150,
    )
    expect(corpus.twins).toBeGreaterThan(0)
  })

  it('is on the site after one drop: each file once, with its bytes, in its folder', async () => {
    await person.drop([corpus.root])
    await person.settled(rows)
    const objects = await stack.control.objects()
    const expected = new Set(corpus.good.map((file) => file.md5))
    expect(objects.map((object) => object.md5).toSorted()).toEqual([...expected].toSorted())
    expect(misplaced(objects)).toEqual([])
    expect((await stack.control.stats()).orphans).toBe(0)
  })

  it('shows what was refused and left out', async () => {
    const run = person.panel.getByRole('region', { name: 'This upload' })
    for (const text of ['3 not accepted by Webflow', '2 system files skipped']) {
      await expect.poll(() => run.innerText()).toContain(text)
    }
    const list = person.panel.getByRole('grid', { name: 'Files' })
    for (const reason of ['Empty file', 'Over the 4 MB limit', '.mp4 not supported']) {
      await list.getByText(reason, { exact: true }).waitFor()
    }
  })

  it('creates no asset and sends no byte when dropped again', async () => {
    const before = {
      create: await calls('createAsset'),
      put: await calls('putObject'),
      folder: await calls('createFolder'),
    }
    await person.drop([corpus.root])
    await person.settled(2 * rows)
    const after = {
      create: await calls('createAsset'),
      put: await calls('putObject'),
      folder: await calls('createFolder'),
    }
    expect(after).toEqual(before)
  })

  it('appears in the Assets panel with thumbnails', async () => {
    const assets = person.page.getByRole('region', { name: 'Assets' })
    await assets.getByText('Client material').first().waitFor()
    await expect.poll(() => assets.getByRole('img').count()).toBeGreaterThan(0)
  })

  it('is still on the site after everything was restarted', async () => {
    const before = await stack.control.objects()
    await person.close()
    await stack.stop()
    stack = await startStack({ dataDir: join(folder, 'data') })
    await stack.control.settings({ rateLimit: 0 })
    expect(await stack.control.objects()).toEqual(before)
    person = await openDesigner(browser, stack.designer)
    await person.drop([corpus.root])
    await person.settled(rows)
    expect(await calls('createAsset')).toBe(0)
    expect(await calls('putObject')).toBe(0)
  })
})
