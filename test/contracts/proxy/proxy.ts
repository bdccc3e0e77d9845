/** What the proxy promises over HTTP, whatever it runs on. */
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TICKET_HEADER } from '../../../src/core/wire.ts'
import { refusal, type ScriptedWebflow } from '../../fakes/scripted-webflow.ts'

export interface ProxyUnderTest {
  readonly webflow: ScriptedWebflow
  readonly origin: string
  /** Sends a request to the proxy; `path` begins with a slash. */
  request(path: string, init?: RequestInit): Promise<Response>
}

const SITE = '65f0c0ffee00000000000001'
const ASSET = '65f0c0ffee0000000000aaaa'
const JSON_TYPE = { 'content-type': 'application/json' }
const user = { id: '1', email: 'designer@example.com', siteId: SITE }
const run = '7f1f3f0e-3b1c-4d52-9a44-0f1f6f6f2c11'

/** `open` is called once a test; budgets and ledgers may live on between tests. */
export function proxyContract(name: string, open: () => Promise<ProxyUnderTest>): void {
  describe(`proxy on ${name}`, () => {
    let proxy: ProxyUnderTest
    beforeEach(async () => {
      proxy = await open()
    })
    afterEach(() => {
      proxy.webflow.end()
    })

    const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
      proxy.request(path, {
        method: 'POST',
        headers: { origin: proxy.origin, ...JSON_TYPE, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
    const openSession = async (): Promise<Record<string, string>> => {
      proxy.webflow.on('POST /beta/token/resolve', { json: user })
      proxy.webflow.on(`GET /v2/sites/${SITE}`, { json: { id: SITE, displayName: 'Harbour' } })
      const answer = await post('/session', { siteId: SITE, idToken: 'id-token' })
      const { session } = (await answer.json()) as { session: string }
      return { authorization: `Bearer ${session}`, origin: proxy.origin }
    }
    const errorOf = async (answer: Response) => {
      const body = (await answer.json()) as { error: { code: string; requestId: string } }
      expect(body.error.requestId).toBe(answer.headers.get('x-request-id'))
      return [answer.status, body.error.code]
    }
    const reserve = async (headers: Record<string, string>, files: readonly object[]) => {
      const answer = await post('/reserve', { run, files }, headers)
      expect(answer.headers.get('content-type')).toContain('application/x-ndjson')
      const lines = (await answer.text()).trim().split('\n')
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    }
    const send = (headers: Record<string, string>, ticket: string, bytes: Uint8Array) =>
      proxy.request('/send', {
        method: 'PUT',
        headers: { ...headers, [TICKET_HEADER]: ticket, 'content-length': String(bytes.length) },
        body: new Uint8Array(bytes),
      })
    const newFile = (name = 'a.txt') => {
      const bytes = crypto.getRandomValues(new Uint8Array(1000))
      const md5 = createHash('md5').update(bytes).digest('hex')
      return {
        bytes,
        md5,
        ask: { row: 1, name, place: { under: null, path: [] }, md5, size: 1000 },
      }
    }

    it('tells that it lives and is ready', async () => {
      expect((await proxy.request('/healthz')).status).toBe(200)
      expect((await proxy.request('/readyz')).status).toBe(200)
    })

    it('brings a file from session to storage, and knows it afterwards', async () => {
      const headers = await openSession()
      const { bytes, md5, ask } = newFile('evil\r\nX: 1" ü.txt')
      proxy.webflow.on(`POST /v2/sites/${SITE}/assets`, ({ json, headers: sent }) => {
        expect(json).toEqual({ fileName: 'evil X: 1" ü.txt', fileHash: md5 })
        expect(sent.get('authorization')).toBe('Bearer the-site-token')
        return proxy.webflow.created(ASSET, 'evil X: 1" ü.txt')
      })
      const [verdict, end] = await reserve(headers, [ask])
      expect(verdict).toMatchObject({ verdict: 'ticket', row: 1, assetId: ASSET, folderId: null })
      expect(end).toMatchObject({ verdict: 'end' })
      proxy.webflow.on('POST /storage', ({ text, headers: sent }) => {
        const boundary = /boundary=(.+)$/.exec(sent.get('content-type') ?? '')?.[1]
        const parts = text.split(`--${boundary}`)
        expect(parts.slice(1, -2).map((part) => /name="([^"]+)"/.exec(part)?.[1])).toEqual([
          'acl',
          'key',
          'Policy',
          'X-Amz-Date',
          'success_action_status',
        ])
        expect(parts.at(-2)).toContain('name="file"; filename="evil X: 1%22 ü.txt"')
        return { status: 201, headers: { etag: `"${md5}"` }, text: '<PostResponse/>' }
      })
      const sent = await send(headers, String(verdict?.['ticket']), bytes)
      expect(await sent.json()).toMatchObject({ asset: { id: ASSET }, md5, size: 1000 })
      const listed = { id: ASSET, originalFileName: 'a', displayName: 'a', size: 1000 }
      proxy.webflow.on(`GET /v2/sites/${SITE}/assets`, { json: { assets: [listed] } })
      expect((await reserve(headers, [ask]))[0]).toMatchObject({
        verdict: 'existing',
        source: 'ledger',
        asset: { id: ASSET },
      })
    })

    it('refuses other bytes, other lengths and other tickets before or without harm', async () => {
      const headers = await openSession()
      const { bytes, ask } = newFile()
      const asset = ASSET.replace('aaaa', 'cccc')
      proxy.webflow.on(`POST /v2/sites/${SITE}/assets`, proxy.webflow.created(asset, 'a.txt'))
      const ticket = String((await reserve(headers, [ask]))[0]?.['ticket'])
      expect(await errorOf(await send(headers, `${ticket}x`, bytes))).toEqual([
        409,
        'ticket-invalid',
      ])
      expect(await errorOf(await send(headers, '', bytes))).toEqual([409, 'ticket-invalid'])
      proxy.webflow.on(`DELETE /v2/assets/${asset}`, { status: 204 })
      expect(await errorOf(await send(headers, ticket, bytes.slice(1)))).toEqual([
        422,
        'length-mismatch',
      ])
      expect(await errorOf(await send(headers, ticket, bytes))).toEqual([409, 'ticket-invalid'])
    })

    it('cancels what was reserved', async () => {
      const headers = await openSession()
      const asset = ASSET.replace('aaaa', 'bbbb')
      proxy.webflow.on(`POST /v2/sites/${SITE}/assets`, proxy.webflow.created(asset, 'a.txt'))
      const ticket = String((await reserve(headers, [newFile().ask]))[0]?.['ticket'])
      proxy.webflow.on(`DELETE /v2/assets/${asset}`, { status: 204 })
      const answer = await post('/cancel', { tickets: [ticket, 'nonsense'] }, headers)
      expect(await answer.json()).toEqual({ deleted: 1, pending: 0 })
      expect(await (await post('/cancel', { tickets: [ticket] }, headers)).json()).toEqual({
        deleted: 0,
        pending: 0,
      })
    })

    it.each([
      [refusal(401, 'not_authorized'), [401, 'webflow-unauthorized']],
      [refusal(403, 'missing_scopes', 'scopes - assets:read'), [403, 'webflow-scopes']],
      [refusal(404, 'resource_not_found'), [424, 'webflow-refused']],
      [refusal(409, 'conflict'), [424, 'webflow-refused']],
    ])('tells what Webflow said: %o', async (answer, expected) => {
      const headers = await openSession()
      proxy.webflow.on(`GET /v2/sites/${SITE}/assets`, answer)
      expect(await errorOf(await proxy.request('/assets', { headers }))).toEqual(expected)
    })

    it('lists assets and folders, and makes folders', async () => {
      const headers = await openSession()
      const asset = { id: ASSET, displayName: 'A', originalFileName: 'a.txt', size: 3 }
      proxy.webflow.on(`GET /v2/sites/${SITE}/assets`, ({ path }) => {
        expect(path).toContain('offset=100')
        return { json: { assets: [asset], pagination: { total: 101 } } }
      })
      const page = await proxy.request('/assets?offset=100', { headers })
      expect(await page.json()).toMatchObject({ total: 101, assets: [{ id: ASSET, name: 'A' }] })
      const folder = { id: ASSET, displayName: 'Logos', parentFolder: null, assets: [] }
      proxy.webflow.on(`GET /v2/sites/${SITE}/asset_folders`, { json: { assetFolders: [] } })
      proxy.webflow.on(`POST /v2/sites/${SITE}/asset_folders`, { json: folder })
      const place = { under: null, path: ['Logos'] }
      const made = await post('/folders', { place }, headers)
      expect(await made.json()).toMatchObject({
        created: 1,
        folders: [{ id: ASSET, name: 'Logos' }],
      })
      expect(await (await post('/folders', { place }, headers)).json()).toMatchObject({
        created: 0,
      })
    })

    it('lets nobody in without a session, and no session for another site', async () => {
      const bare = { origin: proxy.origin }
      expect(await errorOf(await proxy.request('/folders', { headers: bare }))).toEqual([
        401,
        'session-expired',
      ])
      const forged = { ...bare, authorization: 'Bearer eyJhbGciOiJkaXIifQ.a.b.c' }
      expect(await errorOf(await proxy.request('/folders', { headers: forged }))).toEqual([
        401,
        'session-expired',
      ])
      const elsewhere = { ...user, siteId: '65f0c0ffee00000000000002' }
      proxy.webflow.on('POST /beta/token/resolve', { json: elsewhere })
      const answer = await post('/session', { siteId: SITE, idToken: 'id-token' })
      expect(await errorOf(answer)).toEqual([403, 'session-refused'])
    })

    it('serves its panel and no other page', async () => {
      const preflight = (origin: string) =>
        proxy.request('/send', {
          method: 'OPTIONS',
          headers: { origin, 'access-control-request-method': 'PUT' },
        })
      const ours = await preflight(proxy.origin)
      expect(ours.headers.get('access-control-allow-origin')).toBe(proxy.origin)
      expect(ours.headers.get('access-control-max-age')).toBe('600')
      expect(ours.headers.get('vary')).toContain('Origin')
      for (const evil of ['https://evil.example', 'null', `${proxy.origin}.evil.example`]) {
        expect((await preflight(evil)).headers.get('access-control-allow-origin')).toBeNull()
        const answer = await post('/session', { siteId: SITE, idToken: '' }, { origin: evil })
        expect(await errorOf(answer)).toEqual([403, 'session-refused'])
        expect(answer.headers.get('access-control-allow-origin')).toBeNull()
      }
    })

    it('refuses what is not as agreed', async () => {
      const headers = await openSession()
      expect(await errorOf(await post('/reserve', '{', headers))).toEqual([400, 'bad-request'])
      expect(await errorOf(await post('/reserve', { run }, headers))).toEqual([400, 'bad-request'])
      const huge = JSON.stringify({ run, pad: 'x'.repeat(1024 * 1024) })
      expect(await errorOf(await post('/reserve', huge, headers))).toEqual([413, 'bad-request'])
      const nowhere = await proxy.request('/nowhere', { headers })
      expect(await errorOf(nowhere)).toEqual([404, 'not-found'])
      expect(nowhere.headers.get('x-content-type-options')).toBe('nosniff')
      expect(nowhere.headers.get('access-control-expose-headers')).toContain('X-Request-Id')
    })
  })
}
