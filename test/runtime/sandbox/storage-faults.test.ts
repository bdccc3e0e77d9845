import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bytesOf, formOf, md5, startStorage } from './storage-site.ts'

let storage: Awaited<ReturnType<typeof startStorage>>
beforeEach(async () => {
  storage = await startStorage()
})
afterEach(() => storage.stop())

describe('faults of putObject', () => {
  const fault = (rule: object) =>
    expect(storage.world.faults.replace([{ op: 'putObject', times: 1, ...rule }])).toEqual([])

  it.each([
    [500, 'InternalError'],
    [502, 'ServiceFailure'],
    [503, 'SlowDown'],
    [429, 'SlowDown'],
  ])('status:%d is refused before any effect, once', async (status, code) => {
    fault({ kind: `status:${status}` })
    const bytes = bytesOf(100_000)
    const { asset, fields } = storage.record(bytes)
    const response = await storage.post(formOf(fields, bytes))
    expect(response.status).toBe(status)
    expect(await response.text()).toContain(`<Code>${code}</Code>`)
    expect(storage.sizeOf(asset)).toBe(0)
    expect((await storage.post(formOf(fields, bytes))).status).toBe(201)
  })

  it.each([undefined, 50_000, 10_000_000])('reset cuts after %s bytes', async (afterBytes) => {
    fault({ kind: 'reset', ...(afterBytes !== undefined && { afterBytes }) })
    const bytes = bytesOf(200_000)
    const { asset, fields } = storage.record(bytes)
    await expect(storage.post(formOf(fields, bytes))).rejects.toThrow('fetch failed')
    await expect.poll(() => storage.answers()).toEqual({ cut: 1 })
    expect(storage.sizeOf(asset)).toBe(0)
    expect(storage.files()).toEqual([])
    expect(storage.world.stats.report().bytesIn).toBeGreaterThanOrEqual(
      Math.min(afterBytes ?? 0, 200_000),
    )
    expect((await storage.post(formOf(fields, bytes))).status).toBe(201)
  })

  it.each([
    [undefined, 210_000],
    [1000, 200_000],
  ])('stall after %s bytes never answers and has no effect', async (after, most) => {
    fault({ kind: 'stall', ...(after !== undefined && { afterBytes: after }) })
    const bytes = bytesOf(200_000)
    const { asset, fields } = storage.record(bytes)
    const controller = new AbortController()
    const sent = fetch(storage.origin, {
      method: 'POST',
      body: formOf(fields, bytes),
      signal: controller.signal,
    })
    const seen = () => storage.world.stats.report().bytesIn
    await expect.poll(seen).toBeGreaterThan(after ?? 200_000)
    expect(storage.answers()).toBeUndefined()
    controller.abort()
    await expect(sent).rejects.toThrow('abort')
    storage.server.closeAllConnections()
    await expect.poll(() => storage.answers()).toEqual({ cut: 1 })
    expect(seen()).toBeLessThan(most)
    expect(storage.sizeOf(asset)).toBe(0)
    expect(storage.files()).toEqual([])
  })

  it('stall ends when its caller disconnects', async () => {
    fault({ kind: 'stall' })
    const { fields } = storage.record(bytesOf(10))
    const controller = new AbortController()
    const { signal } = controller
    const sent = fetch(storage.origin, {
      method: 'POST',
      body: formOf(fields, bytesOf(10)),
      signal,
    })
    await expect.poll(() => storage.world.stats.report().bytesIn).toBeGreaterThan(1000)
    controller.abort()
    await expect(sent).rejects.toThrow('abort')
    await expect.poll(() => storage.answers()).toEqual({ cut: 1 })
  })

  it('stall continues after delayMs', async () => {
    fault({ kind: 'stall', delayMs: 5 })
    const { fields } = storage.record(bytesOf(10))
    expect((await storage.post(formOf(fields, bytesOf(10)))).status).toBe(201)
  })

  it('lost-reply stores the file, then cuts the connection', async () => {
    fault({ kind: 'lost-reply' })
    const bytes = bytesOf(1000)
    const { asset, fields } = storage.record(bytes)
    await expect(storage.post(formOf(fields, bytes))).rejects.toThrow('fetch failed')
    expect(storage.sizeOf(asset)).toBe(1000)
    expect(storage.answers()).toEqual({ cut: 1 })
  })

  it('garbage is 200 and neither XML nor JSON, without effect', async () => {
    fault({ kind: 'garbage' })
    const { asset, fields } = storage.record(bytesOf(10))
    const response = await storage.post(formOf(fields, bytesOf(10)))
    expect(response.status).toBe(200)
    expect(await response.text()).not.toMatch(/<\?xml|^\{/)
    expect(storage.sizeOf(asset)).toBe(0)
  })

  it('wrong-etag is in header and document', async () => {
    fault({ kind: 'wrong-etag' })
    const { fields } = storage.record(bytesOf(10))
    const response = await storage.post(formOf(fields, bytesOf(10)))
    expect(response.headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/)
    expect(response.headers.get('etag')).not.toBe(`"${md5(bytesOf(10))}"`)
    expect(await response.text()).toContain(response.headers.get('etag')?.slice(1, -1))
  })
})
