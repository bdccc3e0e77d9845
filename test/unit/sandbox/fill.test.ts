/** Filling a site with generated files: repeatable, and as if people had uploaded them. */
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createControl } from '../../../src/sandbox/control/routes.ts'
import { objectKey } from '../../../src/sandbox/world/assets.ts'
import type { World } from '../../../src/sandbox/world/world.ts'
import { dataApi, makeWorld, SITE } from '../../sandbox.ts'

let world: World
let end: () => void
beforeEach(() => {
  ;({ world, end } = makeWorld())
})
afterEach(() => end())

async function fill(order: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await createControl(world).request('/fill', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(order),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

/** All assets, page by page. */
async function listed(): Promise<Record<string, unknown>[]> {
  const call = dataApi(world)
  const all: Record<string, unknown>[] = []
  for (let offset = 0; ; offset += 100) {
    const { body } = await call('GET', `/v2/sites/${SITE}/assets?limit=100&offset=${offset}`)
    all.push(...body.assets)
    if (all.length >= body.pagination.total) return all
  }
}

describe('POST /__sandbox/fill', () => {
  it('adds as many assets, folders, copies and alt texts as it reports', async () => {
    const { status, body } = await fill({ assets: 120, folders: 12, seed: 7 })
    expect(status).toBe(200)
    expect(body).toMatchObject({ site: SITE, assets: 120, folders: 12, seed: 7 })
    const assets = await listed()
    expect(assets).toHaveLength(120)
    const folders = await dataApi(world)('GET', `/v2/sites/${SITE}/asset_folders`)
    expect(folders.body.assetFolders).toHaveLength(12)
    expect(assets.reduce((sum, { size }) => sum + Number(size), 0)).toBe(body['bytes'])
    expect(Number(body['copies'])).toBeGreaterThan(0)
    expect(Number(body['withoutAltText'])).toBeGreaterThan(0)
    expect(Number(body['inNoFolder'])).toBeGreaterThan(0)
  })

  it('stores bytes with the size and hash of each asset', async () => {
    await fill({ assets: 60 })
    for (const asset of world.assets.list(SITE, { limit: 100 }).assets) {
      const hash = createHash('md5')
      const bytes = world.objects.read(objectKey(asset))
      for await (const chunk of bytes ?? []) hash.update(chunk)
      expect([asset.displayName, hash.digest('hex')]).toEqual([asset.displayName, asset.fileHash])
    }
  })

  it('repeats the same order exactly, and adds nothing twice', async () => {
    await fill({ assets: 40, seed: 3 })
    const first = await listed()
    expect((await fill({ assets: 40, seed: 3 })).status).toBe(409)
    expect(await listed()).toHaveLength(40)
    const names = first.map(({ id, displayName, size }) => [id, displayName, size])
    end()
    ;({ world, end } = makeWorld())
    await fill({ assets: 40, seed: 3 })
    expect((await listed()).map(({ id, displayName, size }) => [id, displayName, size])).toEqual(
      names,
    )
  })

  it.each([
    [[], 'must be a JSON object'],
    [{ asets: 3 }, '"asets" is not a field of a fill'],
    [{ assets: 0 }, '"assets" must be a whole number from 1'],
    [{ site: 'nowhere' }, '"site" must be the id of a site'],
  ])('refuses %j and does nothing', async (order, problem) => {
    const { status, body } = await fill(order)
    expect(status).toBe(400)
    expect(JSON.stringify(body)).toContain(problem.replaceAll('"', '\\"'))
    expect(await listed()).toEqual([])
  })
})
