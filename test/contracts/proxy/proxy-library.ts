/** What the proxy promises about a site's assets, whatever it runs on. */
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusal } from '../../fakes/scripted-webflow.ts'
import type { ProxyUnderTest } from './proxy.ts'

const SITE = '65f0c0ffee00000000000001'
const OTHER_SITE = '65f0c0ffee00000000000002'
const ASSETS = `/v2/sites/${SITE}/assets`
const user = { id: '1', email: 'designer@example.com', siteId: SITE }
const hex = (): string => randomBytes(12).toString('hex')

/** `open` is called once a test; budgets and catalogues may live on between tests. */
export function libraryContract(name: string, open: () => Promise<ProxyUnderTest>): void {
  describe(`library on ${name}`, () => {
    let proxy: ProxyUnderTest
    let headers: Record<string, string>
    beforeEach(async () => {
      proxy = await open()
      proxy.webflow.on('POST /beta/token/resolve', { json: user })
      proxy.webflow.on(`GET /v2/sites/${SITE}`, { json: { id: SITE } })
      headers = { origin: proxy.origin, 'content-type': 'application/json' }
      const answer = await post('/session', { siteId: SITE, idToken: 'id-token' })
      const { session } = (await answer.json()) as { session: string }
      headers = { ...headers, authorization: `Bearer ${session}` }
    })
    afterEach(() => {
      proxy.webflow.end()
    })

    const post = (path: string, body: unknown) =>
      proxy.request(path, { method: 'POST', headers, body: JSON.stringify(body) })
    /** Packed on the way, an answer would have another length. */
    const get = (path: string) =>
      proxy.request(path, { headers: { ...headers, 'accept-encoding': 'identity' } })
    const lines = async (answer: Response) => {
      expect(answer.headers.get('content-type')).toContain('application/x-ndjson')
      const said = (await answer.text()).trim().split('\n')
      return said.map((line) => JSON.parse(line) as Record<string, unknown>)
    }
    const errorOf = async (answer: Response) => {
      const body = (await answer.json()) as { error: { code: string } }
      return [answer.status, body.error.code]
    }
    /** Webflow tells of an asset, with the site that it is on. */
    const tells = (id: string, more: object = {}, siteId = SITE) => {
      const asset = { id, siteId, displayName: 'old.png', originalFileName: 'old.png', ...more }
      proxy.webflow.on(`GET /v2/assets/${id}`, { json: asset })
    }

    it('tells the locales of the site', async () => {
      const locale = (id: string, tag: string) => ({ id, tag, displayName: tag, cmsLocaleId: 'x' })
      const locales = { primary: locale('1', 'en'), secondary: [locale('2', 'de-CH')] }
      proxy.webflow.on(`GET /v2/sites/${SITE}`, { json: { id: SITE, locales } })
      expect(await (await get('/locales')).json()).toEqual({
        primary: { id: '1', tag: 'en', name: 'en' },
        secondary: [{ id: '2', tag: 'de-CH', name: 'de-CH' }],
      })
      proxy.webflow.on(`GET /v2/sites/${SITE}`, refusal(403, 'missing_scopes'))
      expect(await (await get('/locales')).json()).toEqual({ primary: null, secondary: [] })
    })

    it('tells all alt texts of a locale', async () => {
      const ids = Array.from({ length: 101 }, hex)
      const page = (from: number, to: number) => ({
        json: {
          assets: ids.slice(from, to).map((id) => ({ id, altText: id.slice(0, 3) })),
          pagination: { total: 101 },
        },
      })
      proxy.webflow.on(`GET ${ASSETS}`, ({ path }) => {
        expect(path).toBe(`${ASSETS}?limit=100&offset=0&localeId=l_1`)
        return page(0, 100)
      })
      proxy.webflow.on(`GET ${ASSETS}`, page(100, 101))
      const told = await lines(await get('/alt-texts?locale=l_1'))
      expect(told.map(({ type }) => type)).toEqual(['page', 'page', 'end'])
      expect(told.flatMap(({ texts }) => texts ?? [])).toEqual(
        ids.map((asset) => ({ asset, altText: asset.slice(0, 3) })),
      )
      proxy.webflow.on(`GET ${ASSETS}`, refusal(400, 'validation_error'))
      expect(await errorOf(await get('/alt-texts?locale=l_2'))).toEqual([424, 'webflow-refused'])
    })

    it('edits names and alt texts, one verdict each', async () => {
      const [one, two, gone] = [hex(), hex(), hex()]
      tells(one)
      tells(two)
      proxy.webflow.on(`GET /v2/assets/${gone}`, refusal(404, 'resource_not_found'))
      proxy.webflow.on(`PATCH /v2/assets/${one}`, ({ json, path }) => {
        expect(path).not.toContain('?')
        return { json: { id: one, siteId: SITE, ...(json as object), altText: null } }
      })
      proxy.webflow.on(`PATCH /v2/assets/${two}`, ({ json, path }) => {
        expect(path).toContain('?localeId=l_1')
        expect(json).toEqual({ altText: 'Ein Turm' })
        return { json: { id: two, displayName: 'b.png', altText: 'Ein Turm' } }
      })
      const told = await lines(
        await post('/edit', {
          edits: [
            { asset: one, name: ' ../new\r\nname.png ' },
            { asset: two, altText: 'Ein Turm', localeId: 'l_1' },
            { asset: gone, name: 'x.png' },
          ],
        }),
      )
      expect(told.at(-1)).toMatchObject({ type: 'end', budget: {} })
      expect(told.slice(0, -1).toSorted((a, b) => Number(a['index']) - Number(b['index']))).toEqual(
        [
          { type: 'done', index: 0, asset: { id: one, name: 'new name.png', altText: null } },
          { type: 'done', index: 1, asset: { id: two, name: 'b.png', altText: 'Ein Turm' } },
          {
            type: 'refused',
            index: 2,
            failure: expect.objectContaining({ code: 'asset-missing' }),
          },
        ],
      )
    })

    it('deletes; what is gone or of another site counts as deleted, untouched', async () => {
      const [one, gone, foreign] = [hex(), hex(), hex()]
      tells(one)
      proxy.webflow.on(`GET /v2/assets/${gone}`, refusal(404, 'resource_not_found'))
      tells(foreign, {}, OTHER_SITE)
      proxy.webflow.on(`DELETE /v2/assets/${one}`, { status: 204 })
      const told = await lines(await post('/delete', { assets: [one, gone, foreign] }))
      expect(told).toHaveLength(4)
      for (const index of [0, 1, 2]) {
        expect(told).toContainEqual({ type: 'done', index, asset: null })
      }
    })

    it('takes note of what the Designer has changed', async () => {
      const changes = [
        { type: 'moved', asset: hex(), folderId: null },
        { type: 'replaced', asset: hex(), md5: 'a'.repeat(32), size: 3 },
        { type: 'alt', asset: hex(), altText: null },
      ]
      const answer = await post('/changed', { changes })
      expect([answer.status, await answer.text()]).toEqual([204, ''])
    })

    it('streams the bytes of an asset, as no page', async () => {
      const asset = hex()
      tells(asset, {
        displayName: 'a\'ü".svg',
        hostedUrl: `${proxy.webflow.url}/hosted/${asset}`,
      })
      proxy.webflow.on(`GET /hosted/${asset}`, ({ headers: sent }) => {
        expect(sent.get('authorization')).toBeNull()
        return {
          text: '<svg/>',
          headers: { 'content-type': 'image/svg+xml', 'content-length': '6' },
        }
      })
      const answer = await get(`/bytes?asset=${asset}`)
      expect(await answer.text()).toBe('<svg/>')
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': 'image/svg+xml',
        'content-length': '6',
        'content-disposition': "attachment; filename*=UTF-8''a%27%C3%BC%22.svg",
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store, no-transform',
        'access-control-allow-origin': proxy.origin,
      })
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    })

    it('reads no bytes of another site, nor from anywhere but Webflow', async () => {
      const [foreign, elsewhere] = [hex(), hex()]
      tells(foreign, { hostedUrl: `${proxy.webflow.url}/hosted/${foreign}` }, OTHER_SITE)
      expect(await errorOf(await get(`/bytes?asset=${foreign}`))).toEqual([424, 'asset-missing'])
      tells(elsewhere, { hostedUrl: 'https://169.254.169.254/latest' })
      expect(await errorOf(await get(`/bytes?asset=${elsewhere}`))).toEqual([
        424,
        'webflow-refused',
      ])
    })
  })
}
