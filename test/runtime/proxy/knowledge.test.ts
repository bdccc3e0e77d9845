/** How the proxy learns a site's digests from a real sandbox, and how many calls that costs. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { HARBOUR, MiniPanel, md5Of, type PanelFile } from '../sandbox/mini-panel.ts'
import { withFreshProxy } from './fresh.ts'
import { startProxyStack, type ProxyStack } from './stack.ts'

let stack: ProxyStack

beforeAll(async () => {
  stack = await startProxyStack()
})
afterAll(async () => {
  await stack.stop()
})
beforeEach(async () => {
  await stack.control.reset()
  await stack.control.faults([])
  await stack.control.settings({ rateLimit: 0, cdnDelayMs: 0, duplicateHash: 'existing' })
})

const files = (count: number, size = 500): PanelFile[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `${i}.txt`,
    path: i % 2 ? ['Folder'] : [],
    bytes: randomBytes(size),
  }))

async function connected(proxy = stack.proxy): Promise<MiniPanel> {
  const panel = new MiniPanel(proxy)
  await panel.connect()
  return panel
}

/** Uploads in requests of the largest allowed size. */
async function bring(panel: MiniPanel, all: readonly PanelFile[]) {
  const outcomes = []
  for (let i = 0; i < all.length; i += 100)
    outcomes.push(...(await panel.bring(all.slice(i, i + 100))))
  return outcomes
}

/** For each known digest, how it is known and as which asset. */
async function known(panel: MiniPanel, asked: readonly PanelFile[]) {
  const wanted = asked.map(({ bytes }) => ({ md5: md5Of(bytes), size: bytes.length }))
  const answer = await panel.post('/known', { files: wanted })
  const lines = (await answer.text()).trim().split('\n')
  const parsed = lines.map((line) => JSON.parse(line) as Line)
  expect(parsed.at(-1)?.type).toBe('end')
  return new Map(parsed.slice(0, -1).map((line) => [line.md5, line]))
}

interface Line {
  readonly type: string
  readonly md5: string
  readonly how: string
  readonly asset: { readonly id: string }
}

/** Calls of this operation to Webflow and its CDN since the last reset. */
async function calls(operation: string): Promise<number> {
  const { operations } = (await stack.control.stats()) as unknown as {
    operations: Record<string, Record<string, number>>
  }
  return Object.values(operations[operation] ?? {}).reduce((sum, count) => sum + count, 0)
}

const ofAll = { authorization: 'Bearer sandbox-token', 'content-type': 'application/json' }
const change = async (method: string, id: string, body?: object) => {
  const init = { method, headers: ofAll, ...(body ? { body: JSON.stringify(body) } : {}) }
  expect((await fetch(`${stack.api}/v2/assets/${id}`, init)).ok).toBe(true)
}

describe.each(['existing', 'existing-no-upload', 'new'])('duplicateHash %s', (duplicateHash) => {
  it('files uploaded elsewhere are probed once, found, and reserved as existing without a create', async () => {
    await stack.control.settings({ duplicateHash })
    const brought = files(12)
    await bring(await connected(), brought)
    const before = { lists: await calls('listAssets'), creates: await calls('createAsset') }
    await withFreshProxy(stack, async (proxy) => {
      const panel = await connected(proxy)
      const found = await known(panel, [...brought, ...files(4)])
      expect([...found.keys()].toSorted()).toEqual(
        brought.map(({ bytes }) => md5Of(bytes)).toSorted(),
      )
      expect(new Set([...found.values()].map((line) => line.how))).toEqual(new Set(['hosted']))
      expect((await calls('listAssets')) - before.lists).toBe(1)
      const looks = await calls('getObject')
      expect((await known(panel, brought)).size).toBe(12)
      const again = await bring(panel, brought)
      expect(again.every((outcome) => outcome.type === 'existing')).toBe(true)
      expect(await calls('getObject')).toBe(looks)
      expect((await calls('listAssets')) - before.lists).toBe(1)
      expect(await calls('createAsset')).toBe(before.creates)
    })
  })
})

it('with wrong ETags the bytes are read instead', async () => {
  const brought = files(10)
  await bring(await connected(), brought)
  await stack.control.faults([{ op: 'getObject', kind: 'wrong-etag' }])
  await withFreshProxy(stack, async (proxy) => {
    expect((await known(await connected(proxy), brought)).size).toBe(10)
  })
})

it('files that the CDN does not serve yet stay unknown, without harm', async () => {
  const brought = files(3)
  await bring(await connected(), brought)
  await stack.control.settings({ cdnDelayMs: 600_000 })
  await withFreshProxy(stack, async (proxy) => {
    expect((await known(await connected(proxy), brought)).size).toBe(0)
  })
  expect((await known(await connected(), brought)).size).toBe(3)
})

it('deleted assets are no longer known; renamed ones still are', async () => {
  const brought = files(12)
  const panel = await connected()
  const outcomes = await panel.bring(brought)
  const ids = outcomes.map((outcome) => (outcome.type === 'uploaded' ? outcome.sent.asset.id : ''))
  expect((await known(panel, brought)).size).toBe(12)
  await change('DELETE', ids[0] ?? '')
  await change('PATCH', ids[1] ?? '', { altText: 'A harbour' })
  // A listing that is two seconds old still counts as fresh.
  const two = brought.slice(0, 2)
  await expect
    .poll(async () => [...(await known(panel, two)).keys()], { interval: 500 })
    .toEqual([md5Of(two[1]?.bytes ?? new Uint8Array())])
  expect((await known(panel, two)).get(md5Of(two[1]?.bytes ?? new Uint8Array()))?.how).toBe('sent')
})

it('the catalogue comes in pages, stored assets first', async () => {
  const panel = await connected()
  await bring(panel, files(105))
  const told = async (refresh: string) => {
    const answer = await panel.get(`/catalogue?refresh=${refresh}`)
    return (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; assets?: object[] })
  }
  const fresh = await told('now')
  expect(fresh.at(-1)).toMatchObject({ type: 'end' })
  const stored = await told('never')
  expect(stored[0]).toMatchObject({ type: 'stored', total: 105 })
  expect(stored.flatMap((line) => line.assets ?? [])).toHaveLength(105)
  expect(stored.flatMap((line) => line.assets ?? [])[0]).toMatchObject({
    contentType: 'text/plain',
    size: 500,
  })
})

it(`sites do not see each other's bytes`, async () => {
  const brought = files(2)
  await bring(await connected(), brought)
  const other = new MiniPanel(stack.proxy)
  await expect(other.connect(`${HARBOUR.slice(0, -1)}2`)).rejects.toThrow('session')
})
