/** Two panels and three proxies share one token: they use its budget fully and don't exceed it. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { MiniPanel, type PanelFile } from '../sandbox/mini-panel.ts'
import { NodePanel } from './node-panel.ts'
import { startProxyStack, type ProxyStack } from './stack.ts'
import { until } from '../../until.ts'
import { roundRobin, type RoundRobin } from './round-robin.ts'

const LIMIT = 60
const WINDOW_MS = 3000

let stack: ProxyStack
let balancer: RoundRobin

beforeAll(async () => {
  stack = await startProxyStack({ UPSTREAM_TIMEOUT_MS: '10000', LOG_LEVEL: 'warn' })
  const others = [await stack.anotherProxy(), await stack.anotherProxy()]
  balancer = await roundRobin([stack.proxy, ...others])
})
afterAll(async () => {
  await balancer.stop()
  await stack.stop()
})

const files = (count: number): PanelFile[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `${i}.txt`,
    path: [],
    bytes: randomBytes(200),
  }))

async function openPanels(count: number): Promise<NodePanel[]> {
  const panels = Array.from({ length: count }, () => new NodePanel(balancer.url))
  for (const panel of panels) await panel.connect()
  return panels
}

/** Calls to Webflow, and how many of them got 429. */
async function calls(): Promise<{ readonly made: number; readonly refused: number }> {
  const { operations } = await stack.control.stats()
  const api = Object.entries(operations).filter(([name]) => !name.endsWith('Object'))
  const statuses = api.flatMap(([, byStatus]) => Object.entries(byStatus))
  const sum = (all: typeof statuses) => all.reduce((total, [, count]) => total + count, 0)
  return {
    made: sum(statuses.filter(([status]) => status !== '429')),
    refused: sum(statuses.filter(([status]) => status === '429')),
  }
}

const countOf = async (name: string): Promise<number> => {
  const byStatus = (await stack.control.stats()).operations[name] ?? {}
  return Object.values(byStatus).reduce((sum, count) => sum + count, 0)
}

/** Opens the folders until the proxy asks Webflow for them: a listing counts as fresh for two seconds. */
async function click(): Promise<void> {
  const person = new MiniPanel(balancer.url)
  await person.connect()
  const before = await countOf('listFolders')
  await until(async () => {
    const answer = await person.get('/folders')
    if (!answer.ok) throw new Error(`The click was refused: ${answer.status}`)
    expect(await countOf('listFolders')).toBeGreaterThan(before)
  })
}

// The benchmark `rate-limited` measures how close a run gets to the limit; this test checks only the order.
it.each(['fixed', 'sliding'])(
  'three proxies share a %s window: runs progress in parallel, and neither a small run nor a click waits for a large run',
  async (rateWindow) => {
    await stack.control.settings({ rateLimit: LIMIT, rateWindowMs: WINDOW_MS, rateWindow })
    await stack.control.reset()
    const [one, two, late] = await openPanels(3)
    const ends: string[] = []
    const ending = <T>(name: string, work: Promise<T> | undefined): Promise<T | undefined> =>
      Promise.resolve(work).finally(() => ends.push(name))
    const many = [ending('one', one?.bring(files(100))), ending('two', two?.bring(files(100)))]
    await until(async () => expect((await stack.control.objects()).length).toBeGreaterThan(20))
    const [few] = await Promise.all([
      ending('few', late?.bring(files(10))),
      ending('click', click()),
    ])
    const [first, second] = await Promise.all(many)
    for (const brought of [first, second, few]) {
      expect(new Set(brought?.rows.map(({ state }) => state.phase))).toEqual(new Set(['uploaded']))
    }
    const { made, refused } = await calls()
    expect(refused / made).toBeLessThanOrEqual(0.01)
    // The small run and the click finish while both long runs still work.
    expect(ends.slice(0, 2).toSorted()).toEqual(['click', 'few'])
    // In parallel: half of each is done before the other ends.
    for (const [run, other] of [
      [first, second],
      [second, first],
    ]) {
      expect(run?.arrivals[50]).toBeLessThan(other?.arrivals.at(-1) ?? 0)
    }
    expect((await stack.control.stats()).orphans).toBe(0)
  },
)
