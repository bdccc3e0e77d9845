/**
 * The proxy, killed while working and restarted on the same database: no file is on the site twice or lost, and no
 * record stays without bytes, whether or not its panel returns.
 */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { md5Of, MiniPanel, type PanelFile } from '../sandbox/mini-panel.ts'
import { NodePanel } from './node-panel.ts'
import { startProxyStack, type ProxyStack } from './stack.ts'
import { until } from '../../until.ts'

let stack: ProxyStack

beforeAll(async () => {
  stack = await startProxyStack({ UPSTREAM_TIMEOUT_MS: '5000' })
})
afterAll(async () => {
  await stack.stop()
})
afterEach(async () => {
  // Also restarts after a test that failed between killing and starting.
  if (stack.proxyProcess().signalCode !== null) await stack.startProxy()
})
beforeEach(async () => {
  await stack.control.settings({ ...QUIET })
  await stack.control.faults([])
  await stack.control.reset()
})

const QUIET = {
  rateLimit: 0,
  apiLatencyMs: 0,
  storageLatencyMs: 0,
  storageMbps: 0,
  policyTtlSeconds: 3600,
  duplicateHash: 'existing',
}

const files = (count: number, size = 2000): PanelFile[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `${i}.txt`,
    path: i % 3 ? [`Folder ${i % 3}`] : [],
    bytes: randomBytes(size),
  }))

async function expectOnSite(uploads: readonly PanelFile[]): Promise<void> {
  const objects = await stack.control.objects()
  const is = objects.map((object) => `${object.md5} ${object.folderPath}`).sort()
  const expected = uploads.map((one) => `${md5Of(one.bytes)} ${one.path.join('/')}`).sort()
  expect(is).toEqual(expected)
  expect((await stack.control.stats()).orphans).toBe(0)
}

async function connected(): Promise<MiniPanel> {
  const panel = new MiniPanel(stack.proxy)
  await panel.connect()
  return panel
}

/** Ages the proxy's data by this many minutes while it is down. */
function age(minutes: number): void {
  const database = new DatabaseSync(join(stack.dataDir, 'proxy.db'))
  const ms = minutes * 60_000
  for (const [table, ...columns] of [
    ['reservations', 'touched_at', 'held_until', 'expires_at'],
    ['suspects', 'since', 'until'],
    ['listings', 'started_at'],
  ]) {
    for (const column of columns) {
      database.exec(`update ${table} set ${column} = ${column} - ${ms} where ${column} > 0`)
    }
  }
  database.close()
}

/** Open claims. */
function claims(): number {
  const database = new DatabaseSync(join(stack.dataDir, 'proxy.db'), { readOnly: true })
  const row = database.prepare('select count(*) as n from reservations where asset is null').get()
  database.close()
  return Number(row?.['n'])
}

const ticketOf = (verdicts: Awaited<ReturnType<MiniPanel['reserve']>>): string => {
  const [verdict] = verdicts
  if (verdict?.verdict !== 'ticket') throw new Error(`No ticket: ${JSON.stringify(verdict)}`)
  return verdict.ticket
}

it('killed three times during a run with lost replies: every file is uploaded once', async () => {
  // A Webflow that does not recognise duplicates.
  await stack.control.settings({
    duplicateHash: 'new',
    apiLatencyMs: 60,
    storageLatencyMs: 60,
    storageMbps: 2,
  })
  await stack.control.faults([
    { op: 'createAsset', kind: 'lost-reply', rate: 0.1, seed: 5 },
    { op: 'putObject', kind: 'lost-reply', rate: 0.1, seed: 6 },
    { op: 'createFolder', kind: 'lost-reply', times: 1 },
  ])
  const uploads = files(60)
  const panel = new NodePanel(stack.proxy)
  await panel.connect()
  const bringing = panel.bring(uploads)
  for (let kills = 0; kills < 3; kills++) {
    await wait(400)
    await stack.killProxy()
    await wait(200)
    await stack.startProxy()
  }
  const { rows } = await bringing
  const ends = rows.map(({ state }) => state.phase)
  expect(ends.filter((phase) => phase !== 'uploaded' && phase !== 'existing')).toEqual([])
  await stack.control.faults([])
  await expectOnSite(uploads)
})

it('killed while sending: the ticket is valid again once its holder is known to be gone', async () => {
  await stack.control.settings({ storageMbps: 2 })
  const panel = await connected()
  const [one] = files(1, 1_000_000)
  const ticket = ticketOf(await panel.reserve([one]))
  const { bytesIn } = await stack.control.stats()
  const cut = panel.send(ticket, one.bytes).catch(() => 'cut')
  await until(async () => expect((await stack.control.stats()).bytesIn).toBeGreaterThan(bytesIn))
  await stack.killProxy()
  expect(await cut).toBe('cut')
  await stack.control.settings({ storageMbps: 0 })
  await stack.startProxy()
  await connected()
  expect((await panel.send(ticket, one.bytes)).status).toBe(502)
  age(1)
  expect((await panel.send(ticket, one.bytes)).status).toBe(200)
  await expectOnSite([one])
})

/** Webflow creates the record; the proxy is killed before it reads the answer. */
async function killWhileMaking(panel: MiniPanel, one: PanelFile): Promise<void> {
  await stack.control.settings({ apiLatencyMs: 300 })
  const cut = panel.reserve([one]).catch(() => 'cut')
  await until(() => {
    expect(claims()).toBe(1)
  })
  // Its call is on the way, and stopped it cannot take the answer, which comes all the same.
  await wait(100)
  stack.proxyProcess().kill('SIGSTOP')
  await until(async () => {
    expect((await stack.control.stats()).orphans).toBe(1)
  })
  await stack.killProxy()
  expect(await cut).toBe('cut')
  await stack.control.settings({ apiLatencyMs: 0 })
}

it('killed while creating a record that nobody asks for again: it is found and deleted', async () => {
  const [one] = files(1)
  await killWhileMaking(await connected(), one)
  // First the claim expires; its possible orphan is looked for once Webflow has surely finished.
  for (let rounds = 0; rounds < 2; rounds++) {
    age(11)
    await stack.startProxy()
    await wait(500)
    await stack.killProxy()
  }
  await stack.startProxy()
  expect((await stack.control.stats()).orphans).toBe(0)
})

it.each(['existing', 'new'])(
  'killed while creating a record that is asked for again (duplicateHash %s): it is uploaded once',
  async (duplicateHash) => {
    await stack.control.settings({ duplicateHash })
    const panel = await connected()
    const [one] = files(1)
    await killWhileMaking(panel, one)
    await stack.startProxy()
    expect(await panel.reserve([one])).toMatchObject([{ verdict: 'wait', reason: 'claimed' }])
    age(1)
    expect(await panel.bring([one])).toMatchObject([{ type: 'uploaded' }])
    await expectOnSite([one])
  },
)

it('abandoned records are deleted at the next start', async () => {
  const panel = await connected()
  await panel.reserve(files(5))
  expect((await stack.control.stats()).orphans).toBe(5)
  await stack.killProxy()
  age(60)
  await stack.startProxy()
  await until(async () => {
    expect((await stack.control.stats()).orphans).toBe(0)
  })
})

it('forms that expired while the proxy was down are replaced, and their records deleted', async () => {
  await stack.control.settings({ policyTtlSeconds: 1, duplicateHash: 'new' })
  const panel = await connected()
  const uploads = files(5)
  await panel.reserve(uploads)
  await stack.killProxy()
  await wait(1100)
  await stack.control.settings({ policyTtlSeconds: 3600 })
  await stack.startProxy()
  const outcomes = await panel.bring(uploads)
  expect(outcomes.map(({ type }) => type)).toEqual(uploads.map(() => 'uploaded'))
  await expectOnSite(uploads)
})
