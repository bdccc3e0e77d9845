/** `POST /known`: what it trusts, what it probes, what it costs. */
import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { KnownLine } from '../../../../src/core/wire-library.ts'
import { sitesWithWork, sweepSites } from '../../../../src/proxy/uploads/sweeper.ts'
import { refusal } from '../../../fakes/scripted-webflow.ts'
import { ASSETS, Conversation, hexId, testFile } from '../conversation.ts'
import { linesOf, listedBy, listing, ticking, type Listed } from './listed.ts'

let proxy: Conversation

beforeEach(async () => {
  proxy = await Conversation.open()
  await proxy.connect()
})
afterEach(() => {
  proxy.webflow.end()
})

const listed = (more?: Partial<Listed>) => listedBy(proxy, more)
const bytesOf = (size = 100) => {
  const text = randomBytes(size).toString('hex').slice(0, size)
  return { text, size, md5: createHash('md5').update(text).digest('hex') }
}

/** The lines but for the end. */
async function known(...files: { md5: string; size: number }[]): Promise<KnownLine[]> {
  const asked = files.map(({ md5, size }) => ({ md5, size }))
  const lines = await linesOf<KnownLine>(await proxy.post('/known', { files: asked }))
  expect(lines.at(-1)?.type).toBe('end')
  return lines.slice(0, -1)
}

/** The file of an asset answers so: its HEAD, and its GET when it is read. */
const hosted = (id: string, etag: string | undefined, text?: string) => {
  const headers = etag === undefined ? {} : { etag }
  proxy.webflow.on(`HEAD /cdn/${id}`, { headers })
  if (text !== undefined) proxy.webflow.on(`GET /cdn/${id}`, { text })
}

/** Uploads a file whole. */
async function bring(file = testFile(), id = hexId()) {
  const ticket = await proxy.ticketFor(file, id)
  proxy.stores(file.md5)
  expect((await proxy.send(ticket, file.bytes)).status).toBe(200)
  return { id, md5: file.md5, size: file.bytes.length }
}

describe('bytes that were sent', () => {
  it('are known by one listing, and then at no call for as long as it is believed', async () => {
    const files = [await bring(), await bring(), await bring()]
    proxy.webflow.on(`GET ${ASSETS}`, listing(files.map(({ id }) => listed({ id }))))
    const lines = await known(...files, bytesOf(7))
    expect(lines).toHaveLength(3)
    for (const { id, md5 } of files) {
      expect(lines).toContainEqual(
        expect.objectContaining({
          type: 'known',
          md5,
          how: 'sent',
          asset: expect.objectContaining({ id }),
        }),
      )
    }
    proxy.host.clock.advance(1500)
    expect(await known(...files)).toHaveLength(3)
  })

  it('are unknown after the asset is deleted', async () => {
    const file = await bring()
    proxy.webflow.on(`GET ${ASSETS}`, listing([]))
    proxy.webflow.on(`GET /v2/assets/${file.id}`, refusal(404, 'resource_not_found'))
    expect(await known(file)).toEqual([])
    expect(await known(file)).toEqual([])
  })

  it('are no longer known when the asset has another size since', async () => {
    const file = await bring()
    proxy.webflow.on(`GET ${ASSETS}`, listing([listed({ id: file.id })]))
    expect(await known(file)).toHaveLength(1)
    proxy.host.clock.advance(60_000)
    const replaced = listed({ id: file.id, size: 99, lastUpdated: '2026-11-24T12:00:30.000Z' })
    proxy.webflow.on(`GET ${ASSETS}`, listing([replaced]))
    expect(await known(file)).toEqual([])
  })

  it('are still known where Webflow has made them smaller as they came', async () => {
    const file = await bring()
    const smaller = listed({ id: file.id, size: 80, lastUpdated: '2026-11-24T12:00:02.000Z' })
    proxy.webflow.on(`GET ${ASSETS}`, listing([smaller]))
    expect(await known(file)).toMatchObject([{ how: 'sent' }])
  })

  it.each([
    ['an alt text moved its date', true],
    ['other bytes of the same size did', false],
  ])('are looked at when the size tells nothing: %s', async (_, isSame) => {
    const file = testFile()
    const sent = await bring(file)
    proxy.webflow.on(`GET ${ASSETS}`, listing([listed({ id: sent.id })]))
    await known(sent)
    proxy.host.clock.advance(3_600_000)
    await proxy.connect()
    const touched = listed({ id: sent.id, lastUpdated: '2026-11-24T12:40:00.000Z' })
    proxy.webflow.on(`GET ${ASSETS}`, listing([touched]))
    const now = bytesOf()
    hosted(sent.id, undefined, isSame ? undefined : now.text)
    if (isSame) {
      proxy.webflow.on(`GET /cdn/${sent.id}`, { bytes: file.bytes })
    }
    expect(await known(sent)).toHaveLength(isSame ? 1 : 0)
    expect(await known(sent)).toHaveLength(isSame ? 1 : 0)
    expect(await known(now)).toHaveLength(isSame ? 0 : 1)
  })
})

describe('bytes that came by other ways', () => {
  it('are found by their size and ETag; a first file is read to see whether ETags are to be believed', async () => {
    const [one, two, three] = [bytesOf(), bytesOf(), bytesOf()]
    const [a, b, c] = [listed(), listed(), listed({ size: 55 })]
    proxy.webflow.on(`GET ${ASSETS}`, listing([a, b, c]))
    hosted(a.id, `"${one.md5}"`, one.text)
    hosted(b.id, `"${two.md5.toUpperCase()}"`)
    const lines = await known(two, one, three)
    expect(
      new Set(lines.map((line) => line.type === 'known' && `${line.md5} ${line.asset.id}`)),
    ).toEqual(new Set([`${one.md5} ${a.id}`, `${two.md5} ${b.id}`]))
    // What was looked at is not looked at again, whatever it was.
    expect(await known(one, three)).toHaveLength(1)
  })

  it('are found among more of their size than are looked at in one round', async () => {
    const file = bytesOf()
    const honest = bytesOf()
    const assets = Array.from({ length: 300 }, () => listed())
    proxy.webflow.on(`GET ${ASSETS}`, listing(assets))
    for (const [i, asset] of assets.entries()) {
      if (i === 0) hosted(asset.id, `"${honest.md5}"`, honest.text)
      else hosted(asset.id, `"${i === 299 ? file.md5 : bytesOf().md5}"`)
    }
    expect(await known(file)).toMatchObject([{ md5: file.md5, asset: { id: assets.at(-1)?.id } }])
  })

  it('are read where ETags are no MD5, weak, or wrong', async () => {
    const files = [bytesOf(), bytesOf(), bytesOf(), bytesOf()]
    const assets = files.map(() => listed())
    const etags = [
      `"${hexId()}${hexId().slice(0, 8)}"`,
      `W/"${files[1]?.md5}"`,
      '"abc-2"',
      undefined,
    ]
    proxy.webflow.on(`GET ${ASSETS}`, listing(assets))
    for (const [i, asset] of assets.entries()) hosted(asset.id, etags[i], files[i]?.text ?? '')
    expect(await known(...files)).toHaveLength(4)
  })

  it('are not taken from an address that answers something else, nor asked there again at once', async () => {
    const file = bytesOf()
    const assets = [listed(), listed(), listed(), listed()]
    const [redirected, missing, longer, shorter] = assets.map((asset) => asset.id)
    proxy.webflow.on(`GET ${ASSETS}`, listing(assets))
    const location = { location: 'http://127.0.0.1/private' }
    proxy.webflow.on(`HEAD /cdn/${redirected}`, { status: 302, headers: location })
    proxy.webflow.on(`HEAD /cdn/${missing}`, { status: 403 })
    hosted(longer ?? '', undefined, `${file.text}!`)
    hosted(shorter ?? '', undefined, file.text.slice(1))
    expect(await known(file)).toEqual([])
    expect(await known(file)).toEqual([])
    expect(proxy.host.clock.pending).toBe(0)
  })

  it.each([
    'http://cdn.example.com/a',
    'https://10.0.0.1/a',
    'https://0x7f000001/a',
    'https://[::1]/a',
    'https://metadata.google.internal/a',
    'https://localhost/a',
    'https://cdn.example.com:8443/a',
    'https://user:word@cdn.example.com/a',
    'file:///etc/passwd',
  ])('are not looked for at %s', async (hostedUrl) => {
    proxy.webflow.on(`GET ${ASSETS}`, listing([{ ...listed(), hostedUrl }]))
    expect(await known(bytesOf())).toEqual([])
  })

  it('cost a reserve no create', async () => {
    const file = testFile({ bytes: new TextEncoder().encode('the same bytes') })
    const asset = listed({ size: file.bytes.length })
    proxy.webflow.on(`GET ${ASSETS}`, listing([asset]))
    expect(await known(bytesOf(3))).toEqual([])
    hosted(asset.id, undefined, 'the same bytes')
    expect(await proxy.reserve(file)).toMatchObject([
      { verdict: 'existing', source: 'ledger', asset: { id: asset.id } },
    ])
  })

  it('are not believed to be there when their asset has gone since the last listing', async () => {
    const file = testFile({ bytes: new TextEncoder().encode('the same bytes') })
    const asset = listed({ size: file.bytes.length })
    proxy.webflow.on(`GET ${ASSETS}`, listing([asset]))
    await known(bytesOf(3))
    proxy.host.clock.advance(60_000)
    hosted(asset.id, undefined, 'the same bytes')
    proxy.webflow.on(`GET ${ASSETS}`, listing([]))
    proxy.webflow.on(`GET /v2/assets/${asset.id}`, refusal(404, 'resource_not_found'))
    expect(await proxy.ticketFor(file)).not.toBe('')
  })
})

describe('bytes of a record whose upload was never confirmed', () => {
  /** They come, and the answer does not. */
  async function lose() {
    const file = testFile()
    const id = hexId()
    const ticket = await proxy.ticketFor(file, id)
    proxy.webflow.on('POST /storage', { status: 500 })
    expect((await proxy.send(ticket, file.bytes)).status).toBe(502)
    proxy.webflow.on(`GET ${ASSETS}`, listing([listed({ id })]))
    return { id, ticket, md5: file.md5, size: file.bytes.length, bytes: file.bytes }
  }
  const giveUp = async (ticket: string): Promise<unknown> =>
    (await proxy.post('/cancel', { tickets: [ticket] })).json()

  it('once they were told of, are not taken away by who gives the record up', async () => {
    const file = await lose()
    hosted(file.id, undefined)
    proxy.webflow.on(`GET /cdn/${file.id}`, { bytes: file.bytes })
    expect(await known(file)).toMatchObject([{ type: 'known', asset: { id: file.id } }])
    expect(await giveUp(file.ticket)).toMatchObject({
      deleted: 0,
      pending: 0,
      arrived: [{ ticket: 0, asset: { id: file.id } }],
    })
    proxy.host.clock.advance(11 * 60_000)
    await sweepSites(proxy.host.deps, sitesWithWork(proxy.host.sql))
    expect(sitesWithWork(proxy.host.sql)).toEqual([])
  })

  it('are not told of when the record is about to be removed', async () => {
    const file = await lose()
    proxy.webflow.on(`DELETE /v2/assets/${file.id}`, refusal(429, 'too_many_requests'))
    expect(await giveUp(file.ticket)).toEqual({ deleted: 0, pending: 1 })
    proxy.host.clock.advance(60_000)
    hosted(file.id, undefined)
    proxy.webflow.on(`GET /cdn/${file.id}`, { bytes: file.bytes })
    expect(await known(file)).toEqual([])
  })
})

it('waits when the budget is spent, and says so', async () => {
  const file = await bring()
  const retry = { 'retry-after': '7' }
  proxy.webflow.on(`GET ${ASSETS}`, { ...refusal(429, 'too_many_requests'), headers: retry })
  proxy.webflow.on(`GET ${ASSETS}`, listing([listed({ id: file.id })]))
  const lines = await ticking(proxy, 1000, () => known(file))
  expect(lines).toMatchObject([
    { type: 'wait', retryAfterMs: 7000 },
    { type: 'known', md5: file.md5 },
  ])
})
