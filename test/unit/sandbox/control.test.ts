import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseRange } from '../../../src/sandbox/cdn/range.ts'
import { Faults } from '../../../src/sandbox/control/faults.ts'
import { createControl } from '../../../src/sandbox/control/routes.ts'
import { DEFAULT_SETTINGS } from '../../../src/sandbox/control/settings.ts'
import { makeWorld, putBytes, SITE } from '../../sandbox.ts'

let made: ReturnType<typeof makeWorld>
let control: ReturnType<typeof createControl>
beforeEach(() => {
  made = makeWorld()
  control = createControl(made.world)
})
afterEach(() => made.end())

async function call(method: string, path: string, body?: unknown, headers = {}) {
  const answer = await control.request(path, {
    method,
    headers,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() }
}

describe('settings', () => {
  it('are merged and returned', async () => {
    const change = { rateLimit: 120, storageMbps: 2.5, storageCors: false, duplicateHash: 'new' }
    const expected = { status: 200, body: { ...DEFAULT_SETTINGS, ...change } }
    expect(await call('PUT', '/settings', change)).toEqual(expected)
    expect(await call('PUT', '/settings', {})).toEqual(expected)
    expect(await call('GET', '/settings')).toEqual(expected)
  })

  it.each([
    ['rateLimit', -1],
    ['rateLimit', 1.5],
    ['rateLimit', '60'],
    ['rateWindowMs', 0],
    ['rateWindow', 'hopping'],
    ['apiLatencyMs', null],
    ['storageMbps', -0.1],
    ['duplicateHash', 'old'],
    ['duplicateFolder', true],
    ['storageCors', 'true'],
    ['policyTtlSeconds', 0],
    ['enforceHash', 1],
    ['foreignSite', 418],
    ['rateLimits', 60],
    ['__proto__x', 1],
    ['toString', 1],
  ])('refuse %s %j by name, and change nothing', async (name, value) => {
    const { status, body } = await call('PUT', '/settings', { apiLatencyMs: 9, [name]: value })
    expect(status).toBe(400)
    expect(body.problems).toEqual([expect.stringContaining(`"${name}"`)])
    expect(made.world.settings.current).toEqual(DEFAULT_SETTINGS)
  })

  it.each(['[]', 'null', '7', '{', ''])('refuse the body %j', async (body) => {
    expect((await call('PUT', '/settings', body)).status).toBe(400)
  })
})

describe('fault rules', () => {
  it('apply `times` times; the first match wins', () => {
    const faults = new Faults()
    const rules = [
      { op: 'createAsset', kind: 'status:503', times: 2 },
      { op: '*', kind: 'stall', delayMs: 5 },
    ]
    expect(faults.replace(rules)).toEqual([])
    const names = [1, 2, 3].map(() => faults.take('createAsset')?.name)
    expect(names).toEqual(['status', 'status', 'stall'])
    expect(faults.take('getAsset')).toEqual({ name: 'stall', afterBytes: null, delayMs: 5 })
    expect(faults.list()).toMatchObject([{ left: 0 }, { left: null }])
    expect(faults.replace([])).toEqual([])
    expect(faults.take('getAsset')).toBeUndefined()
  })

  it('apply at random, repeatably with a seed', () => {
    const draw = (seed: number) => {
      const faults = new Faults()
      faults.replace([{ op: 'putObject', kind: 'reset', rate: 0.3, seed }])
      return Array.from({ length: 1000 }, () => faults.take('putObject') !== undefined)
    }
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
    const hits = draw(1).filter(Boolean).length
    expect(hits).toBeGreaterThan(250)
    expect(hits).toBeLessThan(350)
  })

  it('of kind wrong-etag skip operations without an ETag', () => {
    const faults = new Faults()
    faults.replace([{ op: '*', kind: 'wrong-etag' }])
    expect(faults.take('createAsset')).toBeUndefined()
    expect(faults.take('putObject')?.name).toBe('wrong-etag')
  })

  it.each([
    [{ op: 'upload', kind: 'reset' }, '"op"'],
    [{ op: 'putObject', kind: 'explode' }, '"kind"'],
    [{ op: 'putObject', kind: 'status:200' }, '"kind"'],
    [{ op: 'createAsset', kind: 'wrong-etag' }, '"kind"'],
    [{ op: 'putObject', kind: 'reset', times: -1 }, '"times"'],
    [{ op: 'putObject', kind: 'reset', rate: 2 }, '"rate"'],
    [{ op: 'putObject', kind: 'reset', afterBytes: '1' }, '"afterBytes"'],
    [{ op: 'putObject', kind: 'stall', delay: 1 }, '"delay"'],
    ['reset', 'JSON object'],
  ])('are refused by name when malformed: %j', async (rule, word) => {
    await call('POST', '/faults', [{ op: 'getAsset', kind: 'reset' }])
    const { status, body } = await call('POST', '/faults', [rule])
    expect(status).toBe(400)
    expect(body.problems).toEqual([expect.stringContaining(word)])
    expect((await call('GET', '/faults')).body).toHaveLength(1)
  })
})

describe('control', () => {
  it('lists objects with their assets, and objects without one', async () => {
    const { world } = made
    const top = world.folders.create({ siteId: SITE, displayName: 'Top', parentFolder: null })
    const deep = world.folders.create({ siteId: SITE, displayName: 'Deep', parentFolder: top.id })
    const asset = world.assets.create({
      siteId: SITE,
      folderId: deep.id,
      fileName: 'a.png',
      contentType: 'image/png',
      fileHash: '1',
    })
    world.assets.setAltText(asset.id, 'A', null)
    const md5 = await putBytes(world, asset.id, 'hello')
    const key = `${SITE}/${asset.id}_a.png`
    expect((await call('GET', `/objects?site=${SITE}`)).body).toEqual([
      {
        key,
        size: 5,
        md5,
        contentType: 'image/png',
        assetId: asset.id,
        folderPath: 'Top/Deep',
        displayName: 'a.png',
        altText: 'A',
      },
    ])
    world.assets.delete(asset.id)
    expect((await call('GET', '/objects')).body).toMatchObject([{ key, assetId: null }])
    expect((await call('GET', '/objects?site=harbour')).status).toBe(400)
  })

  it('resets everything but seed, tokens and settings', async () => {
    const { world } = made
    const asset = { siteId: SITE, folderId: null, contentType: 'image/png', fileHash: '1' }
    await putBytes(world, world.assets.create({ ...asset, fileName: 'a.png' }).id, 'hello')
    world.assets.create({ ...asset, fileName: 'b.png' })
    world.folders.create({ siteId: SITE, displayName: 'A', parentFolder: null })
    world.faults.replace([{ op: '*', kind: 'reset' }])
    world.settings.merge({ rateLimit: 7 })
    world.stats.count('createAsset', 200)
    expect((await call('GET', '/stats')).body.orphans).toBe(1)
    expect((await call('POST', '/reset')).status).toBe(200)
    expect((await call('GET', '/stats')).body).toEqual({
      operations: {},
      peakConcurrency: {},
      bytesIn: 0,
      bytesOut: 0,
      tooManyRequests: 0,
      orphans: 0,
    })
    expect((await call('GET', '/objects')).body).toEqual([])
    expect(world.folders.count(SITE)).toBe(0)
    expect(world.faults.take('getAsset')).toBeUndefined()
    expect(world.settings.current.rateLimit).toBe(7)
    expect(world.tokens.get('sandbox-token')).toBeDefined()
  })

  it('refuses pages of other origins', async () => {
    const foreign = { Origin: 'https://evil.example' }
    expect((await call('POST', '/reset', undefined, foreign)).status).toBe(403)
    const own = { Origin: made.world.origins.designer }
    expect((await call('POST', '/reset', undefined, own)).status).toBe(200)
  })
})

describe('parseRange', () => {
  it.each([
    [undefined, null],
    ['bytes=0-4', { start: 0, end: 4 }],
    ['bytes=5-', { start: 5, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=-30', { start: 0, end: 9 }],
    ['bytes=8-99', { start: 8, end: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=4-2', null],
    ['bytes=0-1,3-4', null],
    ['bytes=-', null],
    ['items=0-1', null],
  ])('reads %j of 10 bytes', (header, expected) => {
    expect(parseRange(header, 10)).toEqual(expected)
  })

  it('is unsatisfiable for an empty file', () => {
    expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable')
    expect(parseRange('bytes=-1', 0)).toBe('unsatisfiable')
  })
})
