import { describe, expect, it } from 'vitest'
import { isSiteId, md5Hex } from '../../../src/core/brands.ts'
import { ProxyChannel } from '../../../src/panel/adapters/proxy/channel.ts'
import { HttpProxy } from '../../../src/panel/adapters/proxy/proxy-http.ts'
import { systemClock } from '../../../src/panel/adapters/browser/clock.ts'
import type { Clock } from '../../../src/panel/ports/run.ts'
import { proxyClientContract } from '../../contracts/panel/proxy-client.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'
import type { Heard, Script, ScriptedReply } from '../../fakes/scripted-proxy.ts'

const never = (): AbortSignal => new AbortController().signal

proxyClientContract('the client over HTTP', async () => {
  const { client, script, state } = open('fake')
  return {
    client,
    failSend: async () => {
      const failure = { code: 'digest-mismatch', message: 'other bytes', facts: { n: 1 } } as const
      await script({ failNext: { call: 'send', failures: [failure] } })
      return failure
    },
    cutAfter: (verdicts) => script({ cutAfter: verdicts }),
    orphans: async () => (await state()).orphans,
  }
})

for (const [name, kind] of [
  ['the client over HTTP to the real application', 'app'],
  ['the client over HTTP, with version 1 of the wire in between,', 'app-wire-1'],
] as const) {
  proxyClientContract(name, async () => {
    const { client, script, state } = open(kind)
    return {
      client,
      failSend: async () => {
        await script({ app: { refuseSend: true } })
        return { code: 'storage-refused', facts: { status: 403, storageCode: 'AccessDenied' } }
      },
      cutAfter: (cutAfter) => script({ app: { cutAfter } }),
      orphans: async () => (await state()).orphans,
    }
  })
}

describe('the session', () => {
  it('is opened once for concurrent calls, and sent with each', async () => {
    const { client, script, state } = open('talk')
    await script({ talk: [session('one'), folders(), folders(), folders()] })
    await Promise.all([1, 2, 3].map(() => client.listFolders(never())))
    const { heard } = await state()
    expect(heard.filter(({ path }) => path === '/session')).toHaveLength(1)
    expect(bearers(heard)).toEqual(['Bearer one', 'Bearer one', 'Bearer one'])
  })

  it('is renewed once for all calls that find it expired', async () => {
    const { client, script, state } = open('talk')
    const expired = reply('/folders', 401, { error: { code: 'session-expired', message: 'old' } })
    await script({ talk: [session('one'), expired, expired, session('two'), folders(), folders()] })
    await Promise.all([client.listFolders(never()), client.listFolders(never())])
    const { heard } = await state()
    expect(heard.filter(({ path }) => path === '/session')).toHaveLength(2)
    expect(bearers(heard).filter((bearer) => bearer === 'Bearer two')).toHaveLength(2)
  })

  it('is not renewed twice for one call', async () => {
    const { client, script } = open('talk')
    const expired = reply('/folders', 401, { error: { code: 'session-expired', message: 'old' } })
    await script({ talk: [session('one'), expired, session('two'), expired] })
    await expect(client.listFolders(never())).rejects.toMatchObject({
      failure: { code: 'session-expired' },
    })
  })

  it('names the URL to connect at when the app is not authorized yet', async () => {
    const { client, script } = open('talk')
    const error = { code: 'not-connected', message: 'no' }
    await script({ talk: [reply('/session', 403, { error, connectUrl: 'https://proxy/connect' })] })
    await expect(client.connect({ signal: never() })).rejects.toMatchObject({
      failure: { code: 'not-connected', facts: { connectUrl: 'https://proxy/connect' } },
    })
  })

  it('carries the access key, and is never stored', async () => {
    const { client, script, state } = open('talk')
    await script({ talk: [session('one')] })
    await client.connect({ signal: never(), accessKey: 'open sesame, please' })
    const { heard } = await state()
    expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({ accessKey: 'open sesame, please' })
    expect(JSON.stringify([localStorage, sessionStorage])).not.toMatch(/one|sesame/)
  })
})

describe('a reserve answer', () => {
  const file = {
    row: 1,
    name: 'ü.png',
    place: { under: null, path: [] },
    md5: md5Hex('0'.repeat(32)),
    size: 1,
  }
  const ask = (client: HttpProxy, onVerdict = (): void => undefined) =>
    client.reserve({ run: crypto.randomUUID(), files: [file] }, { signal: never(), onVerdict })
  const refusal = JSON.stringify({
    verdict: 'refused',
    row: 1,
    failure: { code: 'webflow-refused', message: 'nö — 👩‍👩‍👧 nicht' },
  })
  const end = JSON.stringify({ verdict: 'end', budget: { left: 1, waitMs: 0 } })

  it('may be split anywhere, also within a character', async () => {
    const { client, script } = open('talk')
    const bytes = new TextEncoder().encode(`${refusal}\n\n${end}\n`)
    const parts = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, n) =>
      base64(bytes.slice(n * 7, n * 7 + 7)),
    )
    await script({ talk: [session('one'), { path: '/reserve', parts }] })
    const told: unknown[] = []
    await client.reserve(
      { run: crypto.randomUUID(), files: [file] },
      { signal: never(), onVerdict: (verdict) => told.push(verdict) },
    )
    expect(told).toEqual([JSON.parse(refusal)])
  })

  it.each([
    ['without its last line', `${refusal}\n`, 'well', 'proxy-reply'],
    ['with half a last line', `${refusal}\n${end.slice(0, 9)}`, 'well', 'proxy-reply'],
    ['whose connection breaks', `${refusal}\n`, 'cut', 'proxy-unreachable'],
    ['of another form', '{"verdict":"maybe"}\n', 'well', 'proxy-reply'],
    ['that is no JSON', '<html>\n', 'well', 'proxy-reply'],
  ] as const)('that %s is a failure that is retried', async (_, text, how, code) => {
    const { client, script } = open('talk')
    const parts = [base64(new TextEncoder().encode(text))]
    await script({ talk: [session('one'), { path: '/reserve', parts, end: how }] })
    await expect(ask(client)).rejects.toMatchObject({ failure: { code } })
  })
})

describe('a failed call', () => {
  it('keeps the request ID and the time to wait', async () => {
    const { client, script } = open('talk')
    const headers = { 'x-request-id': 'r-7', 'retry-after': '12' }
    await script({ talk: [session('one'), { path: '/folders', status: 429, headers }] })
    await expect(client.listFolders(never())).rejects.toMatchObject({
      failure: { code: 'rate-limited', requestId: 'r-7', retryAfterMs: 12_000 },
    })
  })

  it('names what to check when the proxy cannot be reached', async () => {
    const client = new HttpProxy(
      new ProxyChannel({ url: 'http://127.0.0.1:9', clock: systemClock, identity }),
    )
    await expect(client.connect({ signal: never() })).rejects.toMatchObject({
      failure: { code: 'proxy-unreachable', message: expect.stringContaining('local network') },
    })
  })

  it('says that the build has no proxy URL', async () => {
    const client = new HttpProxy(new ProxyChannel({ url: '', clock: systemClock, identity }))
    await expect(client.connect({ signal: never() })).rejects.toMatchObject({
      failure: { code: 'proxy-missing' },
    })
  })

  it.each(['/folders', '/reserve', '/send'])('times out on %s', async (path) => {
    const clock = new ManualClock()
    const { client, script, state } = open('talk', clock)
    await script({ talk: [session('one'), { path, end: 'never' }] })
    const call = {
      '/folders': () => client.listFolders(never()),
      '/reserve': () =>
        client.reserve(
          { run: crypto.randomUUID(), files: [] },
          { signal: never(), onVerdict: () => undefined },
        ),
      '/send': () =>
        client.send(
          { ticket: 't', file: new Blob(['x']), contentType: 'image/png' },
          { signal: never(), onProgress: () => undefined },
        ),
    }[path]
    const end = Promise.allSettled([call?.()])
    await expect.poll(async () => (await state()).heard.at(-1)?.path).toBe(path)
    // Twice: the browser may report late that the bytes were sent, and the time-out starts then.
    for (let n = 0; n < 2; n++) await clock.advance(90_000)
    expect(await end).toMatchObject([{ reason: { failure: { code: 'proxy-unreachable' } } }])
  })

  it('blames a file that can no longer be read, not the proxy', async () => {
    const { client, script } = open('talk')
    await script({ talk: [session('one'), { path: '/send', parts: [''], end: 'cut' }] })
    const file = new Blob(['x'])
    file.slice = () => {
      const gone = new Blob([])
      gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'))
      return gone
    }
    await expect(
      client.send(
        { ticket: 't', file, contentType: 'image/png' },
        { signal: never(), onProgress: () => undefined },
      ),
    ).rejects.toMatchObject({ failure: { code: 'file-unreadable' } })
  })

  it('cancels tickets when the page closes, as many as the browser allows', async () => {
    const { client, script, state } = open('talk')
    await script({ talk: [session('one'), reply('/cancel', 200, { deleted: 1, pending: 0 })] })
    await client.connect({ signal: never() })
    const tickets = Array.from({ length: 100 }, () => 'x'.repeat(1000))
    client.cancelOnLeave(tickets)
    await expect.poll(async () => (await state()).heard.at(-1)?.path).toBe('/cancel')
    const { heard } = await state()
    expect(JSON.parse(heard.at(-1)?.body ?? '').tickets.length).toBeGreaterThan(50)
    expect(heard.at(-1)?.body.length).toBeLessThan(64 * 1024)
  })
})

// Helpers

let scenes = 0

async function identity() {
  const siteId = '65f0c0ffee00000000000001'
  if (!isSiteId(siteId)) throw new TypeError('bad site id')
  return { siteId, idToken: 'id-token' }
}

function open(kind: 'fake' | 'talk' | 'app' | 'app-wire-1', clock: Clock = systemClock) {
  const id = `${kind}-${Date.now()}-${++scenes}`
  const url = `${location.origin}/${kind}/${id}`
  const client = new HttpProxy(new ProxyChannel({ url, clock, identity }))
  const at = `${location.origin}/script/${id}`
  const script = async (script: Script): Promise<void> =>
    void (await fetch(at, { method: 'POST', body: JSON.stringify(script) }))
  const state = async (): Promise<{ heard: Heard[]; orphans: number }> => (await fetch(at)).json()
  return { client, script, state }
}

function reply(path: string, status: number, value: unknown): ScriptedReply {
  return { path, status, parts: [base64(new TextEncoder().encode(JSON.stringify(value)))] }
}

const session = (token: string): ScriptedReply =>
  reply('/session', 200, {
    session: token,
    livesMs: 1000,
    site: { id: '65f0c0ffee00000000000001', name: 'Harbour' },
    user: null,
    budget: { left: 1, waitMs: 0 },
  })

const folders = (): ScriptedReply => reply('/folders', 200, { folders: [] })

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

const bearers = (heard: readonly Heard[]) =>
  heard.filter(({ path }) => path === '/folders').map(({ headers }) => headers['authorization'])
