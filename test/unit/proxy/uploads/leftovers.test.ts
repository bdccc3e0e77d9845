/** Records that only look like orphans, and orphans that must not block others. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sitesWithWork, sweepSites } from '../../../../src/proxy/uploads/sweeper.ts'
import { refusal } from '../../../fakes/scripted-webflow.ts'
import { ASSETS, Conversation, hexId, CONVERSATION_SITE, testFile } from '../conversation.ts'

let proxy: Conversation

beforeEach(async () => {
  proxy = await Conversation.open()
  await proxy.connect()
})
afterEach(() => {
  proxy.webflow.end()
})

const HOUR_MS = 3_600_000
const sweep = () => sweepSites(proxy.host.deps, sitesWithWork(proxy.host.sql))
const asset = (id: string, more: object = {}): object => ({
  id,
  siteId: CONVERSATION_SITE,
  displayName: 'a.txt',
  originalFileName: 'a.txt',
  size: 0,
  folderId: null,
  createdOn: '2026-11-24T12:00:00Z',
  ...more,
})

/** The bytes have come to storage, and nobody has heard of it. */
async function losesWord(id: string) {
  const file = testFile()
  const ticket = await proxy.ticketFor(file, id)
  proxy.webflow.on('POST /storage', { status: 500 })
  expect((await proxy.send(ticket, file.bytes)).status).toBe(502)
  return file
}

/** Lets pauses between tries pass. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const ticks = setInterval(() => proxy.host.clock.advance(200), 5)
  try {
    return await work
  } finally {
    clearInterval(ticks)
  }
}

describe('a record whose bytes came, though the word of it was lost,', () => {
  it('is what the next reservation gets after its permit has expired', async () => {
    const id = hexId()
    const file = await losesWord(id)
    proxy.host.clock.advance(HOUR_MS)
    await proxy.connect()
    proxy.webflow.on(`GET /v2/assets/${id}`, { json: asset(id, { size: 100 }) })
    expect(await proxy.reserve(file)).toMatchObject([{ verdict: 'existing', asset: { id } }])
    expect(sitesWithWork(proxy.host.sql)).toEqual([])
  })

  it('is known by its bytes after the sweeper has found it', async () => {
    const id = hexId()
    const file = await losesWord(id)
    proxy.host.clock.advance(HOUR_MS)
    proxy.webflow.on(`GET /v2/assets/${id}`, { json: asset(id, { size: 100 }) })
    await sweep()
    await proxy.connect()
    proxy.webflow.on(`GET ${ASSETS}`, { json: { assets: [asset(id, { size: 100 })] } })
    expect(await proxy.reserve(file)).toMatchObject([
      { verdict: 'existing', source: 'ledger', asset: { id } },
    ])
  })
})

it('a record whose permit has expired without bytes makes room for another one', async () => {
  const [old, fresh] = [hexId(), hexId()]
  const file = testFile()
  await proxy.ticketFor(file, old)
  proxy.host.clock.advance(HOUR_MS)
  await proxy.connect()
  proxy.webflow.on(`GET /v2/assets/${old}`, { json: asset(old) })
  proxy.webflow.on(`DELETE /v2/assets/${old}`, { status: 204 })
  expect(await proxy.ticketFor(file, fresh)).not.toBe('')
})

it('a record that its run leaves alone makes room for a run that brings the same bytes', async () => {
  const [old, fresh] = [hexId(), hexId()]
  const file = testFile()
  await proxy.ticketFor(file, old)
  proxy.host.clock.advance(10 * 60_000 - 1)
  proxy.run = crypto.randomUUID()
  expect(await proxy.reserve(file)).toMatchObject([{ verdict: 'wait', reason: 'claimed' }])
  proxy.host.clock.advance(1)
  proxy.webflow.on(`GET /v2/assets/${old}`, { json: asset(old) })
  proxy.webflow.on(`DELETE /v2/assets/${old}`, { status: 204 })
  expect(await proxy.ticketFor(file, fresh)).not.toBe('')
})

it('what somebody else made long after a lost answer is not taken for what it left', async () => {
  const id = hexId()
  const file = testFile()
  proxy.webflow.on(`POST ${ASSETS}`, { status: 502 })
  await proxy.reserve(file)
  // The proxy stands still for a night, and a colleague is just uploading a file of the same name.
  proxy.host.clock.advance(12 * HOUR_MS)
  const theirs = asset(id, { createdOn: '2026-11-24T23:59:59Z' })
  proxy.webflow.on(`GET ${ASSETS}`, { json: { assets: [theirs] } })
  await sweep()
  expect(sitesWithWork(proxy.host.sql)).toEqual([])
})

it('fails instead of waiting forever when records can never be filled', async () => {
  const file = testFile()
  for (let round = 0; round < 2; round++) {
    const id = hexId()
    const none = { uploadUrl: null, uploadDetails: null, hostedUrl: null }
    proxy.webflow.on(`POST ${ASSETS}`, proxy.webflow.created(id, file.name, none))
    if (round === 0) proxy.webflow.on(`GET ${ASSETS}`, { json: { assets: [] } })
    proxy.webflow.on(`GET /v2/assets/${id}`, { json: asset(id) })
    proxy.webflow.on(`DELETE /v2/assets/${id}`, { status: 204 })
  }
  expect(await proxy.reserve(file)).toMatchObject([
    { verdict: 'refused', failure: { code: 'webflow-unavailable' } },
  ])
  await sweep()
})

describe('one record that Webflow has trouble with', () => {
  it('does not keep the others from being cleaned up', async () => {
    const [bad, good] = [hexId(), hexId()]
    await proxy.ticketFor(testFile(), bad)
    await proxy.ticketFor(testFile({ name: 'b.txt' }), good)
    proxy.host.clock.advance(HOUR_MS)
    for (let tries = 0; tries < 3; tries++) {
      proxy.webflow.on(`GET /v2/assets/${bad}`, refusal(500, 'internal_error'))
    }
    proxy.webflow.on(`GET /v2/assets/${good}`, { json: asset(good) })
    proxy.webflow.on(`DELETE /v2/assets/${good}`, { status: 204 })
    await inTime(sweep())
    proxy.webflow.on(`GET /v2/assets/${bad}`, { json: asset(bad) })
    proxy.webflow.on(`DELETE /v2/assets/${bad}`, { status: 204 })
    await sweep()
    expect(sitesWithWork(proxy.host.sql)).toEqual([])
  })

  it('is distinguished from an outage of Webflow, which ends the round', async () => {
    const ids = Array.from({ length: 5 }, hexId)
    for (const id of ids) await proxy.ticketFor(testFile(), id)
    proxy.host.clock.advance(HOUR_MS)
    const before = proxy.webflow.seen.length
    const gone = refusal(503, 'internal_error')
    for (const id of ids) {
      for (let tries = 0; tries < 3; tries++) proxy.webflow.on(`GET /v2/assets/${id}`, gone)
    }
    await inTime(sweep())
    expect(proxy.webflow.seen.length - before).toBe(9)
    expect(() => proxy.webflow.end()).toThrow('Never came')
  })

  it('fails its file instead of making it wait forever', async () => {
    const id = hexId()
    const file = testFile()
    const ticket = await proxy.ticketFor(file, id)
    proxy.webflow.on(`DELETE /v2/assets/${id}`, refusal(403, 'forbidden'))
    await proxy.post('/cancel', { tickets: [ticket] })
    proxy.webflow.on(`DELETE /v2/assets/${id}`, refusal(403, 'forbidden'))
    expect(await proxy.reserve(file)).toMatchObject([
      { verdict: 'refused', failure: { code: 'webflow-refused' } },
    ])
  })
})
