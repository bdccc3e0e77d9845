/** Two panels and three proxies share one token: they use its budget fully and don't exceed it. */
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { MiniPanel, type PanelFile } from '../sandbox/mini-panel.ts'
import { NodePanel } from './node-panel.ts'
import { startProxyStack, type ProxyStack } from './stack.ts'
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

/** Each panel has names of its own: a name that the site has with other bytes would wait for a person's answer. */
const files = (panel: string, count: number): PanelFile[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `${panel}-${i}.txt`,
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

/** Until Webflow has answered as many calls as a window holds. */
async function windowSpent(): Promise<void> {
  while ((await calls()).made < LIMIT) await wait(20)
}

/** Clicks on a folder until `isOver`. @throws Error when a click is refused. */
async function click(isOver: () => boolean): Promise<void> {
  const person = new MiniPanel(balancer.url)
  await person.connect()
  while (!isOver()) {
    // Folders are listed anew once they are two seconds old.
    await wait(2100)
    const answer = await person.get('/folders')
    if (!answer.ok) throw new Error(`The click was refused: ${answer.status}`)
  }
}

it.each(['fixed', 'sliding'])(
  'three proxies share a %s window: side by side, and a few files do not wait for many',
  async (rateWindow) => {
    await stack.control.settings({ rateLimit: LIMIT, rateWindowMs: WINDOW_MS, rateWindow })
    await stack.control.reset()
    const [one, two, late] = await openPanels(3)
    const ended: string[] = []
    let isOver = false
    const clicking = click(() => isOver)
    const [first, second, few] = await Promise.all([
      one?.bring(files('one', 100)).finally(() => ended.push('many')),
      two?.bring(files('two', 100)).finally(() => ended.push('many')),
      windowSpent().then(() => late?.bring(files('late', 10)).finally(() => ended.push('few'))),
    ])
    isOver = true
    for (const brought of [first, second, few]) {
      expect(new Set(brought?.rows.map(({ state }) => state.phase))).toEqual(new Set(['uploaded']))
    }
    const { made, refused } = await calls()
    expect(refused / made).toBeLessThanOrEqual(0.01)
    // How long all of it takes is the benchmark's to say (`rate-limited`).
    // Side by side: half of each is there before all of the other; and the few have not waited for the many.
    const [half, otherHalf] = [first, second].map((brought) => brought?.arrivals[50])
    expect(half).toBeLessThan(second?.arrivals.at(-1) ?? 0)
    expect(otherHalf).toBeLessThan(first?.arrivals.at(-1) ?? 0)
    expect(ended[0]).toBe('few')
    await clicking
    expect((await stack.control.stats()).orphans).toBe(0)
  },
)
