/**
 * What Webflow's limit costs: 300 files in windows of 72 calls in 10 seconds, as times the floor. The panel's own flow
 * with one proxy, beside the official SDK six at a time with patience (it honours `Retry-After`); then two panels with
 * 150 files each, on one token through three proxies. One run each: it is the windows that take the time.
 */
import { randomBytes } from 'node:crypto'
import { WebflowClient } from 'webflow-api'
import { HARBOUR, type PanelFile } from '../runtime/sandbox/mini-panel.ts'
import { NodePanel } from '../runtime/proxy/node-panel.ts'
import { startProxyStack, type ProxyStack } from '../runtime/proxy/stack.ts'
import { roundRobin } from '../runtime/proxy/round-robin.ts'
import type { Figure } from './figure.ts'

const FILES = 300
/** Not a part of {@link FILES}, so that a call more or less does not make a window more or less. */
const LIMIT = 72
const WINDOW_MS = 10_000
/** The shortest possible time for so many creates: the first ones start at once, the last ones in the last window. */
const FLOOR_MS = (Math.ceil(FILES / LIMIT) - 1) * WINDOW_MS

/** The most of our calls that may be answered 429, as a part of all. */
const OURS_REFUSED = 0.01

type WindowKind = 'fixed' | 'sliding'

export async function benchRateLimited(machine: string): Promise<readonly Figure[]> {
  const stack = await startProxyStack({ UPSTREAM_TIMEOUT_MS: '30000', LOG_LEVEL: 'warn' })
  const others = [await stack.anotherProxy(), await stack.anotherProxy()]
  const balancer = await roundRobin([stack.proxy, ...others])
  const figures: Figure[] = []
  try {
    for (const kind of ['fixed', 'sliding'] as const) {
      const name = `${FILES} files, ${LIMIT} calls in ${WINDOW_MS / 1000} s (${kind}): time over the floor`
      const one = await measured(stack, kind, OURS_REFUSED, () => panels([stack.proxy]))
      // Its waiting time is the same with both, and takes a minute.
      const isCompared = kind === 'fixed'
      const sdk = isCompared && (await measured(stack, kind, 1, () => sdkSixAtOnce(stack.api)))
      const peers = sdk === false ? {} : { 'SDK six at a time': sdk }
      const ratio = sdk === false ? {} : { 'SDK six at a time': sdk / one }
      figures.push({ name, unit: '×', ours: one, peers, ratio, limit: 1.03, runs: 1, machine })
      const both = [balancer.url, balancer.url]
      const two = await measured(stack, kind, OURS_REFUSED, () => panels(both))
      const shared = `${name}, two panels and three proxies`
      figures.push({
        name: shared,
        unit: '×',
        ours: two,
        peers: {},
        ratio: {},
        limit: 1.05,
        runs: 1,
        machine,
      })
    }
    return figures
  } finally {
    await balancer.stop()
    await stack.stop()
  }
}

// Helpers

/** @throws Error when files are missing, or a larger part of the calls than `mostRefused` was answered 429. */
async function measured(
  stack: ProxyStack,
  rateWindow: WindowKind,
  mostRefused: number,
  work: () => Promise<void>,
): Promise<number> {
  await stack.control.settings({ rateLimit: LIMIT, rateWindowMs: WINDOW_MS, rateWindow })
  await stack.control.reset()
  const startedAt = performance.now()
  await work()
  const ms = performance.now() - startedAt
  const stored = (await stack.control.objects()).length
  if (stored !== FILES) throw new Error(`Only ${stored} of ${FILES} files are there.`)
  const { operations } = await stack.control.stats()
  const answers = Object.entries(operations).filter(([name]) => !name.endsWith('Object'))
  const all = answers.reduce((sum, [, by]) => sum + total(by), 0)
  const refused = answers.reduce((sum, [, by]) => sum + (by['429'] ?? 0), 0)
  if (refused > mostRefused * all) throw new Error(`${refused} of ${all} calls were refused.`)
  return ms / FLOOR_MS
}

const total = (byStatus: Readonly<Record<string, number>>): number =>
  Object.values(byStatus).reduce((sum, count) => sum + count, 0)

/** Names are new each time: one that the site has with other bytes would wait for a person's answer. */
const freshFiles = (count: number): PanelFile[] =>
  Array.from({ length: count }, () => ({
    name: `photo ${crypto.randomUUID()}.jpg`,
    path: [],
    bytes: randomBytes(2000),
  }))

/** A panel for each address, with an equal part of the files. */
async function panels(urls: readonly string[]): Promise<void> {
  await Promise.all(
    urls.map(async (url) => {
      const panel = new NodePanel(url)
      await panel.connect()
      await panel.bring(freshFiles(FILES / urls.length))
    }),
  )
}

async function sdkSixAtOnce(api: string): Promise<void> {
  const client = new WebflowClient({
    accessToken: 'sandbox-token',
    environment: { base: `${api}/v2`, dataApi: `${api}/v2`, contentDeliveryApi: `${api}/v2` },
    maxRetries: 100,
  })
  const files = freshFiles(FILES)
  const lane = async (): Promise<void> => {
    for (let file = files.pop(); file !== undefined; file = files.pop()) {
      const bytes = new Uint8Array(file.bytes).buffer
      await client.assets.utilities.createAndUpload(HARBOUR, { file: bytes, fileName: file.name })
    }
  }
  await Promise.all(Array.from({ length: 6 }, lane))
}
