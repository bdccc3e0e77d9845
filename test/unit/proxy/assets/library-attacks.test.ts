/** Attacks on the library's calls, direct and through a victim's browser. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isHostedByWebflow, readHosted } from '../../../../src/proxy/webflow/hosted-files.ts'
import { ProxyClock, testConfig } from '../../../fakes/proxy-host.ts'
import { ScriptedWebflow } from '../../../fakes/scripted-webflow.ts'
import {
  Conversation,
  failureFrom,
  hexId,
  OTHER_CONVERSATION_SITE,
  CONVERSATION_SITE,
} from '../conversation.ts'
import { until } from '../../../until.ts'

let proxy: Conversation

beforeEach(async () => {
  proxy = await Conversation.open()
  await proxy.connect()
})
afterEach(() => {
  proxy.webflow.end()
})

const tells = (id: string, hostedUrl: string | null = null, siteId = CONVERSATION_SITE) => {
  proxy.webflow.on(`GET /v2/assets/${id}`, {
    json: { id, siteId, displayName: 'a.png', hostedUrl },
  })
}

it("another site's assets are neither changed nor deleted nor read", async () => {
  const foreign = hexId()
  for (let i = 0; i < 3; i++) tells(foreign, `${proxy.webflow.url}/hosted`, OTHER_CONVERSATION_SITE)
  const edited = await proxy.post('/edit', { edits: [{ asset: foreign, name: 'mine.png' }] })
  expect(await edited.text()).toContain('"asset-missing"')
  await (await proxy.post('/delete', { assets: [foreign] })).text()
  const bytes = await proxy.request(`/bytes?asset=${foreign}`)
  expect(await failureFrom(bytes)).toEqual([424, 'asset-missing'])
  expect(proxy.webflow.seen.every(({ method }) => method === 'GET' || method === 'POST')).toBe(true)
})

it.each(['/edit', '/delete', '/changed', '/locales', '/alt-texts?locale=a', '/bytes?asset=a'])(
  '%s lets nobody in without a session',
  async (path) => {
    const method = path.includes('?') || path === '/locales' ? 'GET' : 'POST'
    const answer = await proxy.request(path, { method, headers: { authorization: 'Bearer x' } })
    expect(await failureFrom(answer)).toEqual([401, 'session-expired'])
  },
)

it.each([
  ['/edit', { edits: [] }],
  ['/edit', { edits: [{ asset: hexId() }] }],
  ['/edit', { edits: [{ asset: '../../sites', name: 'a' }] }],
  ['/edit', { edits: [{ asset: hexId(), name: '' }] }],
  ['/edit', { edits: [{ asset: hexId(), name: 'x'.repeat(2001) }] }],
  ['/edit', { edits: [{ asset: hexId(), altText: 'x'.repeat(10_001) }] }],
  ['/edit', { edits: [{ asset: hexId(), altText: 'x', localeId: 'a&folderId=b' }] }],
  ['/edit', { edits: Array.from({ length: 501 }, () => ({ asset: hexId(), name: 'a' })) }],
  ['/delete', { assets: Array.from({ length: 501 }, hexId) }],
  ['/delete', { assets: [`${hexId()}/../x`] }],
  ['/changed', { changes: [{ type: 'moved', asset: hexId(), folderId: 'x' }] }],
  ['/changed', { changes: [{ type: 'replaced', asset: hexId(), md5: 'x', size: 1 }] }],
])('%s refuses what is not as agreed', async (path, body) => {
  expect(await failureFrom(await proxy.post(path, body))).toEqual([400, 'bad-request'])
})

it('a body of more than a megabyte is refused', async () => {
  const edits = [{ asset: hexId(), altText: 'x', pad: 'x'.repeat(1024 * 1024) }]
  expect(await failureFrom(await proxy.post('/edit', { edits }))).toEqual([413, 'bad-request'])
})

it.each(['', 'a%26folderId%3Db', '..%2F..', 'x'.repeat(65)])(
  'a locale like "%s" reaches no address',
  async (locale) => {
    const answer = await proxy.request(`/alt-texts?locale=${locale}`)
    expect(await failureFrom(answer)).toEqual([400, 'bad-request'])
  },
)

it.each([
  ['../../evil\r\nX: 1.png', 'evil X: 1.png'],
  ['\u202egnp.exe', 'gnp.exe'],
  [`${'n'.repeat(300)}.png`, `${'n'.repeat(95)}.png`],
  ['\ud800.png', 'file.png'],
])('the name %j becomes one that Webflow takes', async (name, clean) => {
  const id = hexId()
  tells(id)
  proxy.webflow.on(`PATCH /v2/assets/${id}`, ({ json }) => {
    expect(json).toEqual({ displayName: clean })
    return { json: { id, displayName: clean } }
  })
  const answer = await proxy.post('/edit', { edits: [{ asset: id, name }] })
  expect(await answer.text()).toContain('"done"')
})

describe('the bytes of an asset', () => {
  it('are not read through redirects', async () => {
    const id = hexId()
    tells(id, `${proxy.webflow.url}/hosted`)
    proxy.webflow.on('GET /hosted', {
      status: 302,
      headers: { location: 'http://169.254.169.254/' },
    })
    const answer = await proxy.request(`/bytes?asset=${id}`)
    expect(await failureFrom(answer)).toEqual([502, 'storage-unavailable'])
  })

  it('have no type but a plain one, and no length when they were packed', async () => {
    const id = hexId()
    tells(id, `${proxy.webflow.url}/hosted`)
    const headers = { 'content-type': 'text/html; charset="x"', 'content-encoding': 'gzip' }
    proxy.webflow.on('GET /hosted', {
      text: '<p>',
      headers: { ...headers, 'content-length': '99' },
    })
    const answer = await proxy.request(`/bytes?asset=${id}`)
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(answer.headers.get('content-length')).toBeNull()
    expect(await answer.text()).toBe('<p>')
  })

  it('time out when the host stalls', async () => {
    const id = hexId()
    tells(id, `${proxy.webflow.url}/hosted`)
    proxy.webflow.on('GET /hosted', async () => {
      proxy.host.clock.advance(30_000)
      return { text: 'too late' }
    })
    const answer = await proxy.request(`/bytes?asset=${id}`)
    expect(await failureFrom(answer)).toEqual([502, 'storage-unavailable'])
    expect(proxy.host.clock.pending).toBe(0)
  })

  /** A host whose file never ends: so many pieces, and then silence. */
  async function readEndless(pieces: number) {
    const clock = new ProxyClock()
    const leaving = new AbortController()
    let left = pieces
    let isEnded = false
    const body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        if (left-- === 0) await new Promise(() => {})
        controller.enqueue(new Uint8Array(1000))
      },
      cancel: () => {
        isEnded = true
      },
    })
    const deps = { config, clock, fetch: async () => new Response(body) }
    const url = 'https://assets.example.com/a.png'
    const file = await readHosted(deps, url, leaving.signal)
    return { reader: file.body.getReader(), clock, leaving, isEnded: () => isEnded }
  }

  it('end for the host as well when the panel stops reading', async () => {
    const { reader, isEnded, clock } = await readEndless(1_000_000)
    expect((await reader.read()).value).toHaveLength(1000)
    await reader.cancel()
    expect([isEnded(), clock.pending]).toEqual([true, 0])
  })

  it('end for the host as well when the panel has gone', async () => {
    const { reader, leaving, isEnded } = await readEndless(1)
    await reader.read()
    const next = reader.read()
    leaving.abort()
    await expect(next).rejects.toMatchObject({ failure: { code: 'aborted' } })
    expect(isEnded()).toBe(true)
  })

  it('break off when the host stalls midway', async () => {
    const { reader, clock, isEnded } = await readEndless(1)
    await reader.read()
    const next = reader.read()
    await until(() => {
      expect(clock.pending).toBe(1)
    })
    clock.advance(30_000)
    await expect(next).rejects.toMatchObject({ failure: { code: 'storage-unavailable' } })
    expect([isEnded(), clock.pending]).toEqual([true, 0])
  })
})

const config = testConfig(new ScriptedWebflow(), { ASSET_HOSTS: 'assets.example.com' })

it.each([
  'https://cdn.prod.website-files.com/1/2_a.png',
  'https://uploads-ssl.webflow.com/1/a.png',
  'https://s3.amazonaws.com/webflow-prod-assets/1/a.png',
  'https://webflow-prod-assets.s3.amazonaws.com/1/a.png',
  'https://assets.example.com/a.png',
  'http://127.0.0.1:4104/1/a.png',
])('%s is read', (url) => {
  expect(isHostedByWebflow(new URL(url), config)).toBe(true)
})

it.each([
  'http://cdn.prod.website-files.com/1/2_a.png',
  'https://cdn.prod.website-files.com:8443/1/2_a.png',
  'https://user:password@cdn.prod.website-files.com/1/2_a.png',
  'https://evilwebsite-files.com/a.png',
  'https://website-files.com.evil.example/a.png',
  'https://s3.amazonaws.com/webflow-prod-assets/../other-bucket/a.png',
  'https://s3.amazonaws.com/webflow-prod-assets-evil/a.png',
  'https://169.254.169.254/latest/meta-data',
  'https://[::1]/',
  'https://localhost/',
  'http://127.0.0.2/',
  'file:///etc/passwd',
  'data:text/plain,a',
])('%s is not', (url) => {
  expect(isHostedByWebflow(new URL(url), config)).toBe(false)
})
