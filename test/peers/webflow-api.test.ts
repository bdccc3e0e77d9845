import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebflowClient, WebflowError } from 'webflow-api'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { SITE, temporaryFolder } from '../sandbox.ts'

/** Webflow's own JavaScript SDK, unmodified, against the sandbox; only its base URLs are given. */

const folder = temporaryFolder()
let sandbox: Sandbox
let client: WebflowClient
beforeAll(async () => {
  sandbox = await startSandbox({
    directory: folder.path,
    ports: { designer: 0, panel: 0, api: 0, storage: 0, cdn: 0 },
    redirectUris: ['http://127.0.0.1:9/callback'],
  })
  client = clientOf('sandbox-token')
})
afterAll(async () => {
  await sandbox.close()
  folder.remove()
})
beforeEach(() => sandbox.world.settings.merge({ rateLimit: 0 }))
afterEach(() => {
  vi.unstubAllGlobals()
  sandbox.world.reset()
})

const environmentOf = (base: string) => ({
  base: `${base}/v2`,
  dataApi: `${base}/v2`,
  contentDeliveryApi: `${base}/v2`,
})
const clientOf = (accessToken: string) =>
  new WebflowClient({ accessToken, environment: environmentOf(sandbox.origins.api) })

const bytesOf = (text: string): ArrayBuffer => Uint8Array.from(Buffer.from(text)).buffer
const upload = (fileName: string, text: string, parentFolder?: string) =>
  client.assets.utilities.createAndUpload(SITE, {
    fileName,
    file: bytesOf(text),
    ...(parentFolder && { parentFolder }),
  })

/** The SDK requests tokens at a fixed URL; only that URL is redirected to the sandbox. */
function rerouteTokenEndpoint(): void {
  const toTheWorld = fetch
  vi.stubGlobal('fetch', (input: string, init: RequestInit) =>
    toTheWorld(
      input.replace('https://api.webflow.com/oauth/', `${sandbox.origins.api}/oauth/`),
      init,
    ),
  )
}

describe('the official SDK', () => {
  it('uploads, lists, reads, changes and deletes an asset', async () => {
    const { id = '' } = await upload('naïve "logo".svg', '<svg/>')
    const [object] = sandbox.world.objects.list()
    expect(object).toMatchObject({
      md5: createHash('md5').update('<svg/>').digest('hex'),
      contentType: 'image/svg+xml',
    })
    const { assets = [], pagination } = await client.assets.list(SITE, { limit: 10 })
    expect(assets).toMatchObject([{ id, size: 6, originalFileName: 'naïve "logo".svg' }])
    expect(pagination).toEqual({ limit: 10, offset: 0, total: 1 })
    const changed = await client.assets.update(id, { displayName: 'Logo' })
    expect(changed).toMatchObject({ displayName: 'Logo' })
    sandbox.world.assets.setAltText(id, 'A lighthouse', null)
    expect(await client.assets.get(id)).toMatchObject({
      displayName: 'Logo',
      altText: 'A lighthouse',
    })
    await client.assets.delete(id)
    await expect(client.assets.get(id)).rejects.toMatchObject({ statusCode: 404 })
  })

  it('creates folders and files in them', async () => {
    const top = await client.assets.createFolder(SITE, { displayName: 'Top' })
    const inner = await client.assets.createFolder(SITE, {
      displayName: 'Inner',
      parentFolder: top.id ?? '',
    })
    const { id } = await upload('a.txt', 'hello', inner.id)
    expect(await client.assets.getFolder(inner.id ?? '')).toMatchObject({
      displayName: 'Inner',
      parentFolder: top.id,
      assets: [id],
    })
    const { assetFolders } = await client.assets.listFolders(SITE)
    expect(assetFolders?.map((each) => each.displayName)).toEqual(['Top', 'Inner'])
    const found = await client.assets.list(SITE, {}, { queryParams: { folderId: top.id } })
    expect(found.assets).toMatchObject([{ id, folderId: inner.id }])
  })

  it('gets the existing asset for a known hash, as Webflow’s users report', async () => {
    const first = await upload('a.txt', 'hello')
    const second = await upload('b.txt', 'hello')
    expect(second).toMatchObject({ id: first.id, originalFileName: 'a.txt' })
    sandbox.world.settings.merge({ duplicateHash: 'existing-no-upload' })
    await expect(upload('c.txt', 'hello')).rejects.toThrow('no S3 headers returned')
    sandbox.world.settings.merge({ duplicateHash: 'existing' })
  })

  it('reads sites and its own token', async () => {
    expect((await client.sites.list()).sites).toMatchObject([{ id: SITE, shortName: 'harbour' }])
    expect(await client.sites.get(SITE)).toMatchObject({ displayName: 'Harbour' })
    const { authorization } = await client.token.introspect()
    expect(authorization?.authorizedTo?.siteIds).toEqual([SITE])
    await expect(client.token.authorizedBy()).rejects.toMatchObject({ statusCode: 403 })
  })

  it('waits for Retry-After when the limit is reached, and gives up on permanent errors', async () => {
    sandbox.world.settings.merge({ rateLimit: 1, rateWindowMs: 1000 })
    await client.sites.list()
    expect((await client.sites.list()).sites).toHaveLength(1)
    expect(sandbox.world.stats.report().tooManyRequests).toBeGreaterThan(0)
    sandbox.world.settings.merge({ rateLimit: 0, rateWindowMs: 60_000 })
    const failure = await clientOf('unknown')
      .assets.list(SITE)
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(WebflowError)
    expect(failure).toMatchObject({ statusCode: 401, body: { code: 'not_authorized' } })
  })

  it('completes OAuth', async () => {
    const url = WebflowClient.authorizeURL({
      clientId: 'sandbox-client',
      scope: ['assets:read', 'sites:read'],
      redirectUri: 'http://127.0.0.1:9/callback',
      state: 'abc',
    })
    const here = `${sandbox.origins.api}/oauth/authorize${new URL(url).search}`
    const page = await (await fetch(here)).text()
    const body = new URLSearchParams({ decision: 'approve', site: SITE })
    body.set('request', /name="request" value="(\w+)"/.exec(page)?.[1] ?? '')
    const answer = await fetch(`${sandbox.origins.api}/oauth/authorize`, {
      method: 'POST',
      body,
      redirect: 'manual',
    })
    const target = new URL(answer.headers.get('location') ?? 'none:')
    expect(target.searchParams.get('state')).toBe('abc')
    rerouteTokenEndpoint()
    const accessToken = await WebflowClient.getAccessToken({
      clientId: 'sandbox-client',
      clientSecret: 'sandbox-secret',
      code: target.searchParams.get('code') ?? '',
      redirectUri: 'http://127.0.0.1:9/callback',
    })
    expect((await clientOf(accessToken).sites.list()).sites).toHaveLength(1)
  })
})
