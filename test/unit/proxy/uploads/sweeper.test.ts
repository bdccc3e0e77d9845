/** What the sweeper deletes after clients have gone, and what it keeps. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SiteId } from '../../../../src/core/brands.ts'
import { sitesWithWork, sweepSites } from '../../../../src/proxy/uploads/sweeper.ts'
import { refusal } from '../../../fakes/scripted-webflow.ts'
import { ASSETS, Conversation, hexId, CONVERSATION_SITE, testFile } from '../conversation.ts'
import { assetId } from '../../../fakes/ids.ts'

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
  const goes = (id: string) => {
    proxy.webflow.on(`GET /v2/assets/${id}`, {
      json: { id, siteId: CONVERSATION_SITE, size: null },
    })
    proxy.webflow.on(`DELETE /v2/assets/${id}`, { status: 204 })
  }

  it('leaves records to their run while their permits live, and deletes them then', async () => {
    const [file, id] = [testFile(), hexId()]
    await proxy.ticketFor(file, id)
    proxy.host.clock.advance(59 * 60_000)
    await sweep()
    await proxy.connect()
    expect(await proxy.reserve(file)).toMatchObject([{ verdict: 'ticket', assetId: id }])
    proxy.host.clock.advance(60_000)
    goes(id)
    await sweep()
    await sweep()
    expect(sitesWithWork(proxy.host.sql)).toEqual([])
  })

  it('does not wait for a clock that was set back to catch up', async () => {
    const [id, day] = [hexId(), 24 * 3_600_000]
    await proxy.ticketFor(testFile(), id)
    proxy.host.clock.advance(-day)
    await sweep()
    proxy.host.clock.advance(3_600_000)
    goes(id)
    await sweep()
    expect(sitesWithWork(proxy.host.sql)).toEqual([])
  })

  it('does not believe a page that somebody else answers with', async () => {
    const id = hexId()
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

  it('spares a record whose bytes have come, though the answer to it was lost', async () => {
    const file = testFile()
    const id = hexId()
    const ticket = await proxy.ticketFor(file, id)
    proxy.webflow.on('POST /storage', { status: 500 })
    expect((await proxy.send(ticket, file.bytes)).status).toBe(502)
    proxy.host.clock.advance(60 * 60_000)
    proxy.webflow.on(`GET /v2/assets/${id}`, { json: { id, siteId: CONVERSATION_SITE, size: 100 } })
    await sweep()
    expect(sitesWithWork(proxy.host.sql)).toEqual([])
  })

  it('comes back for what Webflow did not let it delete', async () => {
    const id = hexId()
    const ticket = await proxy.ticketFor(testFile(), id)
    proxy.webflow.on(`DELETE /v2/assets/${id}`, refusal(429, 'too_many_requests'))
    const answer = await proxy.post('/cancel', { tickets: [ticket] })
    expect(await answer.json()).toEqual({ deleted: 0, pending: 1 })
    proxy.host.clock.advance(60_000)
    proxy.webflow.on(`DELETE /v2/assets/${id}`, refusal(404, 'resource_not_found'))
    await sweep()
    expect(sitesWithWork(proxy.host.sql)).toEqual([])
  })

  it('leaves a file alone that is being sent', async () => {
    const file = testFile()
    const id = hexId()
    const ticket = await proxy.ticketFor(file, id)
    proxy.host.clock.advance(59 * 60_000)
    await proxy.connect()
    const arrived = Promise.withResolvers<void>()
    const swept = Promise.withResolvers<void>()
    proxy.webflow.on('POST /storage', async () => {
      arrived.resolve()
      await swept.promise
      return { status: 201 }
    })
    const sending = proxy.send(ticket, file.bytes)
    await arrived.promise
    for (let n = 0; n < 4; n++) {
      proxy.host.clock.advance(10_000)
      await sweep()
    }
    swept.resolve()
    expect((await sending).status).toBe(200)
  })

  it('looks again for a lost record where it may have slipped through the listing', async () => {
    const file = testFile()
    const lost = hexId()
    const names = { displayName: 'a.txt', originalFileName: 'a.txt' }
    const createdOn = '2026-11-24T12:00:00Z'
    const record = { id: lost, ...names, size: 0, folderId: null, createdOn }
    proxy.webflow.on(`POST ${ASSETS}`, { status: 502 })
    expect(await proxy.reserve(file)).toMatchObject([{ verdict: 'refused' }])
    proxy.host.clock.advance(10)
    const { relisting, catalogue } = proxy.host.deps.site(CONVERSATION_SITE as SiteId)
    await relisting.begin('a lister', proxy.host.clock.now(), 60_000)
    await catalogue.drop(assetId())
    await relisting.save('a lister', { assets: [], done: 0, total: 0 }, 60_000)
    await relisting.finish('a lister', false)
    expect(await proxy.ticketFor(file)).not.toBe('')
    proxy.host.clock.advance(60_000)
    proxy.webflow.on(`GET ${ASSETS}`, { json: { assets: [record] } })
    proxy.webflow.on(`GET /v2/assets/${lost}`, { json: record })
    proxy.webflow.on(`DELETE /v2/assets/${lost}`, { status: 204 })
    await sweep()
  })
})
