import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox } from '../../../src/sandbox/sandbox.ts'
import type { Sandbox } from '../../../src/sandbox/sandbox.ts'
import { SandboxClock } from '../../sandbox-clock.ts'
import { putBytes, SITE, temporaryFolder } from '../../sandbox.ts'

const HELLO = '"5d41402abc4b2a76b9719d911017c592"'

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
afterEach(() => sandbox.world.reset())

async function host(bytes: string, fileName = 'a.png', contentType = 'image/png') {
  const asset = { siteId: SITE, folderId: null, fileName, contentType, fileHash: '1' }
  const record = sandbox.world.assets.create(asset)
  await putBytes(sandbox.world, record.id, bytes)
  return { record, url: sandbox.world.hostedUrl(record) }
}

describe('a hosted file', () => {
  it('is served with type, length, ETag and caching, to every origin', async () => {
    const { url } = await host('hello')
    const answer = await fetch(url, { headers: { Origin: 'https://example.com' } })
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': '5',
      etag: HELLO,
      'cache-control': 'max-age=31536000',
      'access-control-allow-origin': '*',
      'accept-ranges': 'bytes',
    })
    expect(await answer.text()).toBe('hello')
    const head = await fetch(url, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      200,
      '5',
      '',
    ])
  })

  it.each(['a b ü "q" 100%.png', 'a+b&c?d#e.png', '../../up.png', '\u{1f600}.png'])(
    'is served under the name %j',
    async (name) => {
      const { url } = await host(name, name)
      expect(await (await fetch(url)).text()).toBe(name)
    },
  )

  it('is served in ranges', async () => {
    const { url } = await host('hello')
    const part = await fetch(url, { headers: { Range: 'bytes=1-3' } })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 1-3/5'])
    expect(await part.text()).toBe('ell')
    const none = await fetch(url, { headers: { Range: 'bytes=5-' } })
    expect([none.status, none.headers.get('content-range')]).toEqual([416, 'bytes */5'])
    const changed = await fetch(url, { headers: { Range: 'bytes=1-3', 'If-Range': '"other"' } })
    expect([changed.status, await changed.text()]).toEqual([200, 'hello'])
  })

  it.each([HELLO, `W/${HELLO}`, `"other", ${HELLO}`, '*'])(
    'answers 304 to If-None-Match %s',
    async (tag) => {
      const { url } = await host('hello')
      const answer = await fetch(url, { headers: { 'If-None-Match': tag } })
      expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([
        304,
        HELLO,
        '',
      ])
      const other = await fetch(url, { headers: { 'If-None-Match': '"other"' } })
      expect(other.status).toBe(200)
    },
  )

  it('may be empty', async () => {
    const { url, record } = await host('')
    const answer = await fetch(url)
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    expect(sandbox.world.assets.get(record.id)?.md5).toBe('d41d8cd98f00b204e9800998ecf8427e')
  })

  it('cannot run scripts if it is an SVG', async () => {
    const { url } = await host('<svg/>', 'a.svg', 'image/svg+xml')
    expect((await fetch(url)).headers.get('content-security-policy')).toContain('sandbox')
  })

  it('answers 403 for cdnDelayMs after the upload', async () => {
    sandbox.world.settings.merge({ cdnDelayMs: 2000 })
    const { url } = await host('hello')
    clock.turn(1999)
    expect((await fetch(url)).status).toBe(403)
    clock.turn(1)
    expect((await fetch(url)).status).toBe(200)
    sandbox.world.settings.merge({ cdnDelayMs: 0 })
  })

  it('changes when its bytes are replaced, and is gone when deleted', async () => {
    const { url, record } = await host('hello')
    const draft = await sandbox.world.objects.draft()
    await draft.write(Buffer.from('other'))
    await sandbox.world.replaceBytes(record.id, draft, {
      name: 'b.webp',
      contentType: 'image/webp',
    })
    const changed = await fetch(url)
    expect([changed.headers.get('content-type'), await changed.text()]).toEqual([
      'image/webp',
      'other',
    ])
    sandbox.world.deleteAsset(record.id)
    expect((await fetch(url)).status).toBe(404)
  })

  it('is read-only', async () => {
    const { url } = await host('hello')
    expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(405)
    expect((await fetch(`${sandbox.origins.cdn}/%ff`)).status).toBe(404)
  })
})
