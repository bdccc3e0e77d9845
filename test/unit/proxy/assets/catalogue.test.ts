/** `GET /catalogue`: what is stored, what is listed anew, and when. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CatalogueLine } from '../../../../src/core/wire-library.ts'
import { refusal } from '../../../fakes/scripted-webflow.ts'
import { ASSETS, Conversation, failureFrom } from '../conversation.ts'
import { linesOf, listedBy, listing, ticking } from './listed.ts'
import { until } from '../../../until.ts'

let proxy: Conversation

beforeEach(async () => {
  proxy = await Conversation.open()
  await proxy.connect()
})
afterEach(() => {
  proxy.webflow.end()
})

const listed = () => listedBy(proxy)
const catalogue = async (refresh = 'auto') =>
  await linesOf<CatalogueLine>(await proxy.request(`/catalogue?refresh=${refresh}`))
const types = (lines: readonly CatalogueLine[]) => lines.map((line) => line.type)

it('is listed when it never was, then told from what is stored at no call', async () => {
  const asset = listed()
  proxy.webflow.on(`GET ${ASSETS}`, listing([asset, listed()]))
  const first = await catalogue()
  expect(types(first)).toEqual(['stored', 'listing', 'page', 'end'])
  expect(first[0]).toEqual({ type: 'stored', ageMs: null, total: 0 })
  proxy.host.clock.advance(5000)
  const second = await catalogue()
  expect(second).toMatchObject([
    { type: 'stored', ageMs: 5000, total: 2 },
    { type: 'page', assets: [{ id: asset.id, name: 'A name', fileName: 'a.txt' }, {}] },
    { type: 'end', ageMs: 5000 },
  ])
  proxy.host.clock.advance(600_000)
  expect(types(await catalogue('never'))).toEqual(['stored', 'page', 'end'])
})

it('is listed again when it is old or a refresh is requested', async () => {
  proxy.webflow.on(`GET ${ASSETS}`, listing([listed()]))
  await catalogue()
  proxy.host.clock.advance(60_000)
  proxy.webflow.on(`GET ${ASSETS}`, listing([listed(), listed()]))
  const all = ['stored', 'page', 'listing', 'page', 'end']
  const lines = await catalogue()
  expect(types(lines)).toEqual(all)
  expect(lines.at(-1)).toMatchObject({ ageMs: 0 })
  proxy.host.clock.advance(10)
  proxy.webflow.on(`GET ${ASSETS}`, listing([listed()]))
  expect(types(await catalogue('now'))).toEqual(all)
})

it('is sent page by page, and listed once for two concurrent requests', async () => {
  const pages = [0, 1, 2].map(() => [listed(), listed()])
  for (const page of pages) proxy.webflow.on(`GET ${ASSETS}`, listing(page, 6))
  // The one that does not list looks every quarter of a second.
  const told = await ticking(proxy, 250, () => Promise.all([catalogue(), catalogue()]))
  for (const lines of told) {
    const assets = lines.flatMap((line) => (line.type === 'page' ? line.assets : []))
    expect(assets.map((asset) => asset.id).toSorted()).toEqual(
      pages
        .flat()
        .map((asset) => asset.id)
        .toSorted(),
    )
  }
})

it('survives a listing that breaks off and is resumed', async () => {
  const [old, one, two] = [listed(), listed(), listed()]
  proxy.webflow.on(`GET ${ASSETS}`, listing([old]))
  await catalogue()
  proxy.host.clock.advance(60_000)
  proxy.webflow.on(`GET ${ASSETS}`, listing([one], 2))
  proxy.webflow.on(`GET ${ASSETS}`, refusal(400, 'bad_request'))
  const broken = await catalogue()
  expect(types(broken)).toEqual(['stored', 'page', 'listing', 'page', 'trouble', 'end'])
  expect(broken.at(-1)).toMatchObject({ ageMs: 60_000 })
  proxy.webflow.on(`GET ${ASSETS}`, ({ path }) => {
    expect(path).toContain('offset=1')
    return listing([two], 2)
  })
  const whole = await catalogue()
  expect(whole.flatMap((line) => (line.type === 'page' ? line.assets : []))).toMatchObject([
    { id: old.id },
    { id: one.id },
    { id: two.id },
  ])
})

it('is listed to its end for a panel that leaves', async () => {
  const pages = [[listed()], [listed()]]
  for (const page of pages) proxy.webflow.on(`GET ${ASSETS}`, listing(page, 2))
  const answer = await proxy.request('/catalogue')
  await answer.body?.cancel()
  await until(async () => {
    expect((await catalogue('never'))[0]).toMatchObject({ type: 'stored', total: 2 })
  })
})

it('refuses what it does not know, and needs a session', async () => {
  expect(await failureFrom(await proxy.request('/catalogue?refresh=often'))).toEqual([
    400,
    'bad-request',
  ])
  const headers = { authorization: 'Bearer nobody' }
  expect((await proxy.request('/catalogue', { headers })).status).toBe(401)
  expect(
    (await proxy.post('/known', { files: [{ md5: '0'.repeat(32), size: 1 }] }, headers)).status,
  ).toBe(401)
})
