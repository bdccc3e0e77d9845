import { describe, expect, it } from 'vitest'
import { isSiteId } from '../../../src/core/brands.ts'
import { HttpLibrary } from '../../../src/panel/adapters/proxy/library-http.ts'
import { ProxyChannel } from '../../../src/panel/adapters/proxy/channel.ts'
import { systemClock } from '../../../src/panel/adapters/browser/clock.ts'
import { libraryClientContract } from '../../contracts/panel/library-client.ts'
import { assetOf, type LibrarySetup } from '../../fakes/fake-library.ts'
import type { Heard, Script } from '../../fakes/scripted-proxy.ts'

libraryClientContract('the library over HTTP', async () => {
  const { client, script } = open('fake')
  return { client, set: (library: LibrarySetup) => script({ library }) }
})

for (const [name, kind] of [
  ['the library over HTTP to the real application', 'app'],
  ['the library over HTTP, with version 1 of the wire in between,', 'app-wire-1'],
] as const) {
  libraryClientContract(name, async () => {
    const { client, script } = open(kind)
    return { client, most: 40, set: (library: LibrarySetup) => script({ app: { library } }) }
  })
}

describe('the library over HTTP', () => {
  it('splits requests into batches that the proxy accepts', async () => {
    const { client, script, state } = open('fake')
    await script({ library: { seed: 1200 } })
    const assets = Array.from({ length: 1200 }, (_, n) => assetOf(n).id)
    await client.remove(assets, () => undefined, new AbortController().signal)
    const { heard } = await state()
    const sizes = heard
      .filter(({ path }) => path === '/delete')
      .map(({ body }) => (JSON.parse(body) as { assets: unknown[] }).assets.length)
    expect(sizes).toEqual([500, 500, 200])
  })

  it('reports that a listing was cut, after the assets that had arrived', async () => {
    const { client, script } = open('talk')
    const line = (value: object): string => btoa(`${JSON.stringify(value)}\n`)
    const session = {
      session: 'one',
      livesMs: 1000,
      site: { id: SITE, name: 'Harbour' },
      user: null,
      budget: { left: 1, waitMs: 0 },
    }
    await script({
      talk: [
        { path: '/session', parts: [line(session)] },
        {
          path: '/catalogue?refresh=auto',
          parts: [
            line({ type: 'stored', ageMs: null, total: 0 }),
            line({ type: 'listing', total: 2 }),
            line({ type: 'page', assets: [assetOf(1)] }),
          ],
        },
      ],
    })
    const got: unknown[] = []
    const nothing = (): void => undefined
    const listing = client.catalogue(
      'auto',
      {
        stored: nothing,
        listing: nothing,
        page: (page) => got.push(...page),
        wait: nothing,
        trouble: nothing,
      },
      new AbortController().signal,
    )
    await expect(listing).rejects.toMatchObject({ failure: { code: 'proxy-reply' } })
    expect(got).toEqual([assetOf(1)])
  })

  it('returns an asset’s bytes with their type', async () => {
    const { client, script } = open('fake')
    await script({
      library: { seed: 1 },
      bytes: { asset: assetOf(0).id, type: 'image/svg+xml', text: '<svg/>' },
    })
    const blob = await client.bytes(assetOf(0).id, new AbortController().signal)
    expect(blob.type).toBe('image/svg+xml')
    expect(await blob.text()).toBe('<svg/>')
  })
})

// Helpers

const SITE = '65f0c0ffee00000000000001'
let scenes = 0

async function identity() {
  if (!isSiteId(SITE)) throw new TypeError('bad site id')
  return { siteId: SITE, idToken: 'id-token' }
}

function open(kind: 'fake' | 'talk' | 'app' | 'app-wire-1') {
  const id = `${kind}-library-${Date.now()}-${++scenes}`
  const url = `${location.origin}/${kind}/${id}`
  const client = new HttpLibrary(new ProxyChannel({ url, clock: systemClock, identity }))
  const at = `${location.origin}/script/${id}`
  const script = async (script: Script): Promise<void> =>
    void (await fetch(at, { method: 'POST', body: JSON.stringify(script) }))
  const state = async (): Promise<{ heard: Heard[] }> => (await fetch(at)).json()
  return { client, script, state }
}
