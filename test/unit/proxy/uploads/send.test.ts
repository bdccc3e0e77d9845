import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Conversation, hexId, testFile } from '../conversation.ts'

let proxy: Conversation

beforeEach(async () => {
  proxy = await Conversation.open()
  await proxy.connect()
})
afterEach(() => {
  proxy.webflow.end()
})

describe('sending', () => {
  it('silence ends it, the ticket stays good, and no timer is left', async () => {
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

  it.each([
    [29_000, 200],
    [30_000, 502],
  ])('pieces that come every %i ms end with %i', async (pause, status) => {
    const file = testFile()
    const ticket = await proxy.ticketFor(file)
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        proxy.host.clock.advance(pause)
        if (sent === file.bytes.length) return controller.close()
        controller.enqueue(file.bytes.subarray(sent, (sent += 25)))
      },
    })
    if (status === 200) proxy.stores(file.md5)
    const length = String(file.bytes.length)
    expect((await proxy.send(ticket, body, { length })).status).toBe(status)
    expect(proxy.host.clock.pending).toBe(0)
  })

  it('a panel that leaves ends it at once, and may come back', async () => {
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

  it('a file that is given up while it is sent is not reported as there', async () => {
    const file = testFile()
    const id = hexId()
    const ticket = await proxy.ticketFor(file, id)
    proxy.webflow.on(`DELETE /v2/assets/${id}`, { status: 204 })
    proxy.webflow.on('POST /storage', async () => {
      await proxy.post('/cancel', { tickets: [ticket] })
      return { status: 201 }
    })
    expect((await proxy.send(ticket, file.bytes)).status).toBe(409)
  })
})
