/** The proxy on Node against the sandbox, both as real processes: no failure loses a file or leaves an orphan. */
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
  await stack.control.settings({ rateLimit: 0 })
})

const file = (name: string, path: readonly string[] = [], size = 3000): PanelFile => ({
  name,
  path,
  bytes: randomBytes(size),
})

const files = (count: number, size = 3000): PanelFile[] =>
  Array.from({ length: count }, (_, i) =>
    file(`${i}.txt`, i % 2 ? [`Folder ${i % 5}`, 'inside'] : [], size),
  )

async function connected(): Promise<MiniPanel> {
  const panel = new MiniPanel(stack.proxy)
  await panel.connect()
  return panel
}

/** Every file is on the site once, with its bytes and in its folder; no record lacks bytes. */
async function expectOnSite(uploads: readonly PanelFile[]): Promise<void> {
  const objects = await stack.control.objects()
  const is = objects.map((object) => `${object.md5} ${object.folderPath}`).sort()
  const expected = uploads.map((one) => `${md5Of(one.bytes)} ${one.path.join('/')}`).sort()
  expect(is).toEqual(expected)
  expect((await stack.control.stats()).orphans).toBe(0)
}

async function createFolder(displayName: string): Promise<string> {
  const answer = await fetch(`${stack.api}/v2/sites/${HARBOUR}/asset_folders`, {
    method: 'POST',
    headers: { authorization: 'Bearer sandbox-token', 'content-type': 'application/json' },
    body: JSON.stringify({ displayName }),
  })
  return ((await answer.json()) as { id: string }).id
}

it('a file is uploaded once; the same file again sends nothing', async () => {
  const panel = await connected()
  const one = file('ünï "q" 画像\r\n.txt', ['Ordner', 'Ü'])
  const [first] = await panel.bring([one])
  expect(first).toMatchObject({ type: 'uploaded', sent: { md5: md5Of(one.bytes), size: 3000 } })
  await expectOnSite([one])
  const again = await connected()
  const [second] = await again.bring([one])
  expect(second).toMatchObject({ type: 'existing', verdict: { source: 'ledger' } })
  expect(again.sends).toBe(0)
  await expectOnSite([one])
})

it('the ledger survives a restart of the proxy', async () => {
  const one = file('a.txt')
  await (await connected()).bring([one])
  await stack.restartProxy()
  const [again] = await (await connected()).bring([one])
  expect(again).toMatchObject({ type: 'existing', verdict: { source: 'ledger' } })
})

it('an asset deleted on the site is uploaded again', async () => {
  const panel = await connected()
  const one = file('a.txt')
  const [first] = await panel.bring([one])
  const id = first?.type === 'uploaded' ? first.sent.asset.id : ''
  await fetch(`${stack.api}/v2/assets/${id}`, {
    method: 'DELETE',
    headers: { authorization: 'Bearer sandbox-token' },
  })
  // A listing counts as fresh for two seconds, even of a small site.
  await new Promise((resolve) => setTimeout(resolve, 2100))
  expect(await panel.bring([one])).toMatchObject([{ type: 'uploaded' }])
  await expectOnSite([one])
})

it('two panels that upload the same files at once create each of them once', async () => {
  const same = files(40)
  const outcomes = await Promise.all([
    (await connected()).bring(same),
    (await connected()).bring(same),
  ])
  expect(outcomes.flat().filter((outcome) => outcome.type === 'uploaded')).toHaveLength(40)
  expect(outcomes.flat().filter((outcome) => outcome.type === 'existing')).toHaveLength(40)
  await expectOnSite(same)
})

it('folders are created once, even if many files need them at once', async () => {
  const deep = Array.from({ length: 30 }, (_, i) => file(`${i}.txt`, ['A', `B${i % 3}`, 'C']))
  await Promise.all([
    (await connected()).bring(deep.slice(0, 15)),
    (await connected()).bring(deep.slice(15)),
  ])
  await expectOnSite(deep)
  const panel = await connected()
  const { folders } = (await (await panel.get('/folders')).json()) as { folders: unknown[] }
  expect(folders).toHaveLength(7)
})

describe.each(['existing', 'existing-no-upload', 'new'])('duplicateHash %s', (duplicateHash) => {
  it('handles bytes that Webflow has and the proxy does not know', async () => {
    await stack.control.settings({ duplicateHash })
    const one = file('old name.txt', ['Old'])
    await (await connected()).bring([one])
    const renamed = { ...one, name: 'new name.txt', path: ['New'] }
    await withFreshProxy(stack, async (proxy) => {
      const panel = new MiniPanel(proxy)
      await panel.connect()
      const [outcome] = await panel.bring([renamed])
      const existing = {
        type: 'existing',
        verdict: { source: 'webflow', asset: { name: one.name } },
      }
      expect(outcome).toMatchObject(duplicateHash === 'new' ? { type: 'uploaded' } : existing)
      expect(panel.sends).toBe(duplicateHash === 'new' ? 1 : 0)
    })
    expect((await stack.control.stats()).orphans).toBe(0)
    await expectOnSite(duplicateHash === 'new' ? [one, renamed] : [one])
  })

  it.each([
    { op: 'createAsset', kind: 'lost-reply', times: 3 },
    { op: 'createAsset', kind: 'status:500', times: 3 },
    { op: 'createAsset', kind: 'status:503', times: 3 },
    { op: 'createAsset', kind: 'garbage', times: 3 },
    { op: 'createAsset', kind: 'reset', times: 3 },
    { op: 'createAsset', kind: 'stall', times: 2 },
    { op: 'createAsset', kind: 'stall', times: 2, delayMs: 1300 },
    { op: 'createFolder', kind: 'lost-reply', times: 1 },
    { op: 'createFolder', kind: 'status:502', times: 1 },
    { op: 'listAssets', kind: 'status:500', times: 4 },
    { op: 'listFolders', kind: 'garbage', times: 1 },
    { op: 'putObject', kind: 'status:500', times: 3 },
    { op: 'putObject', kind: 'status:503', times: 3 },
    { op: 'putObject', kind: 'reset', times: 3, afterBytes: 1000 },
    { op: 'putObject', kind: 'lost-reply', times: 3 },
    { op: 'putObject', kind: 'garbage', times: 3 },
    { op: 'putObject', kind: 'wrong-etag', times: 3 },
    { op: 'putObject', kind: 'stall', times: 1 },
    { op: 'createAsset', kind: 'lost-reply', rate: 0.3, seed: 7 },
    { op: 'putObject', kind: 'reset', rate: 0.3, seed: 7 },
  ])('$op $kind passes: every file once, no record left', async (rule) => {
    await stack.control.settings({ duplicateHash })
    await stack.control.faults([rule])
    const uploads = files(12)
    const outcomes = await (await connected()).bring(uploads)
    expect(outcomes.map((outcome) => outcome.type)).toEqual(uploads.map(() => 'uploaded'))
    await expectOnSite(uploads)
  })

  it('leaves no record if storage never accepts the bytes', async () => {
    await stack.control.settings({ duplicateHash })
    await stack.control.faults([{ op: 'putObject', kind: 'status:500' }])
    const outcomes = await (await connected()).bring(files(4), 2)
    expect(outcomes.map((outcome) => outcome.type)).toEqual(Array(4).fill('failed'))
    await expectOnSite([])
  })
})

it('bytes other than those hashed fail for good, and leave no record', async () => {
  const panel = await connected()
  const one = file('a.txt')
  const [verdict] = await panel.reserve([one])
  const ticket = verdict?.verdict === 'ticket' ? verdict.ticket : ''
  const answer = await panel.send(ticket, randomBytes(3000))
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({ error: { code: 'digest-mismatch' } })
  await expectOnSite([])
})

it('a length other than announced fails for good, and leaves no record', async () => {
  const panel = await connected()
  const [verdict] = await panel.reserve([file('a.txt')])
  const ticket = verdict?.verdict === 'ticket' ? verdict.ticket : ''
  const answer = await panel.send(ticket, randomBytes(2999))
  expect(await answer.json()).toMatchObject({ error: { code: 'length-mismatch' } })
  await expectOnSite([])
})

it('an upload aborted by the panel closes the one to storage, and can be retried', async () => {
  await stack.control.settings({ storageMbps: 8 })
  const panel = await connected()
  const one = file('a.pdf', [], 4_000_000)
  const [verdict] = await panel.reserve([one])
  const ticket = verdict?.verdict === 'ticket' ? verdict.ticket : ''
  await expect(panel.send(ticket, one.bytes, AbortSignal.timeout(300))).rejects.toThrow(/abort/i)
  await stack.control.settings({ storageMbps: 0 })
  expect(await panel.bring([one])).toMatchObject([{ type: 'uploaded' }])
  await expectOnSite([one])
})

it.each(['status:503', 'reset'])(
  'a large file that storage refuses (%s) gets an error message, and is sent again',
  async (kind) => {
    await stack.control.faults([{ op: 'putObject', kind, times: 1 }])
    const panel = await connected()
    const one = file('a.pdf', [], 9_000_000)
    const [verdict] = await panel.reserve([one])
    const ticket = verdict?.verdict === 'ticket' ? verdict.ticket : ''
    const refused = await panel.send(ticket, one.bytes)
    expect(await refused.json()).toMatchObject({ error: { code: 'storage-unavailable' } })
    expect((await panel.send(ticket, one.bytes)).status).toBe(200)
    await expectOnSite([one])
  },
)

it('the same ticket sent twice at once stores the file once, unharmed', async () => {
  await stack.control.settings({ storageLatencyMs: 200 })
  const panel = await connected()
  const one = file('a.txt')
  const [verdict] = await panel.reserve([one])
  const ticket = verdict?.verdict === 'ticket' ? verdict.ticket : ''
  const answers = await Promise.all([panel.send(ticket, one.bytes), panel.send(ticket, one.bytes)])
  expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 502])
  await expectOnSite([one])
})

it('cancelled records are deleted; cancelling again is no error', async () => {
  const panel = await connected()
  const verdicts = await panel.reserve(files(10))
  const tickets = verdicts.flatMap((verdict) =>
    verdict.verdict === 'ticket' ? [verdict.ticket] : [],
  )
  expect(tickets).toHaveLength(10)
  expect(await panel.cancel(tickets)).toEqual({ deleted: 10, pending: 0 })
  expect(await panel.cancel(tickets)).toEqual({ deleted: 0, pending: 0 })
  await expectOnSite([])
})

it('a record that cannot be deleted now is deleted before its bytes are uploaded again', async () => {
  const panel = await connected()
  const one = file('a.txt')
  const [verdict] = await panel.reserve([one])
  await stack.control.faults([{ op: 'deleteAsset', kind: 'status:500' }])
  expect(await panel.cancel([verdict?.verdict === 'ticket' ? verdict.ticket : ''])).toEqual({
    deleted: 0,
    pending: 1,
  })
  await stack.control.faults([])
  expect(await panel.bring([one])).toMatchObject([{ type: 'uploaded' }])
  await expectOnSite([one])
})

it('an expired form is replaced, and its record deleted', async () => {
  await stack.control.settings({ policyTtlSeconds: 1 })
  const panel = await connected()
  const one = file('a.txt')
  const [verdict] = await panel.reserve([one])
  await new Promise((resolve) => setTimeout(resolve, 1100))
  const late = await panel.send(verdict?.verdict === 'ticket' ? verdict.ticket : '', one.bytes)
  expect(late.status).toBe(410)
  await stack.control.settings({ policyTtlSeconds: 3600 })
  expect(await panel.bring([one])).toMatchObject([{ type: 'uploaded' }])
  await expectOnSite([one])
})

it('a chosen folder that is gone is reported as missing', async () => {
  const panel = await connected()
  const folder = await createFolder('Chosen')
  expect(await panel.reserve([file('a.txt')], folder)).toMatchObject([{ verdict: 'ticket' }])
  await stack.control.reset()
  expect(await panel.reserve([file('b.txt')], folder)).toMatchObject([
    { verdict: 'refused', failure: { code: 'folder-missing' } },
  ])
})

it('a folder whose name Webflow refuses as taken is found', async () => {
  await stack.control.settings({ duplicateFolder: 'conflict' })
  const panel = await connected()
  await panel.bring([file('a.txt', ['One'])])
  await createFolder('Two')
  const two = file('b.txt', ['Two'])
  expect(await panel.bring([two])).toMatchObject([{ type: 'uploaded' }])
})

describe.each(['fixed', 'sliding'])('a %s window', (rateWindow) => {
  it('is not exceeded', async () => {
    await stack.control.settings({ rateLimit: 20, rateWindowMs: 3000, rateWindow })
    const panel = await connected()
    const uploads = files(60, 500)
    await panel.bring(uploads)
    await expectOnSite(uploads)
    const { operations } = await stack.control.stats()
    const refused = Object.values(operations).reduce((sum, by) => sum + (by['429'] ?? 0), 0)
    expect(refused).toBeLessThan(12)
  })
})

it('the log contains no secret', () => {
  const log = stack.log()
  expect(log).toContain('"message":"request"')
  expect(log).not.toContain('sandbox-token')
  expect(log).not.toMatch(/eyJ[\w-]{10,}\./)
  expect(log).not.toMatch(/X-Amz-Signature|Bearer/i)
})
