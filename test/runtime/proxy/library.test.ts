/** The library's calls with real processes: batches under failure, locales, and reading bytes back. */
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AltTextLine, ChangeLine, Locales } from '../../../src/core/wire-library.ts'
import { md5Of, MiniPanel, type PanelFile } from '../sandbox/mini-panel.ts'
import { startProxyStack, type ProxyStack } from './stack.ts'
import { until } from '../../until.ts'

let stack: ProxyStack
let panel: MiniPanel

beforeAll(async () => {
  stack = await startProxyStack({ UPSTREAM_TIMEOUT_MS: '10000' })
})
afterAll(async () => {
  await stack.stop()
})
beforeEach(async () => {
  await stack.control.reset()
  await stack.control.faults([])
  await stack.control.settings({ rateLimit: 0, rateWindowMs: 60_000 })
  panel = new MiniPanel(stack.proxy)
  await panel.connect()
})

const files = (count: number, size = 300): PanelFile[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `${i}.txt`,
    path: i % 2 ? ['Folder'] : [],
    bytes: randomBytes(size),
  }))

async function bring(brought: readonly PanelFile[]): Promise<string[]> {
  const outcomes = await panel.bring(brought)
  return outcomes.map((outcome) => {
    if (outcome.type !== 'uploaded') throw new Error(`Not uploaded: ${JSON.stringify(outcome)}`)
    return outcome.sent.asset.id
  })
}

async function lines<T>(answer: Response): Promise<T[]> {
  const all = (await answer.text()).trim().split('\n')
  return all.map((line) => JSON.parse(line) as T)
}

/** Makes all changes; repeats those that must wait or failed temporarily. */
async function changeAll(
  path: '/edit' | '/delete',
  items: readonly unknown[],
): Promise<readonly ChangeLine[]> {
  const done: ChangeLine[] = []
  let open = [...items]
  for (let round = 0; open.length > 0 && round < 30; round++) {
    const body = path === '/edit' ? { edits: open } : { assets: open }
    const told = await lines<ChangeLine>(await panel.post(path, body))
    expect(told).toHaveLength(open.length + 1)
    done.push(...told.filter(({ type }) => type === 'done'))
    const waits = told.flatMap((line) => (line.type === 'wait' ? [line.retryAfterMs] : []))
    const left = told.flatMap((line) =>
      line.type === 'wait' || line.type === 'refused' ? [line.index] : [],
    )
    open = open.filter((_, index) => left.includes(index))
    if (waits.length > 0) await wait(Math.max(...waits))
  }
  return done
}

it('names and alt texts of many assets are changed, per locale', async () => {
  const ids = await bring(files(30))
  const { primary, secondary } = (await (await panel.get('/locales')).json()) as Locales
  expect(primary?.tag).toBe('en')
  const localeId = secondary.find(({ tag }) => tag === 'de')?.id
  const edits = ids.flatMap((asset, i): object[] => [
    { asset, name: `new ${i}.txt`, altText: `Text ${i}` },
    { asset, altText: `Wort ${i}`, localeId },
  ])
  await stack.control.faults([
    { op: 'updateAsset', kind: 'lost-reply', rate: 0.15, seed: 3 },
    { op: 'updateAsset', kind: 'status:500', rate: 0.15, seed: 4 },
    { op: 'updateAsset', kind: 'garbage', rate: 0.15, seed: 5 },
  ])
  expect(await changeAll('/edit', edits)).toHaveLength(60)
  await stack.control.faults([])
  const objects = await stack.control.objects()
  const named = objects.map((one) => `${one.assetId} ${one.displayName} ${one.altText}`)
  const wanted = ids.map((asset, i) => `${asset} new ${i}.txt Text ${i}`)
  expect(named.toSorted()).toEqual(wanted.toSorted())
  const told = await lines<AltTextLine>(await panel.get(`/alt-texts?locale=${localeId}`))
  const texts = told.flatMap((line) => (line.type === 'page' ? line.texts : []))
  expect(new Set(texts.map(({ altText }) => altText))).toEqual(
    new Set(ids.map((_, i) => `Wort ${i}`)),
  )
})

it('many assets are deleted despite lost replies, and can be uploaded again', async () => {
  const brought = files(30)
  const ids = await bring(brought)
  await stack.control.faults([
    { op: 'deleteAsset', kind: 'lost-reply', rate: 0.3, seed: 3 },
    { op: 'deleteAsset', kind: 'status:503', rate: 0.2, seed: 4 },
  ])
  expect(await changeAll('/delete', ids)).toHaveLength(30)
  expect(await stack.control.objects()).toEqual([])
  await stack.control.faults([])
  await bring(brought)
  expect(await stack.control.objects()).toHaveLength(30)
})

it('more changes than the budget of a minute wait, with almost no refusals', async () => {
  const ids = await bring(files(40))
  await stack.control.settings({ rateLimit: 20, rateWindowMs: 2000 })
  const edits = ids.map((asset, i) => ({ asset, name: `n${i}.txt` }))
  expect(await changeAll('/edit', edits)).toHaveLength(40)
  const { operations } = await stack.control.stats()
  expect(operations['updateAsset']?.['429'] ?? 0).toBeLessThan(10)
  const names = (await stack.control.objects()).map(({ displayName }) => displayName)
  expect(names.toSorted()).toEqual(ids.map((_, i) => `n${i}.txt`).toSorted())
})

it('a proxy that stops during changes loses none of them', async () => {
  const ids = await bring(files(30))
  await stack.control.settings({ apiLatencyMs: 50 })
  const edits = ids.map((asset, i) => ({ asset, name: `n${i}.txt` }))
  const cut = panel
    .post('/edit', { edits })
    .then((answer) => answer.text())
    .catch(() => 'cut')
  await until(async () =>
    expect((await stack.control.stats()).operations['updateAsset']?.['200']).toBeGreaterThan(0),
  )
  stack.proxyProcess().kill('SIGKILL')
  expect(await cut).not.toContain('"end"')
  await stack.restartProxy()
  expect(await changeAll('/edit', edits)).toHaveLength(30)
  const names = (await stack.control.objects()).map(({ displayName }) => displayName)
  expect(names.toSorted()).toEqual(ids.map((_, i) => `n${i}.txt`).toSorted())
})

describe('the bytes of assets', () => {
  it('are returned unchanged, with type and length', async () => {
    const bytes = randomBytes(3_000_000)
    const [id] = await bring([{ name: 'ü "q".pdf', path: [], bytes }])
    const answer = await panel.get(`/bytes?asset=${id}`)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-length')).toBe('3000000')
    expect(md5Of(new Uint8Array(await answer.arrayBuffer()))).toBe(md5Of(bytes))
  })

  it('are never treated as complete if the host cuts them off', async () => {
    const [id] = await bring([{ name: 'a.pdf', path: [], bytes: randomBytes(1_000_000) }])
    await stack.control.faults([{ op: 'getObject', kind: 'reset', afterBytes: 1000, times: 1 }])
    const cut = panel
      .get(`/bytes?asset=${id}`)
      .then(async (answer) => (answer.ok ? (await answer.arrayBuffer()).byteLength : answer.status))
    await expect(cut.catch(() => 'cut')).resolves.not.toBe(1_000_000)
    expect((await (await panel.get(`/bytes?asset=${id}`)).arrayBuffer()).byteLength).toBe(1_000_000)
  })

  it('pass in constant memory', async () => {
    const ids = await bring(
      Array.from({ length: 8 }, (_, i) => ({
        name: `${i}.pdf`,
        path: [],
        bytes: randomBytes(10_000_000),
      })),
    )
    const child = stack.proxyProcess()
    // Writing 5 resets the peak to the current value (proc(5), read 2026-11-24).
    writeFileSync(`/proc/${child.pid}/clear_refs`, '5')
    const peak = () =>
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1])
    const before = peak()
    const read = async (id: string) => {
      let size = 0
      const answer = await panel.get(`/bytes?asset=${id}`)
      for await (const chunk of answer.body ?? []) size += chunk.byteLength
      return size
    }
    const sizes = await Promise.all([...ids, ...ids, ...ids].map(read))
    expect(new Set(sizes)).toEqual(new Set([10_000_000]))
    // 24 files of 10 MB would be 240 MB in memory.
    expect((peak() - before) / 1024).toBeLessThan(80)
  })
})
