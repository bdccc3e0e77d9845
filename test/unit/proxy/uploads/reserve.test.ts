import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusal, type ScriptedAnswer } from '../../../fakes/scripted-webflow.ts'
import { ASSETS, Conversation, FOLDERS, hexId, testFile, type TestFile } from '../conversation.ts'

let proxy: Conversation

beforeEach(async () => {
  proxy = await Conversation.open()
  await proxy.connect()
})
afterEach(() => {
  proxy.webflow.end()
})

const listing = (...assets: object[]): ScriptedAnswer => ({ json: { assets } })
const asset = (id: string, more: object = {}): object => ({
  id,
  displayName: 'a.txt',
  originalFileName: 'a.txt',
  size: 0,
  folderId: null,
  createdOn: '2026-11-24T12:00:00Z',
  ...more,
})
const folder = (id: string, displayName: string, parentFolder: string | null = null): object => ({
  id,
  displayName,
  parentFolder,
})
/** Uploads a file whole, so that the ledger knows it. */
const bring = async (file: TestFile, id: string): Promise<void> => {
  const ticket = await proxy.ticketFor(file, id)
  proxy.stores(file.md5)
  await proxy.send(ticket, file.bytes)
}

it('a file that breaks a limit is refused without any call', async () => {
  const verdicts = await proxy.reserve(testFile({ name: 'a.exe' }), testFile({ name: 'b' }))
  expect(verdicts).toMatchObject([
    { verdict: 'refused', failure: { code: 'file-type' } },
    { verdict: 'refused', failure: { code: 'file-type' } },
  ])
})

it('the same run gets the same record again, another run waits', async () => {
  const file = testFile()
  const id = hexId()
  await proxy.ticketFor(file, id)
  expect(await proxy.reserve(file)).toMatchObject([{ verdict: 'ticket', assetId: id }])
  proxy.run = crypto.randomUUID()
  expect(await proxy.reserve(file)).toMatchObject([{ verdict: 'wait', reason: 'claimed' }])
})

it('answers wait and releases the claim when the budget is spent', async () => {
  const file = testFile()
  proxy.webflow.on(`POST ${ASSETS}`, {
    ...refusal(429, 'too_many_requests'),
    headers: { 'retry-after': '7' },
  })
  expect(await proxy.reserve(file)).toMatchObject([
    { verdict: 'wait', reason: 'budget', retryAfterMs: 7000 },
  ])
  expect(await proxy.reserve(file)).toMatchObject([{ verdict: 'wait', reason: 'budget' }])
  proxy.host.clock.advance(7000)
  proxy.run = crypto.randomUUID()
  await proxy.ticketFor(file)
})

it('folders are made once for all files of a request, outermost first', async () => {
  const [a, b] = [hexId(), hexId()]
  proxy.webflow.on(`GET ${FOLDERS}`, { json: { assetFolders: [] } })
  proxy.webflow.on(`POST ${FOLDERS}`, ({ json }) => {
    expect(json).toEqual({ displayName: 'Ä' })
    return { json: folder(a, 'Ä') }
  })
  proxy.webflow.on(`POST ${FOLDERS}`, ({ json }) => {
    expect(json).toEqual({ displayName: 'B', parentFolder: a })
    return { json: folder(b, 'B', a) }
  })
  for (let i = 0; i < 3; i++) {
    proxy.webflow.on(`POST ${ASSETS}`, ({ json }) => {
      expect(json).toMatchObject({ parentFolder: b })
      return proxy.webflow.created(hexId(), 'a.txt', { parentFolder: b })
    })
  }
  const path = ['A\u0308', 'B']
  const verdicts = await proxy.reserve(testFile({ path }), testFile({ path }), testFile({ path }))
  expect(verdicts.map((verdict) => verdict.verdict)).toEqual(['ticket', 'ticket', 'ticket'])
})

it('recreates a deleted folder of a path; reports a chosen one as missing', async () => {
  const [old, fresh] = [hexId(), hexId()]
  proxy.webflow.on(`GET ${FOLDERS}`, { json: { assetFolders: [folder(old, 'A')] } })
  proxy.webflow.on(`POST ${ASSETS}`, () => {
    proxy.host.clock.advance(10)
    return refusal(404, 'resource_not_found')
  })
  proxy.webflow.on(`GET ${FOLDERS}`, { json: { assetFolders: [] } })
  proxy.webflow.on(`POST ${FOLDERS}`, { json: folder(fresh, 'A') })
  proxy.webflow.on(
    `POST ${ASSETS}`,
    proxy.webflow.created(hexId(), 'a.txt', { parentFolder: fresh }),
  )
  expect(await proxy.reserve(testFile({ path: ['A'] }))).toMatchObject([
    { verdict: 'ticket', folderId: fresh },
  ])
  proxy.host.clock.advance(2000)
  proxy.webflow.on(`GET ${FOLDERS}`, { json: { assetFolders: [] } })
  expect(await proxy.reserve(testFile({ under: old }))).toMatchObject([
    { verdict: 'refused', failure: { code: 'folder-missing' } },
  ])
})

it('many files whose folder was deleted meanwhile share one that is made anew', async () => {
  const [old, fresh] = [hexId(), hexId()]
  let refused = 0
  let go = () => {}
  const allRefused = new Promise<void>((resolve) => (go = resolve))
  proxy.webflow.on(`GET ${FOLDERS}`, { json: { assetFolders: [folder(old, 'A')] } })
  // The last file begins while the folders are being listed anew.
  proxy.webflow.on(`GET ${FOLDERS}`, async () => {
    await allRefused
    return { json: { assetFolders: [] } }
  })
  proxy.webflow.on(`POST ${FOLDERS}`, { json: folder(fresh, 'A') })
  for (let i = 0; i < 25; i++) {
    proxy.webflow.on(`POST ${ASSETS}`, ({ json }) => {
      const { parentFolder } = json as { parentFolder?: string }
      if (parentFolder !== old) return proxy.webflow.created(hexId(), 'a.txt', { parentFolder })
      if (++refused === 12) go()
      proxy.host.clock.advance(10)
      return refusal(404, 'resource_not_found')
    })
  }
  const files = Array.from({ length: 12 }, () => testFile({ path: ['A'] }))
  const verdicts = await proxy.reserve(testFile(), ...files)
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(Array(13).fill('ticket'))
})

describe('bytes that the ledger knows', () => {
  it('cost no create and return the current folder of their asset', async () => {
    const file = testFile()
    const [id, folderId] = [hexId(), hexId()]
    await bring(file, id)
    proxy.webflow.on(`GET ${ASSETS}`, listing(asset(id, { size: 100, folderId })))
    expect(await proxy.reserve(file)).toMatchObject([
      { verdict: 'existing', source: 'ledger', asset: { id, folderId }, wantedFolderId: null },
    ])
  })

  it('get a new asset beside theirs where one is asked for, and not twice', async () => {
    const file = testFile()
    const [id, second] = [hexId(), hexId()]
    await bring(file, id)
    proxy.webflow.on(`GET ${ASSETS}`, listing(asset(id, { size: 100 })))
    const another = { ...file, name: 'b.txt', anew: true } as const
    const ticket = await proxy.ticketFor(another, second)
    proxy.stores(file.md5)
    await proxy.send(ticket, file.bytes)
    const made = asset(second, { displayName: 'b.txt', size: 100 })
    proxy.webflow.on(`GET /v2/assets/${second}`, { json: made })
    expect(await proxy.reserve(another)).toMatchObject([
      { verdict: 'existing', source: 'ledger', asset: { id: second, name: 'b.txt' } },
    ])
  })

  it('get one new asset for each that is asked for, not one for all', async () => {
    const file = { ...testFile(), anew: true } as const
    const ticket = await proxy.ticketFor(file)
    const other = { ...file, name: 'b.txt' }
    expect(await proxy.reserve(other)).toMatchObject([{ verdict: 'wait', reason: 'claimed' }])
    expect(await proxy.reserve(file)).toMatchObject([{ verdict: 'ticket' }])
    proxy.stores(file.md5)
    await proxy.send(ticket, file.bytes)
    expect(await proxy.ticketFor(other)).not.toBe('')
  })

  it('are reported as existing when Webflow creates no new asset', async () => {
    const file = testFile()
    const id = hexId()
    await bring(file, id)
    proxy.webflow.on(`GET ${ASSETS}`, listing(asset(id, { size: 100 })))
    proxy.webflow.on(`POST ${ASSETS}`, proxy.webflow.created(id, 'a.txt'))
    expect(await proxy.reserve({ ...file, name: 'b.txt', anew: true })).toMatchObject([
      { verdict: 'existing', source: 'webflow', asset: { id, name: 'a.txt' } },
    ])
  })

  it('whose asset is gone are brought again', async () => {
    const file = testFile()
    const id = hexId()
    await bring(file, id)
    proxy.webflow.on(`GET ${ASSETS}`, listing())
    proxy.webflow.on(`GET /v2/assets/${id}`, refusal(404, 'resource_not_found'))
    expect(await proxy.ticketFor(file)).not.toBe('')
  })

  it('are asked for one by one on a large site', async () => {
    const file = testFile()
    const id = hexId()
    await bring(file, id)
    const first = { assets: [asset(hexId())], pagination: { total: 5000 } }
    proxy.webflow.on(`GET ${ASSETS}`, { json: first })
    proxy.webflow.on(`GET /v2/assets/${id}`, { json: asset(id, { size: 100 }) })
    expect(await proxy.reserve(file)).toMatchObject([{ verdict: 'existing', asset: { id } }])
  })

  it('hold up only themselves when they cannot be looked up', async () => {
    const file = testFile()
    await bring(file, hexId())
    proxy.webflow.on(`GET ${ASSETS}`, refusal(429, 'too_many_requests'))
    expect(await proxy.reserve(file, testFile({ name: 'b.exe' }))).toMatchObject([
      { verdict: 'wait', reason: 'budget' },
      { verdict: 'refused' },
    ])
  })
})

describe('an older asset that Webflow hands back', () => {
  const older = { createdOn: '2026-11-01T12:00:00Z', originalFileName: 'old.txt' }

  it.each([
    ['with a form', {}],
    ['without a form', { uploadUrl: null, uploadDetails: null }],
  ])('%s is said to exist, and no byte is sent', async (_, form) => {
    const file = testFile()
    const [id, folderId] = [hexId(), hexId()]
    proxy.webflow.on(`POST ${ASSETS}`, proxy.webflow.created(id, 'old.txt', { ...older, ...form }))
    proxy.webflow.on(
      `GET ${ASSETS}`,
      listing(asset(id, { size: 100, folderId, displayName: 'Old', originalFileName: 'old.txt' })),
    )
    expect(await proxy.reserve(file)).toMatchObject([
      { verdict: 'existing', source: 'webflow', asset: { id, name: 'Old', folderId } },
    ])
  })

  it('is filled when it has no bytes, and is not ours to delete', async () => {
    const file = testFile()
    const id = hexId()
    proxy.webflow.on(
      `POST ${ASSETS}`,
      proxy.webflow.created(id, 'old.txt', { ...older, hostedUrl: null }),
    )
    proxy.webflow.on(`GET ${ASSETS}`, listing(asset(id)))
    const [verdict] = await proxy.reserve(file)
    expect(verdict).toMatchObject({ verdict: 'ticket', assetId: id })
    const tickets = [verdict?.verdict === 'ticket' ? verdict.ticket : '']
    expect(await (await proxy.post('/cancel', { tickets })).json()).toEqual({
      deleted: 0,
      pending: 0,
    })
  })

  it('that is empty, without a form and long dead is replaced', async () => {
    const [dead, fresh] = [hexId(), hexId()]
    const none = { uploadUrl: null, uploadDetails: null, hostedUrl: null }
    proxy.webflow.on(
      `POST ${ASSETS}`,
      proxy.webflow.created(dead, 'old.txt', { ...older, ...none }),
    )
    proxy.webflow.on(`GET ${ASSETS}`, listing(asset(dead)))
    proxy.webflow.on(`DELETE /v2/assets/${dead}`, { status: 204 })
    proxy.webflow.on(`POST ${ASSETS}`, proxy.webflow.created(fresh, 'a.txt'))
    expect(await proxy.reserve(testFile())).toMatchObject([{ verdict: 'ticket', assetId: fresh }])
  })
})
