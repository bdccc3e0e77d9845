/** What `POST /known` says of a drop when somebody has deleted assets by hand just before. */
import * as v from 'valibot'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SiteId } from '../../../../src/core/brands.ts'
import type { KnownLine } from '../../../../src/core/wire-library.ts'
import { knownAsset } from '../../../../src/proxy/assets/asset-summary.ts'
import { WebflowAsset } from '../../../../src/proxy/webflow/schemas.ts'
import { refusal } from '../../../fakes/scripted-webflow.ts'
import { ASSETS, Conversation, hexId, CONVERSATION_SITE, testFile } from '../conversation.ts'
import { linesOf, listedBy, listing } from './listed.ts'

let proxy: Conversation
/** More than the few that cost a call each anyway. */
let files: readonly { readonly id: string; readonly md5: string; readonly size: number }[]

beforeEach(async () => {
  proxy = await Conversation.open()
  await proxy.connect()
  // One by one: storage's scripted answers are given in the order of the requests.
  const brought = []
  for (let n = 0; n < 6; n++) brought.push(await bring())
  files = brought
})
afterEach(() => {
  proxy.webflow.end()
})

/** Uploads a file whole. */
async function bring() {
  const [file, id] = [testFile(), hexId()]
  const ticket = await proxy.ticketFor(file, id)
  proxy.stores(file.md5)
  expect((await proxy.send(ticket, file.bytes)).status).toBe(200)
  return { id, md5: file.md5, size: file.bytes.length }
}

async function known(sinceDropMs?: number): Promise<readonly string[]> {
  const asked = files.map(({ md5, size }) => ({ md5, size }))
  const since = sinceDropMs === undefined ? {} : { sinceDropMs }
  const lines = await linesOf<KnownLine>(await proxy.post('/known', { files: asked, ...since }))
  return lines.flatMap((line) => (line.type === 'known' ? line.asset.id : []))
}

const webflowAsset = (id: string) => ({ ...listedBy(proxy, { id }), siteId: CONVERSATION_SITE })
const all = () => files.map(({ id }) => id).toSorted()

/** The first one was deleted; its file is hosted no longer. */
function goes(): void {
  proxy.webflow.on(`GET /v2/assets/${files[0]?.id}`, refusal(404, 'resource_not_found'))
}

it('a listing from before the drop will not do, however fresh; one of the same drop will', async () => {
  proxy.webflow.on(`GET ${ASSETS}`, listing(files.map(({ id }) => webflowAsset(id))))
  expect((await known(0)).toSorted()).toEqual(all())
  proxy.host.clock.advance(4000)
  expect((await known(3000)).toSorted()).toEqual(all())
  expect((await known()).toSorted()).toEqual(all())
  proxy.webflow.on(`GET ${ASSETS}`, listing(files.slice(1).map(({ id }) => webflowAsset(id))))
  goes()
  expect(await known(1000)).toHaveLength(5)
})

it('where a site is too large to be listed for each drop, few assets are asked for one by one', async () => {
  const { relisting } = proxy.host.deps.site(CONVERSATION_SITE as SiteId)
  const assets = files.map(({ id }) => knownAsset(v.parse(WebflowAsset, webflowAsset(id))))
  await relisting.begin('a lister', proxy.host.clock.now(), 60_000)
  for (let page = 0; page < 30; page++) {
    await relisting.save('a lister', { assets, done: 0, total: 6 }, 60_000)
  }
  await relisting.finish('a lister', false)
  proxy.host.clock.advance(30_000)
  expect((await known()).toSorted()).toEqual(all())
  for (const { id } of files.slice(1)) {
    proxy.webflow.on(`GET /v2/assets/${id}`, { json: webflowAsset(id) })
  }
  goes()
  proxy.webflow.on(`HEAD /cdn/${files[0]?.id}`, { status: 404 })
  expect(await known(1000)).toHaveLength(5)
})
