import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sitesWithWork, sweepSites } from '../../src/proxy/sweeper.ts'
import { refusal } from '../fakes/scripted-webflow.ts'
import { Conversation, hex, SITE, testFile } from './proxy-conversation.ts'

let proxy: Conversation

beforeEach(async () => {
  proxy = await Conversation.open()
  await proxy.connect()
})
afterEach(() => {
  proxy.webflow.end()
})

describe('the sweeper', () => {
  const sweep = () => sweepSites(proxy.host.deps, sitesWithWork(proxy.host.sql))

  test('deletes records that nobody fills, and only those', async () => {
    const id = hex()
    await proxy.ticketFor(testFile(), id)
    proxy.host.clock.advance(9 * 60_000)
    await sweep()
    proxy.host.clock.advance(60_000)
    proxy.webflow.on(`GET /v2/assets/${id}`, { json: { id, siteId: SITE, size: null } })
    proxy.webflow.on(`DELETE /v2/assets/${id}`, { status: 204 })
    await sweep()
    await sweep()
    expect(sitesWithWork(proxy.host.sql)).toEqual([])
  })

  test('does not believe a page that somebody else answers with', async () => {
    const id = hex()
    const ticket = await proxy.ticketFor(testFile(), id)
    const page = { text: '<!doctype html>Just a moment…' }
    for (let tries = 0; tries < 3; tries++) proxy.webflow.on(`DELETE /v2/assets/${id}`, page)
    const cancelled = proxy.post('/cancel', { tickets: [ticket] })
    const ticks = setInterval(() => proxy.host.clock.advance(200), 5)
    expect(await (await cancelled).json()).toEqual({ deleted: 0, pending: 1 })
    clearInterval(ticks)
    proxy.webflow.on(`DELETE /v2/assets/${id}`, { status: 204 })
    await sweep()
    expect(sitesWithWork(proxy.host.sql)).toEqual([])
  })

  test('spares a record whose bytes have come, though the answer to it was lost', async () => {
    const file = testFile()
    const id = hex()
    const ticket = await proxy.ticketFor(file, id)
    proxy.webflow.on('POST /storage', { status: 500 })
    expect((await proxy.send(ticket, file.bytes)).status).toBe(502)
    proxy.host.clock.advance(10 * 60_000)
    proxy.webflow.on(`GET /v2/assets/${id}`, { json: { id, siteId: SITE, size: 100 } })
    await sweep()
    expect(sitesWithWork(proxy.host.sql)).toEqual([])
  })

  test('comes back for what Webflow did not let it delete', async () => {
    const id = hex()
    const ticket = await proxy.ticketFor(testFile(), id)
    proxy.webflow.on(`DELETE /v2/assets/${id}`, refusal(429, 'too_many_requests'))
    const answer = await proxy.post('/cancel', { tickets: [ticket] })
    expect(await answer.json()).toEqual({ deleted: 0, pending: 1 })
    proxy.host.clock.advance(60_000)
    proxy.webflow.on(`DELETE /v2/assets/${id}`, refusal(404, 'resource_not_found'))
    await sweep()
    expect(sitesWithWork(proxy.host.sql)).toEqual([])
  })

  test('leaves a file alone that is being sent', async () => {
    const file = testFile()
    const id = hex()
    const ticket = await proxy.ticketFor(file, id)
    proxy.host.clock.advance(9 * 60_000)
    const arrived = Promise.withResolvers<void>()
    const swept = Promise.withResolvers<void>()
    proxy.webflow.on('POST /storage', async () => {
      arrived.resolve()
      await swept.promise
      return { status: 201 }
    })
    const sending = proxy.send(ticket, file.bytes)
    await arrived.promise
    proxy.host.clock.advance(20_000)
    await sweep()
    swept.resolve()
    expect((await sending).status).toBe(200)
  })
})

describe('sending', () => {
  test('silence ends it, the ticket stays good, and no timer is left', async () => {
    const file = testFile()
    const ticket = await proxy.ticketFor(file)
    proxy.webflow.on('POST /storage', async () => {
      proxy.host.clock.advance(30_000)
      return { status: 500 }
    })
    const silent = await proxy.send(ticket, file.bytes)
    expect(silent.status).toBe(502)
    expect(proxy.host.clock.pending).toBe(0)
    proxy.stores(file.md5)
    expect((await proxy.send(ticket, file.bytes)).status).toBe(200)
    expect(proxy.host.clock.pending).toBe(0)
  })

  test('a panel that leaves ends it at once, and may come back', async () => {
    const file = testFile()
    const ticket = await proxy.ticketFor(file)
    const leaving = new AbortController()
    const cancelled = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(file.bytes.subarray(0, 10))
      },
      // More is asked for once the first bytes are on their way.
      pull: () => begun.resolve(),
      cancel: () => cancelled.resolve(),
    })
    const length = String(file.bytes.length)
    const sending = proxy.send(ticket, body, { length, signal: leaving.signal })
    await begun.promise
    leaving.abort()
    expect((await sending).status).toBe(400)
    await cancelled.promise
    proxy.webflow.end()
    proxy.stores(file.md5)
    expect((await proxy.send(ticket, file.bytes)).status).toBe(200)
  })

  test('a file that is given up while it is sent is not reported as there', async () => {
    const file = testFile()
    const id = hex()
    const ticket = await proxy.ticketFor(file, id)
    proxy.webflow.on(`DELETE /v2/assets/${id}`, { status: 204 })
    proxy.webflow.on('POST /storage', async () => {
      await proxy.post('/cancel', { tickets: [ticket] })
      return { status: 201 }
    })
    expect((await proxy.send(ticket, file.bytes)).status).toBe(409)
  })
})
