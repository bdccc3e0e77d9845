/** Changes to a site's assets: their verdicts, and what the proxy believes afterwards. */
import { knownAsset } from '../../../contracts/panel/known-assets.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isSiteId } from '../../../../src/core/brands.ts'
import type { AltTextLine, ChangeLine } from '../../../../src/core/wire-library.ts'
import { refusal, type ScriptedAnswer } from '../../../fakes/scripted-webflow.ts'
import {
  ASSETS,
  Conversation,
  failureFrom,
  hexId,
  CONVERSATION_SITE,
  testFile,
} from '../conversation.ts'
import { assetId, digest, folderId } from '../../../fakes/ids.ts'
import type { AssetId, Md5Hex } from '../../../../src/core/brands.ts'

let proxy: Conversation

beforeEach(async () => {
  proxy = await Conversation.open()
  await proxy.connect()
})
afterEach(() => {
  proxy.webflow.end()
})

async function linesOf<T>(answer: Response): Promise<T[]> {
  const lines = (await answer.text()).trim().split('\n')
  return lines.map((line) => JSON.parse(line) as T)
}

const change = async (path: '/edit' | '/delete', body: object): Promise<ChangeLine[]> =>
  await linesOf<ChangeLine>(await proxy.post(path, body))

/** An asset that this proxy has uploaded, so that it knows it to be the site's. */
async function uploaded(): Promise<{ readonly id: AssetId; readonly md5: Md5Hex }> {
  const file = testFile()
  const id = assetId()
  const ticket = await proxy.ticketFor(file, id)
  proxy.stores(file.md5)
  expect((await proxy.send(ticket, file.bytes)).status).toBe(200)
  return { id, md5: file.md5 }
}

function state() {
  if (!isSiteId(CONVERSATION_SITE)) throw new TypeError('Expected the id of a site.')
  return proxy.host.deps.site(CONVERSATION_SITE)
}

/** Assets that the last listing has told of. */
async function catalogued(...ids: AssetId[]): Promise<void> {
  const { relisting } = state()
  const started = await relisting.begin('lister', 1, 1000)
  if (started.type !== 'go') throw new Error(`Expected the right to list, got "${started.type}".`)
  const assets = ids.map((id) => knownAsset({ id, name: 'old.png', size: 3 }))
  await relisting.save('lister', { assets, done: ids.length, total: ids.length }, 1000)
  await relisting.finish('lister', false)
}

const patched = (id: string, name = 'new.png'): ScriptedAnswer => ({
  json: { id, displayName: name, altText: null },
})

/** Webflow names the limit and what is left of it. */
const rate = (limit: number, remaining: number) => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
})

it('a rename of a known asset is one call, and its new name is believed', async () => {
  const { id } = await uploaded()
  await catalogued(id)
  proxy.webflow.on(`PATCH /v2/assets/${id}`, patched(id))
  expect(await change('/edit', { edits: [{ asset: id, name: 'new.png' }] })).toMatchObject([
    { type: 'done', index: 0, asset: { id, name: 'new.png' } },
    { type: 'end' },
  ])
  expect(await state().catalogue.assets([id])).toMatchObject([{ name: 'new.png' }])
  expect(await state().ledger.entriesOf([id])).toMatchObject([{ name: 'new.png', folder: null }])
})

it('a deleted asset leaves catalogue and ledger', async () => {
  const { id, md5 } = await uploaded()
  const other = assetId()
  await catalogued(id, other)
  proxy.webflow.on(`DELETE /v2/assets/${id}`, { status: 204 })
  expect((await change('/delete', { assets: [id] }))[0]).toEqual({
    type: 'done',
    index: 0,
    asset: null,
  })
  expect(await state().ledger.entries([md5])).toEqual([])
  expect(await state().catalogue.assets([id, other])).toMatchObject([{ id: other }])
})

it('repeats a deletion whose reply was lost and finds the asset gone', async () => {
  const { id } = await uploaded()
  proxy.webflow.on(`DELETE /v2/assets/${id}`, refusal(502, 'internal_error'))
  proxy.webflow.on(`DELETE /v2/assets/${id}`, refusal(404, 'resource_not_found'))
  const answer = change('/delete', { assets: [id] })
  await passing()
  expect((await answer)[0]).toEqual({ type: 'done', index: 0, asset: null })
})

it('an asset that is deleted while its bytes are on the way ends its ticket', async () => {
  const file = testFile()
  const id = assetId()
  const ticket = await proxy.ticketFor(file, id)
  await catalogued(id)
  proxy.webflow.on(`DELETE /v2/assets/${id}`, { status: 204 })
  await change('/delete', { assets: [id] })
  expect(await failureFrom(await proxy.send(ticket, file.bytes))).toEqual([409, 'ticket-invalid'])
})

it('an edit of an asset that is gone makes it forgotten', async () => {
  const { id, md5 } = await uploaded()
  await catalogued(id)
  proxy.webflow.on(`PATCH /v2/assets/${id}`, refusal(404, 'resource_not_found'))
  expect(await change('/edit', { edits: [{ asset: id, name: 'a.png' }] })).toMatchObject([
    { type: 'refused', failure: { code: 'asset-missing' } },
    { type: 'end' },
  ])
  expect(await state().ledger.entries([md5])).toEqual([])
  expect(await state().catalogue.assets([id])).toEqual([])
})

it('edits of one asset are made in their order, those of many at most six at once', async () => {
  const ids = Array.from({ length: 10 }, () => assetId())
  await catalogued(...ids)
  let running = 0
  let most = 0
  const names: string[] = []
  for (const id of [...ids, ids[0] ?? '', ids[0] ?? '']) {
    proxy.webflow.on(`PATCH /v2/assets/${id}`, async ({ json }) => {
      most = Math.max(most, (running += 1))
      await new Promise((resolve) => setTimeout(resolve, 1))
      running -= 1
      if (id === ids[0]) names.push((json as { displayName: string }).displayName)
      return patched(id)
    })
  }
  const edits = ids.map((asset) => ({ asset, name: 'first' }))
  const more = ['second', 'third'].map((name) => ({ asset: ids[0], name }))
  const told = await change('/edit', { edits: [...edits, ...more] })
  expect(told.filter(({ type }) => type === 'done')).toHaveLength(12)
  expect(names).toEqual(['first', 'second', 'third'])
  expect(most).toBe(6)
})

it('what Webflow has no calls left for waits; asked for again, it is done', async () => {
  const ids = Array.from({ length: 8 }, () => assetId())
  await catalogued(...ids)
  proxy.webflow.on(`GET ${ASSETS}`, { json: { assets: [] }, headers: rate(60, 4) })
  await proxy.request('/assets')
  for (const id of ids.slice(0, 2)) {
    proxy.webflow.on(`PATCH /v2/assets/${id}`, { ...patched(id), headers: rate(60, 2) })
  }
  const edits = ids.map((asset) => ({ asset, name: 'new.png' }))
  const told = await change('/edit', { edits })
  const byType = Map.groupBy(told, ({ type }) => type)
  expect(byType.get('done')).toHaveLength(2)
  expect(byType.get('wait')).toHaveLength(6)
  const waits = told.flatMap((line) => (line.type === 'wait' ? [line.retryAfterMs] : []))
  expect(Math.min(...waits)).toBeGreaterThan(0)
  // The last calls of the minute are for somebody who waits.
  proxy.webflow.on(`PATCH /v2/assets/${ids[7]}`, patched(ids[7] ?? ''))
  expect((await change('/edit', { edits: edits.slice(7) }))[0]).toMatchObject({ type: 'done' })
  proxy.host.clock.advance(61_000)
  const rest = ids.slice(2, 7)
  for (const id of rest) proxy.webflow.on(`PATCH /v2/assets/${id}`, patched(id))
  const again = await change('/edit', { edits: edits.slice(2, 7) })
  expect(again.map(({ type }) => type)).toEqual(['done', 'done', 'done', 'done', 'done', 'end'])
})

it('an edit that Webflow fails is repeated, and refused in the end; others go on', async () => {
  const [bad, good] = [assetId(), assetId()]
  await catalogued(bad, good)
  for (let i = 0; i < 3; i++) {
    proxy.webflow.on(`PATCH /v2/assets/${bad}`, refusal(500, 'internal_error'))
  }
  proxy.webflow.on(`PATCH /v2/assets/${good}`, patched(good))
  const edits = [bad, good].map((asset) => ({ asset, name: 'new.png' }))
  const told = change('/edit', { edits })
  await passing()
  expect(await told).toMatchObject([
    { type: 'done', index: 1 },
    { type: 'refused', index: 0, failure: { code: 'webflow-unavailable' } },
    { type: 'end' },
  ])
})

it('finishes running changes and starts no others when the panel disconnects', async () => {
  const ids = Array.from({ length: 20 }, () => assetId())
  await catalogued(...ids)
  const answers: (() => void)[] = []
  for (const id of ids.slice(0, 6)) {
    proxy.webflow.on(`PATCH /v2/assets/${id}`, async () => {
      await new Promise<void>((resolve) => answers.push(resolve))
      return patched(id)
    })
  }
  const edits = ids.map((asset) => ({ asset, name: 'new.png' }))
  const answer = await proxy.post('/edit', { edits })
  const reader = answer.body?.getReader()
  while (answers.length < 6) await new Promise((resolve) => setTimeout(resolve, 0))
  await reader?.cancel()
  for (const go of answers) go()
  await passing()
  const now = await state().catalogue.assets(ids)
  expect(now.filter(({ name }) => name === 'new.png')).toHaveLength(6)
})

it('stores changes made in the Designer, for known assets only', async () => {
  const { id, md5 } = await uploaded()
  await catalogued(id)
  const [folder, unknown] = [folderId(), assetId()]
  const [fresh, stray] = [digest(), digest()]
  const answer = await proxy.post('/changed', {
    changes: [
      { type: 'moved', asset: id, folderId: folder },
      { type: 'replaced', asset: id, md5: fresh, size: 7 },
      { type: 'replaced', asset: unknown, md5: stray, size: 7 },
    ],
  })
  expect(answer.status).toBe(204)
  expect(await state().ledger.entries([md5, stray])).toEqual([])
  expect(await state().ledger.entries([fresh])).toMatchObject([{ asset: id, folder, size: 7 }])
  expect(await state().catalogue.assets([id, unknown])).toMatchObject([{ folder, size: 7 }])
})

it('a listing of alt texts waits for the budget and reports when it breaks off', async () => {
  const page = { json: { assets: [{ id: hexId() }], pagination: { total: 3 } } }
  proxy.webflow.on(`GET ${ASSETS}`, { ...page, headers: rate(60, 2) })
  const answer = await proxy.request('/alt-texts?locale=l')
  await passing(1)
  proxy.webflow.on(`GET ${ASSETS}`, page)
  proxy.webflow.on(`GET ${ASSETS}`, refusal(401, 'not_authorized'))
  for (let i = 0; i < 12; i++) await passing(10_000)
  const types = (await linesOf<AltTextLine>(answer)).map(({ type }) => type)
  expect([...new Set(types)].toSorted()).toEqual(['end', 'page', 'trouble', 'wait'])
  expect(types.at(-2)).toBe('trouble')
})

/** Lets time pass, in which what is ready runs and what sleeps wakes up. */
async function passing(ms = 2000): Promise<void> {
  for (let step = 0; step < 10; step++) {
    await new Promise((resolve) => setTimeout(resolve, 2))
    proxy.host.clock.advance(ms / 10)
  }
}
