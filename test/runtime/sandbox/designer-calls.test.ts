/** The Designer's calls, as its page sends them to the server: counted, delayed, and failing by rule. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DESIGNER_OPERATIONS } from '../../../src/sandbox/control/operations.ts'
import { startSandbox } from '../../../src/sandbox/sandbox.ts'
import type { Sandbox } from '../../../src/sandbox/sandbox.ts'
import { DEFAULT_SETTINGS } from '../../../src/sandbox/control/settings.ts'
import { SITES } from '../../../src/sandbox/world/sites.ts'
import { SandboxClock } from '../../sandbox-clock.ts'
import { putBytes, SITE, temporaryFolder } from '../../sandbox.ts'

const folder = temporaryFolder()
const clock = new SandboxClock()
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({
    directory: folder.path,
    ports: { designer: 0, panel: 0, api: 0, storage: 0, cdn: 0 },
    redirectUris: [],
    designer: {},
    clock,
  })
})
afterAll(async () => {
  await sandbox.close()
  folder.remove()
})
afterEach(() => {
  sandbox.world.reset()
  sandbox.world.settings.merge(DEFAULT_SETTINGS)
})

const [GERMAN = ''] = SITES[0].secondaryLocales.map(({ id }) => id)

async function host(fileName = 'a.png', contentType = 'image/png', bytes = 'hello') {
  const asset = { siteId: SITE, folderId: null, fileName, contentType, fileHash: '1' }
  const { id } = sandbox.world.assets.create(asset)
  await putBytes(sandbox.world, id, bytes)
  return id
}

const send = (method: string, path: string, body: BodyInit, type = 'application/json') =>
  fetch(`${sandbox.origins.designer}/__designer/${SITE}/${path}`, {
    method,
    headers: { 'Content-Type': type },
    body,
  })
const call = async (method: string, params: object = {}) => {
  const answer = await send('POST', `call/${method}`, JSON.stringify(params))
  return { status: answer.status, ...(await answer.json()) }
}
const setFile = (id: string, name: string, type: string, bytes: string) =>
  send('PUT', `assets/${id}/file?name=${encodeURIComponent(name)}`, bytes, type)

const control = async (method: string, path: string, body?: unknown) =>
  (
    await fetch(`${sandbox.origins.api}/__sandbox/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  ).json()

describe('calls of the Designer', () => {
  it('are counted by name, with refusals separate, and without their bytes', async () => {
    const id = await host()
    await call('getName', { asset: id })
    await call('getName', { asset: 'none' })
    await setFile(id, 'b.png', 'image/png', 'other')
    await send('POST', 'assets?name=c.png', 'third', 'image/png')
    const stats = await control('GET', 'stats')
    expect(stats.operations).toEqual({
      'designer.getName': { 200: 1, 422: 1 },
      'designer.setFile': { 200: 1 },
      'designer.createAsset': { 200: 1 },
    })
    expect([stats.bytesIn, stats.bytesOut]).toEqual([0, 0])
    expect(stats.peakConcurrency).not.toHaveProperty('all')
  })

  it('exist for exactly the names that fault rules accept', async () => {
    for (const name of DESIGNER_OPERATIONS) {
      const method = name.replace('designer.', '')
      if (method === 'createAsset' || method === 'setFile') continue
      const { error } = await call(method)
      expect([name, error?.message ?? '']).not.toContain('The sandbox has no such call.')
    }
    expect(await call('toString')).toMatchObject({ status: 422, error: { tag: 'InvalidRequest' } })
  })

  it('are delayed by designerLatencyMs', async () => {
    sandbox.world.settings.merge({ designerLatencyMs: 80 })
    let answered = false
    const waiting = call('getAllAssets').then(() => (answered = true))
    while (clock.asleep === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    expect(answered).toBe(false)
    clock.turn(80)
    await waiting
  })

  it('fail by rule: by tag, by status, cut or garbled, `times` times', async () => {
    const id = await host()
    await control('POST', 'faults', [
      { op: 'designer.setParent', kind: 'tag:Forbidden', times: 1 },
      { op: 'designer.setName', kind: 'status:503', times: 1 },
      { op: 'designer.setAltText', kind: 'lost-reply', times: 1 },
      { op: 'designer.*', kind: 'garbage', times: 1 },
    ])
    expect(await call('setParent', { asset: id, folder: id })).toMatchObject({
      status: 422,
      error: { tag: 'Forbidden' },
    })
    expect(await call('setName', { asset: id, name: 'x' })).toMatchObject({
      status: 503,
      error: { tag: 'InternalError' },
    })
    await expect(call('setAltText', { asset: id, altText: 'Boats' })).rejects.toThrow(
      'fetch failed',
    )
    expect(sandbox.world.assets.altText(id, null)).toBe('Boats')
    await expect(call('getName', { asset: id })).rejects.toThrow('JSON')
    expect(await call('getName', { asset: id })).toMatchObject({ status: 200, value: 'a.png' })
    expect((await control('GET', 'stats')).operations['designer.setAltText']).toEqual({ cut: 1 })
  })

  it('are not affected by the rule `*`, nor other requests by `designer.*`', async () => {
    await control('POST', 'faults', [{ op: '*', kind: 'status:500' }])
    expect(await call('getAllAssets')).toMatchObject({ status: 200 })
    await control('POST', 'faults', [{ op: 'designer.*', kind: 'tag:InternalError' }])
    const headers = { Authorization: 'Bearer sandbox-token' }
    const listed = await fetch(`${sandbox.origins.api}/v2/sites/${SITE}/assets`, { headers })
    expect(listed.status).toBe(200)
    const wrong = await control('POST', 'faults', [{ op: 'createAsset', kind: 'tag:Forbidden' }])
    expect(wrong.problems).toEqual([expect.stringContaining('calls of the Designer only')])
  })
})

describe('alt texts in the Designer', () => {
  it('can be decorative (null), missing (empty), and differ per locale', async () => {
    const asset = await host()
    const alt = async (locale: string | null = null) =>
      (await call('getAltText', { asset, locale })).value
    expect(await alt()).toBe('')
    await call('setAltText', { asset, altText: 'Boats' })
    expect(await alt(GERMAN)).toBe('Boats')
    await call('setAltText', { asset, altText: null, locale: GERMAN })
    expect([await alt(), await alt(GERMAN)]).toEqual(['Boats', null])
    await call('setAltText', { asset, altText: '', locale: GERMAN })
    expect(await alt(GERMAN)).toBe('Boats')
    expect(await call('getAltText', { asset, locale: asset })).toMatchObject({
      error: { tag: 'InvalidRequest' },
    })
  })
})

describe('setFile', () => {
  const urlOf = async (asset: string) => String((await call('getUrl', { asset })).value)

  it('keeps ID, name and URL, and the URL has the new bytes', async () => {
    const asset = await host()
    const url = await urlOf(asset)
    expect((await setFile(asset, 'b.svg', 'image/svg+xml', '<svg/>')).status).toBe(200)
    expect(await urlOf(asset)).toBe(url)
    const answer = await fetch(url)
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual([
      'image/svg+xml',
      '<svg/>',
    ])
    const [report] = await control('GET', `assets?site=${SITE}`)
    expect(report).toMatchObject({
      id: asset,
      displayName: 'a.png',
      originalFileName: 'a.png',
      size: 6,
      url,
    })
    expect(sandbox.world.assets.findByHash(SITE, report.md5)?.id).toBe(asset)
  })

  it('gives the new bytes a new URL without setFileKeepsUrl; the old one stays', async () => {
    sandbox.world.settings.merge({ setFileKeepsUrl: false })
    const asset = await host()
    const url = await urlOf(asset)
    await setFile(asset, 'b ü.png', 'image/png', 'other')
    const moved = await urlOf(asset)
    expect(moved).not.toBe(url)
    expect(moved).toMatch(/_b%20%C3%BC\.png$/)
    expect(await (await fetch(moved)).text()).toBe('other')
    expect(await (await fetch(url)).text()).toBe('hello')
    const objects = await control('GET', `objects?site=${SITE}`)
    expect(objects.map((object: { assetId: string | null }) => object.assetId)).toEqual([
      null,
      asset,
    ])
    expect(sandbox.world.deleteAsset(asset)).toBe(true)
    expect((await fetch(moved)).status).toBe(404)
  })
})

describe('what the Designer shows of a site', () => {
  it('is not sent again while nothing changes', async () => {
    const view = (tag = '') =>
      fetch(`${sandbox.origins.designer}/__designer/${SITE}/assets`, {
        headers: { 'If-None-Match': tag },
      })
    const first = await view()
    const tag = first.headers.get('etag') ?? ''
    expect([tag !== '', (await view(tag)).status]).toEqual([true, 304])
    await host()
    const changed = await view(tag)
    expect(changed.status).toBe(200)
    expect((await changed.json()).assets).toHaveLength(1)
  })
})
