import { once } from 'node:events'
import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SANDBOX_KEYS } from '../../../src/sandbox/storage/presign.ts'
import { bytesOf, encoded, formOf, md5, raw, startStorage } from './storage-site.ts'

let storage: Awaited<ReturnType<typeof startStorage>>
beforeEach(async () => {
  storage = await startStorage()
})
afterEach(() => storage.stop())

describe('a good form', () => {
  it("stores its asset's bytes, and gets the answer of S3", async () => {
    const bytes = bytesOf(300_000)
    const { asset, key, fields } = storage.record(bytes, 'ünï & "q" 画像.png')
    const response = await storage.post(formOf(fields, bytes))
    const etag = `"${md5(bytes)}"`
    const location = `${storage.origin}/${SANDBOX_KEYS.bucket}/${encodeURIComponent(key)}`
    expect(response.status).toBe(201)
    expect(response.headers.get('etag')).toBe(etag)
    expect(response.headers.get('location')).toBe(location)
    const quote = (text: string) => text.replaceAll('&', '&#38;').replaceAll('"', '&#34;')
    expect(await response.text()).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse>' +
        `<Location>${location}</Location><Bucket>${SANDBOX_KEYS.bucket}</Bucket>` +
        `<Key>${quote(key)}</Key><ETag>${quote(etag)}</ETag></PostResponse>`,
    )
    expect(storage.world.assets.get(asset.id)).toMatchObject({ size: 300_000, md5: md5(bytes) })
    expect(storage.world.objects.get(key)).toMatchObject({
      contentType: 'image/png',
      cacheControl: 'max-age=31536000',
    })
    expect(storage.answers()).toEqual({ 201: 1 })
    expect(storage.world.stats.report().bytesIn).toBeGreaterThan(300_000)
  })

  it.each([
    ['at the root, by its bucket field', '/', {}],
    ['on the path of its bucket', `/${SANDBOX_KEYS.bucket}/`, {}],
  ])('is taken %s', async (_, path) => {
    const bytes = bytesOf(10)
    const { asset, fields } = storage.record(bytes)
    expect((await storage.post(formOf(fields, bytes), path)).status).toBe(201)
    expect(storage.sizeOf(asset)).toBe(10)
  })

  it("is accepted on the bucket's own host", async () => {
    const bytes = bytesOf(10)
    const { asset, fields } = storage.record(bytes)
    const { body, type } = await encoded(formOf(fields, bytes))
    const { status } = await raw(storage.origin, body, {
      host: `${SANDBOX_KEYS.bucket}.localhost`,
      'content-type': type,
      'content-length': body.length,
    })
    expect(status).toBe(201)
    expect(storage.sizeOf(asset)).toBe(10)
  })

  it('may be empty, and may be sent twice to the same key', async () => {
    const { key, fields } = storage.record(bytesOf(5))
    expect((await storage.post(formOf(fields, Buffer.alloc(0)))).status).toBe(201)
    expect((await storage.post(formOf(fields, bytesOf(5)))).status).toBe(201)
    expect(storage.world.objects.get(key)?.size).toBe(5)
    expect(storage.files()).toHaveLength(1)
  })

  it('may have parts after the file, which are ignored', async () => {
    const bytes = bytesOf(100)
    const { fields } = storage.record(bytes)
    const form = formOf(fields, bytes)
    form.append('acl', 'private')
    form.append('unknown', 'x'.repeat(40_000))
    expect((await storage.post(form)).status).toBe(201)
  })

  it('whose record is gone is stored, but belongs to no asset', async () => {
    const bytes = bytesOf(10)
    const { asset, key, fields } = storage.record(bytes)
    storage.world.deleteAsset(asset.id)
    expect((await storage.post(formOf(fields, bytes))).status).toBe(201)
    expect(storage.world.objects.get(key)?.size).toBe(10)
    expect(storage.world.assets.get(asset.id)).toBeUndefined()
  })

  it('with bytes other than announced fills no asset under enforceHash', async () => {
    storage.world.settings.merge({ enforceHash: true })
    const { asset, fields } = storage.record(bytesOf(10))
    expect((await storage.post(formOf(fields, bytesOf(11)))).status).toBe(201)
    expect(storage.world.assets.get(asset.id)?.md5).toBeNull()
  })

  it('is written to disk as it arrives', async () => {
    const bytes = bytesOf(4_000_000)
    const { asset, fields } = storage.record(bytes)
    const { body, type } = await encoded(formOf(fields, bytes))
    const headers = { 'content-type': type, 'content-length': body.length }
    const sent = request(storage.origin, { method: 'POST', headers })
    const answered = once(sent, 'response')
    sent.write(body.subarray(0, 3_000_000))
    await expect.poll(() => storage.bytesOnDisk()).toBeGreaterThan(2_800_000)
    expect(storage.sizeOf(asset)).toBe(0)
    sent.end(body.subarray(3_000_000))
    await answered
    expect(storage.sizeOf(asset)).toBe(4_000_000)
  })

  it('is accepted concurrently with eleven others', async () => {
    const bytes = bytesOf(2_000_000)
    const all = Array.from({ length: 12 }, () => storage.record(bytes))
    const statuses = await Promise.all(
      all.map(async ({ fields }) => (await storage.post(formOf(fields, bytes))).status),
    )
    expect(statuses).toEqual(all.map(() => 201))
    expect(all.map(({ asset }) => storage.sizeOf(asset))).toEqual(all.map(() => 2_000_000))
    expect(storage.world.stats.report().peakConcurrency['putObject']).toBeGreaterThan(1)
  })
})

describe('an object', () => {
  async function stored() {
    const bytes = bytesOf(5000)
    const { asset, key, fields } = storage.record(bytes, 'a b#ü.png')
    await storage.post(formOf(fields, bytes))
    return {
      bytes,
      url: `${storage.origin}${new URL(storage.world.assetUrl(asset)).pathname}`,
      key,
    }
  }

  it('is served with type, ETag and length', async () => {
    const { bytes, url } = await stored()
    const response = await fetch(url)
    expect(response.status).toBe(200)
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': '5000',
      etag: `"${md5(bytes)}"`,
      'cache-control': 'max-age=31536000',
    })
  })

  it('answers HEAD without a body', async () => {
    const { url } = await stored()
    const response = await fetch(url, { method: 'HEAD' })
    expect(response.headers.get('content-length')).toBe('5000')
    expect(await response.text()).toBe('')
  })

  it('that does not exist is NoSuchKey; a malformed address NoSuchBucket; PUT is not allowed', async () => {
    const missing = await fetch(`${storage.origin}/${SANDBOX_KEYS.bucket}/../nothing%2F..`)
    expect(missing.status).toBe(404)
    expect((await fetch(`${storage.origin}/${SANDBOX_KEYS.bucket}/nothing`)).status).toBe(404)
    expect((await fetch(`${storage.origin}/%E0`)).status).toBe(404)
    const put = await fetch(`${storage.origin}/${SANDBOX_KEYS.bucket}/x`, {
      method: 'PUT',
      body: 'x',
    })
    expect(put.status).toBe(405)
  })

  it('can be cut in the middle', async () => {
    const { url } = await stored()
    storage.world.faults.replace([{ op: 'getObject', kind: 'reset', afterBytes: 100 }])
    const response = await fetch(url)
    await expect(response.arrayBuffer()).rejects.toThrow('terminated')
  })
})

describe('browsers of other origins', () => {
  const ask = (headers: Record<string, string>) =>
    fetch(storage.origin, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:1337', ...headers },
    })

  it('are allowed with storageCors', async () => {
    const preflight = await ask({
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'x-one',
    })
    expect(preflight.status).toBe(200)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-headers')).toBe('x-one')
    const { fields } = storage.record(bytesOf(1))
    const posted = await storage.post(formOf(fields, bytesOf(1)), '/', {
      origin: 'http://localhost:1337',
    })
    expect(posted.headers.get('access-control-expose-headers')).toContain('ETag')
  })

  it('are refused without storageCors', async () => {
    storage.world.settings.merge({ storageCors: false })
    const preflight = await ask({ 'access-control-request-method': 'POST' })
    expect(preflight.status).toBe(403)
    expect(preflight.headers.has('access-control-allow-origin')).toBe(false)
  })
})
