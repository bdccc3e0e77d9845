import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox } from '../../../src/sandbox/sandbox.ts'
import type { Sandbox } from '../../../src/sandbox/sandbox.ts'
import { problemsOf } from '../../openapi.ts'
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
    clock,
  })
})
afterAll(async () => {
  await sandbox.close()
  folder.remove()
})
beforeEach(() => sandbox.world.settings.merge({ rateLimit: 0, apiLatencyMs: 0 }))
afterEach(() => sandbox.world.reset())

const faults = (...rules: object[]) => expect(sandbox.world.faults.replace(rules)).toEqual([])
const api = (path: string, init: RequestInit = {}) =>
  fetch(`${sandbox.origins.api}${path}`, {
    ...init,
    headers: { Authorization: 'Bearer sandbox-token', 'Content-Type': 'application/json' },
  })
const create = (name = 'a.png') =>
  api(`/v2/sites/${SITE}/assets`, {
    method: 'POST',
    body: JSON.stringify({ fileName: name, fileHash: '5d41402abc4b2a76b9719d911017c592' }),
  })
const listed = () => sandbox.world.assets.list(SITE).total
const counts = (operation: string) => sandbox.world.stats.report().operations[operation]
const asleep = () => expect.poll(() => clock.asleep)

describe.each([500, 502, 503, 429, 404])('the fault status:%i', (status) => {
  it('answers with an error body and rate headers, before any effect', async () => {
    faults({ op: 'createAsset', kind: `status:${status}`, times: 1 })
    const answer = await create()
    expect(answer.status).toBe(status)
    const path = `/v2/sites/${SITE}/assets`
    expect(problemsOf({ method: 'POST', path, status, body: await answer.text() })).toEqual([])
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(answer.headers.get('x-ratelimit-remaining')).toMatch(/^\d+$/)
    expect(listed()).toBe(0)
    expect((await create()).status).toBe(200)
    expect(counts('createAsset')).toEqual({ [status]: 1, 200: 1 })
    expect(sandbox.world.stats.report().tooManyRequests).toBe(status === 429 ? 1 : 0)
  })
})

describe('the fault reset', () => {
  it.each([undefined, 0, 10, 1_000_000])(
    'cuts a request with a body (%j) before any effect',
    async (afterBytes) => {
      faults({
        op: 'createAsset',
        kind: 'reset',
        times: 1,
        ...(afterBytes !== undefined && { afterBytes }),
      })
      await expect(create()).rejects.toThrow('fetch failed')
      expect(listed()).toBe(0)
      await expect.poll(() => counts('createAsset')).toEqual({ cut: 1 })
      expect((await create()).status).toBe(200)
    },
  )

  it('cuts a request while its body is still arriving', async () => {
    faults({ op: 'createAsset', kind: 'reset', afterBytes: 5 })
    const url = new URL(`/v2/sites/${SITE}/assets`, sandbox.origins.api)
    const sender = request(url, {
      method: 'POST',
      headers: { Authorization: 'Bearer sandbox-token', 'Content-Length': 100 },
    })
    sender.write('1234')
    await expect.poll(() => sandbox.world.stats.report().bytesIn).toBe(4)
    sender.write('5')
    await expect(once(sender, 'response')).rejects.toThrow(/ECONNRESET|socket hang up/)
  })

  it('cuts the answer to a request without a body', async () => {
    faults(
      { op: 'listAssets', kind: 'reset', times: 1 },
      { op: 'listAssets', kind: 'reset', times: 1, afterBytes: 20 },
    )
    await expect(api(`/v2/sites/${SITE}/assets`)).rejects.toThrow('fetch failed')
    const begun = await api(`/v2/sites/${SITE}/assets`)
    expect(begun.status).toBe(200)
    await expect(begun.text()).rejects.toThrow('terminated')
  })

  it('cuts a hosted file in the middle', async () => {
    const url = await hosted('x'.repeat(100_000))
    faults({ op: 'getObject', kind: 'reset', afterBytes: 50_000 })
    const answer = await fetch(url)
    expect(answer.headers.get('content-length')).toBe('100000')
    await expect(answer.arrayBuffer()).rejects.toThrow('terminated')
  })
})

describe('the fault stall', () => {
  it('never answers, and has no effect', async () => {
    faults({ op: 'createAsset', kind: 'stall', times: 1 })
    const url = new URL(sandbox.origins.api)
    const socket = connect(Number(url.port), url.hostname)
    const received: Buffer[] = []
    socket.on('data', (bytes: Buffer) => received.push(bytes))
    const body = '{"fileName":"a.png","fileHash":"1"}'
    socket.write(
      `POST /v2/sites/${SITE}/assets HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sandbox-token\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    await expect.poll(() => sandbox.world.stats.report().bytesIn).toBe(body.length)
    expect((await create()).status).toBe(200)
    expect(received).toEqual([])
    expect(counts('createAsset')).toEqual({ 200: 1 })
    expect(listed()).toBe(1)
    socket.destroy()
    await expect.poll(() => counts('createAsset')).toEqual({ 200: 1, cut: 1 })
  })

  it('continues after its delay', async () => {
    faults({ op: 'createAsset', kind: 'stall', delayMs: 5000, times: 1 })
    const answer = create()
    await asleep().toBe(1)
    expect(listed()).toBe(0)
    clock.turn(4999)
    expect(clock.asleep).toBe(1)
    clock.turn(1)
    expect((await answer).status).toBe(200)
    expect(listed()).toBe(1)
  })
})

describe('the other faults', () => {
  it('lost-reply: takes effect, but the answer never comes', async () => {
    faults({ op: 'createAsset', kind: 'lost-reply', times: 1 })
    await expect(create()).rejects.toThrow('fetch failed')
    expect(listed()).toBe(1)
    await expect.poll(() => counts('createAsset')).toEqual({ cut: 1 })
  })

  it('lost-reply: applies to deletions', async () => {
    const { id } = await (await create()).json()
    faults({ op: 'deleteAsset', kind: 'lost-reply', times: 1 })
    await expect(api(`/v2/assets/${id}`, { method: 'DELETE' })).rejects.toThrow('fetch failed')
    expect(listed()).toBe(0)
  })

  it('garbage: 200 with a body that is not JSON, without effect', async () => {
    faults({ op: '*', kind: 'garbage', times: 2 })
    const answer = await create()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html'])
    const text = await answer.text()
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
    expect(listed()).toBe(0)
    const token = await fetch(`${sandbox.origins.api}/oauth/access_token`, { method: 'POST' })
    expect([token.status, await token.text()]).toEqual([200, text])
  })

  it('wrong-etag: a hosted file with a wrong ETag', async () => {
    const url = await hosted('hello')
    faults({ op: 'getObject', kind: 'wrong-etag', times: 1 })
    const wrong = await fetch(url)
    expect(await wrong.text()).toBe('hello')
    expect((await fetch(url)).headers.get('etag')).not.toBe(wrong.headers.get('etag'))
  })

  it('apply to OAuth, too', async () => {
    faults({ op: 'accessToken', kind: 'status:503', times: 1 })
    const url = `${sandbox.origins.api}/oauth/access_token`
    expect((await fetch(url, { method: 'POST' })).status).toBe(503)
    expect(counts('accessToken')).toEqual({ 503: 1 })
  })
})

describe('instrumentation', () => {
  it('delays concurrent requests by the latency', async () => {
    sandbox.world.settings.merge({ apiLatencyMs: 100 })
    const answers = Promise.all([create('a.png'), create('b.png'), api('/v2/sites')])
    await asleep().toBe(3)
    clock.turn(100)
    expect((await answers).map(({ status }) => status)).toEqual([200, 200, 200])
    expect(sandbox.world.stats.report().peakConcurrency).toMatchObject({
      createAsset: 2,
      listSites: 1,
      all: 3,
    })
  })

  it('counts bytes in both directions', async () => {
    const url = await hosted('x'.repeat(1000))
    await (await fetch(url)).text()
    expect(sandbox.world.stats.report().bytesOut).toBe(1000)
    await (await create()).text()
    expect(sandbox.world.stats.report().bytesIn).toBe(66)
  })

  it('cuts a body that exceeds the limit', async () => {
    const name = 'n'.repeat(2_000_000)
    await expect(create(name)).rejects.toThrow('fetch failed')
    expect(listed()).toBe(0)
  })

  it('does not count control requests', async () => {
    await fetch(`${sandbox.origins.api}/__sandbox/stats`)
    expect(sandbox.world.stats.report().operations).toEqual({})
  })
})

// Helpers

/** Uploads bytes to a new asset; returns its public URL. */
async function hosted(bytes: string): Promise<string> {
  const asset = sandbox.world.assets.create({
    siteId: SITE,
    folderId: null,
    fileName: 'a.png',
    contentType: 'image/png',
    fileHash: '1',
  })
  await putBytes(sandbox.world, asset.id, bytes)
  return sandbox.world.hostedUrl(asset)
}
