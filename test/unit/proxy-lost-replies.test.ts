/** Lost replies to creates on a site of thousands of assets: what is looked through for them, and in how many calls. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SiteId } from '../../src/core/brands.ts'
import { lookInFolder } from '../../src/proxy/folder-look.ts'
import { Inventory } from '../../src/proxy/inventory.ts'
import { openSite, type SiteContext } from '../../src/proxy/site-context.ts'
import { sitesWithWork, sweepSites } from '../../src/proxy/sweeper.ts'
import { createDataApi } from '../../src/sandbox/data-api/app.ts'
import { SITE_TOKEN } from '../../src/sandbox/world/sites.ts'
import type { World } from '../../src/sandbox/world/world.ts'
import { ScriptedWebflow } from '../fakes/scripted-webflow.ts'
import { SandboxClock } from '../sandbox-clock.ts'
import { makeWorld, SITE } from '../sandbox.ts'
import { Conversation, testFile } from './proxy-conversation.ts'

/** The sandbox instead of a script; counts what is listed, and loses replies to creates after they were done. */
class CountedWebflow extends ScriptedWebflow {
  loses = 0
  readonly listed: string[] = []
  onListed = (): void => {}
  readonly #api: ReturnType<typeof createDataApi>

  constructor(world: World) {
    super()
    this.#api = createDataApi(world)
  }

  override readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    const answer = await this.#api.request(request)
    if (url.pathname.endsWith('/assets') && request.method === 'GET') {
      this.listed.push(url.searchParams.get('folderId') ?? 'site')
      this.onListed()
    }
    if (url.pathname.endsWith('/assets') && request.method === 'POST' && this.loses-- > 0) {
      throw new TypeError('The connection was cut.')
    }
    return answer
  }
}

let world: World
let end: () => void
let webflow: CountedWebflow
let proxy: Conversation
let context: SiteContext

beforeEach(async () => {
  ;({ world, end } = makeWorld(new SandboxClock()))
  world.settings.merge({ rateLimit: 0, duplicateHash: 'new' })
  webflow = new CountedWebflow(world)
  proxy = await Conversation.open({ WEBFLOW_SITE_TOKEN: SITE_TOKEN.token }, webflow)
  await proxy.connect()
  context = await openSite(proxy.host.deps, SITE as SiteId, proxy.host.deps.log)
})
afterEach(() => {
  end()
})

function makeFolder(displayName: string, assets: number): string {
  const { id } = world.folders.create({ siteId: SITE, parentFolder: null, displayName })
  makeAssets(assets, id)
  return id
}

function makeAssets(count: number, folderId: string | null): void {
  world.transaction(() => {
    for (let i = 0; i < count; i++) {
      const named = {
        fileName: `old ${i}.txt`,
        contentType: 'text/plain',
        fileHash: '0'.repeat(32),
      }
      world.assets.create({ siteId: SITE, folderId, ...named })
    }
  })
}

/** Reserves files whose replies are lost. Returns them. */
async function lose(places: readonly (string | null)[]) {
  const files = places.map((under, n) => testFile({ name: `${n}.txt`, under }))
  webflow.loses = files.length
  // Later than whatever was listed before.
  proxy.host.clock.advance(10)
  const verdicts = await proxy.reserve(...files)
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(files.map(() => 'refused'))
  proxy.host.clock.advance(10)
  webflow.listed.length = 0
  return files
}

/** Reserves the files again; all get a ticket, and the site has each record once. */
async function bringAgain(files: Awaited<ReturnType<typeof lose>>): Promise<void> {
  const before = world.assets.list(SITE, {}).total
  const verdicts = await proxy.reserve(...files)
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(files.map(() => 'ticket'))
  expect(world.assets.list(SITE, {}).total).toBe(before)
}

describe('after lost replies', () => {
  test('a folder is looked through alone, once for all of them', async () => {
    makeAssets(5000, null)
    const folder = makeFolder('Wanted', 150)
    const files = await lose(Array(40).fill(folder))
    await bringAgain(files)
    expect(webflow.listed).toEqual([folder, folder])
  })

  test('what was made in no folder is looked for in the whole site, listed once for all', async () => {
    makeAssets(3000, null)
    const files = await lose(Array(10).fill(null))
    await bringAgain(files)
    expect(webflow.listed).toEqual(Array(31).fill('site'))
  })

  test('in many folders, the whole site is listed as soon as that costs no more', async () => {
    makeAssets(250, null)
    const folders = Array.from({ length: 12 }, (_, n) => makeFolder(`${n}`, 0))
    await new Inventory(context).listSince(proxy.host.clock.now())
    await bringAgain(await lose(folders))
    const looks = webflow.listed.filter((what) => what !== 'site')
    expect([looks.length, webflow.listed.length - looks.length]).toEqual([3, 3])
  })

  test('a listing that is fresh enough serves without a call', async () => {
    const folder = makeFolder('Wanted', 10)
    const files = await lose([folder])
    await new Inventory(context).listSince(proxy.host.clock.now())
    webflow.listed.length = 0
    await bringAgain(files)
    expect(webflow.listed).toEqual([])
  })

  test('the catalogue and the ledger neither learn nor forget by a look', async () => {
    makeAssets(200, null)
    const folder = makeFolder('Wanted', 30)
    const { catalogue, ledger } = context.state
    await new Inventory(context).listSince(proxy.host.clock.now())
    const [{ id: asset }] = world.assets.list(SITE, { limit: 1 }).assets
    const entry = { md5: 'f'.repeat(32), asset, name: 'a', folder: null, url: null, size: 1 }
    await ledger.learn({ ...entry, how: 'sent' }, null)
    const files = await lose([folder, folder])
    await bringAgain(files)
    expect(webflow.listed).toEqual([folder])
    expect(await catalogue.total()).toBe(230)
    expect(await ledger.entries([entry.md5])).toMatchObject([{ asset }])
  })

  test('the sweeper looks through the folder as well', async () => {
    makeAssets(1000, null)
    const folder = makeFolder('Wanted', 30)
    await lose([folder])
    proxy.host.clock.advance(11 * 60_000)
    await sweepSites(proxy.host.deps, sitesWithWork(proxy.host.sql))
    expect(world.assets.list(SITE, {}).total).toBe(1030)
    expect(webflow.listed).toEqual([folder])
    expect(sitesWithWork(proxy.host.sql)).toEqual([])
  })

  test('a look that may have missed something does not end the search', async () => {
    const folder = makeFolder('Wanted', 150)
    await lose([folder])
    proxy.host.clock.advance(11 * 60_000)
    const [{ id: first }] = world.assets.list(SITE, { limit: 1 }).assets
    webflow.onListed = () => world.deleteAsset(first)
    await sweepSites(proxy.host.deps, sitesWithWork(proxy.host.sql))
    expect(sitesWithWork(proxy.host.sql)).toEqual([SITE])
    await sweepSites(proxy.host.deps, sitesWithWork(proxy.host.sql))
    expect(sitesWithWork(proxy.host.sql)).toEqual([])
  })
})

describe('a look into a folder', () => {
  test('brings all that is in it and below it, and nothing else', async () => {
    makeAssets(100, null)
    const folder = makeFolder('Wanted', 350)
    const { id: below } = world.folders.create({
      siteId: SITE,
      parentFolder: folder,
      displayName: 'B',
    })
    makeAssets(50, below)
    const look = await lookInFolder(context, folder)
    expect(new Set(look?.assets.map(({ asset }) => asset)).size).toBe(400)
    expect(look?.isWhole).toBe(true)
  })

  test('notices that assets have shifted from page to page', async () => {
    const folder = makeFolder('Wanted', 150)
    const { assets } = world.assets.list(SITE, {})
    webflow.onListed = () => world.deleteAsset(assets[3]?.id ?? '')
    expect(await lookInFolder(context, folder)).toMatchObject({ isWhole: false })
  })

  test('is none where the folder is gone, or has more pages than are worth it', async () => {
    expect(await lookInFolder(context, 'a'.repeat(24))).toBeUndefined()
    expect(await lookInFolder(context, makeFolder('Large', 1100))).toBeUndefined()
    expect(webflow.listed).toHaveLength(2)
  })
})
