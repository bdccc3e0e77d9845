/**
 * The Data API calls for a second drop of 3,000 unchanged files, counted by the sandbox: with the proxy that sent them, and
 * with a proxy that knows nothing of the site and reads the hosted files. Without a ledger, each file would cost a create.
 */
import { randomBytes } from 'node:crypto'
import { MiniPanel, md5Of, type PanelFile } from '../runtime/sandbox/mini-panel.ts'
import { withFreshProxy } from '../runtime/proxy/fresh.ts'
import { startProxyStack, type ProxyStack } from '../runtime/proxy/stack.ts'
import type { Figure } from './figure.ts'

const FILES = 3000
/** Pages of a listing. */
const PAGES = FILES / 100
const BATCHES_AT_ONCE = 3
/** Most digests and most files that one request may name. */
const KNOWN = 1000
const RESERVE = 100

export async function benchReDrop(machine: string): Promise<readonly Figure[]> {
  const stack = await startProxyStack({ UPSTREAM_TIMEOUT_MS: '30000', LOG_LEVEL: 'error' })
  try {
    await stack.control.settings({ rateLimit: 0 })
    const files = Array.from({ length: FILES }, (_, i) => fileOf(i))
    await inBatches(files, RESERVE, async (batch) => {
      await (await connected(stack.proxy)).bring(batch)
    })
    const warm = await callsFor(stack, () => drop(stack.proxy, files))
    let cold = Number.NaN
    await withFreshProxy(stack, async (proxy) => {
      cold = await callsFor(stack, () => drop(proxy, files))
    })
    return [
      figureOf('by the proxy that sent them', warm, machine),
      figureOf('by a proxy that knows nothing of the site', cold, machine),
    ]
  } finally {
    await stack.stop()
  }
}

// Helpers

const figureOf = (how: string, ours: number, machine: string): Figure => ({
  name: `second drop of ${FILES} files, ${how}: calls to Webflow`,
  unit: 'calls',
  ours,
  peers: { 'a create for each': FILES },
  ratio: { 'a create for each': FILES / ours },
  limit: PAGES,
  runs: 1,
  machine,
})

const fileOf = (i: number): PanelFile => ({
  name: `${i}.txt`,
  path: [`Folder ${i % 20}`],
  bytes: randomBytes(200 + (i % 400)),
})

async function connected(proxy: string): Promise<MiniPanel> {
  const panel = new MiniPanel(proxy)
  await panel.connect()
  return panel
}

/** As the panel does: asks what is known, and would reserve the rest. */
async function drop(proxy: string, files: readonly PanelFile[]): Promise<void> {
  const panel = await connected(proxy)
  let known = 0
  for (let i = 0; i < files.length; i += KNOWN) {
    const asked = files.slice(i, i + KNOWN)
    const wanted = asked.map(({ bytes }) => ({ md5: md5Of(bytes), size: bytes.length }))
    const answer = await panel.post('/known', { files: wanted })
    known += (await answer.text()).split('"type":"known"').length - 1
  }
  if (known !== files.length) throw new Error(`Only ${known} of ${files.length} files are known.`)
}

/** Calls of the Data API that concern assets, while `work` is done. */
async function callsFor(stack: ProxyStack, work: () => Promise<void>): Promise<number> {
  const before = await calls(stack)
  await work()
  return (await calls(stack)) - before
}

async function calls(stack: ProxyStack): Promise<number> {
  const { operations } = await stack.control.stats()
  const counted = [
    'createAsset',
    'listAssets',
    'getAsset',
    'updateAsset',
    'deleteAsset',
    'listFolders',
  ]
  return counted
    .flatMap((name) => Object.values(operations[name] ?? {}))
    .reduce((sum, count) => sum + count, 0)
}

async function inBatches<T>(
  items: readonly T[],
  size: number,
  work: (batch: readonly T[]) => Promise<void>,
): Promise<void> {
  const batches = Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  )
  const rest = batches.values()
  const lane = async () => {
    for (const batch of rest) await work(batch)
  }
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, lane))
}
