/** Webflow created a record, but its reply was lost. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sweepSites, sitesWithWork } from '../../../../src/proxy/uploads/sweeper.ts'
import type { ScriptedAnswer } from '../../../fakes/scripted-webflow.ts'
import { ASSETS, Conversation, hexId, testFile, type TestFile } from '../conversation.ts'

let proxy: Conversation

beforeEach(async () => {
  proxy = await Conversation.open()
  await proxy.connect()
})
afterEach(() => {
  proxy.webflow.end()
})

const listing = (...assets: object[]): ScriptedAnswer => ({ json: { assets } })
const asset = (id: string, more: object = {}): object => ({
  id,
  displayName: 'a.txt',
  originalFileName: 'a.txt',
  size: 0,
  folderId: null,
  createdOn: '2026-11-24T12:00:00Z',
  ...more,
})

it('a record is kept, though its call could not be counted', async () => {
  const { deps } = proxy.host
  const { budget } = deps
  let isLost = true
  const failing = (token: string) => {
    const handle = budget(token)
    return {
      take: (...args: Parameters<typeof handle.take>) => handle.take(...args),
      view: () => handle.view(),
      settle: (...args: Parameters<typeof handle.settle>) => {
        if (isLost) throw new Error('The object of this budget was reset.')
        return handle.settle(...args)
      },
    }
  }
  Object.assign(deps, { budget: failing })
  expect(await proxy.ticketFor(testFile())).not.toBe('')
  isLost = false
  expect(await proxy.ticketFor(testFile())).not.toBe('')
})

describe('a create whose answer was lost', () => {
  const lose = async (file: TestFile) => {
    proxy.webflow.on(`POST ${ASSETS}`, { status: 502 })
    expect(await proxy.reserve(file)).toMatchObject([
      { verdict: 'refused', failure: { code: 'webflow-unavailable' } },
    ])
    proxy.host.clock.advance(10)
  }

  it('is looked for, and its record deleted, before the next one', async () => {
    const file = testFile()
    const [lost, older, filled, fresh] = [hexId(), hexId(), hexId(), hexId()]
    await lose(file)
    const candidates = [
      asset(lost),
      asset(older, { createdOn: '2026-11-24T11:00:00Z' }),
      asset(filled, { size: 5 }),
      asset(hexId(), { folderId: hexId() }),
    ]
    proxy.webflow.on(`GET ${ASSETS}`, listing(...candidates))
    proxy.webflow.on(`GET /v2/assets/${lost}`, { json: asset(lost) })
    proxy.webflow.on(`DELETE /v2/assets/${lost}`, { status: 204 })
    expect(await proxy.ticketFor(file, fresh)).not.toBe('')
  })

  it.each([-5 * 60_000, 30 * 60_000])(
    'is found though Webflow’s clock differs by %i ms from ours',
    async (ahead) => {
      const file = testFile()
      const lost = hexId()
      await lose(file)
      const theirs = new Date(proxy.host.clock.now() + ahead)
      const record = asset(lost, { createdOn: theirs.toISOString() })
      const headers = { date: theirs.toUTCString() }
      proxy.webflow.on(`GET ${ASSETS}`, { ...listing(record), headers })
      proxy.webflow.on(`GET /v2/assets/${lost}`, { json: record, headers })
      proxy.webflow.on(`DELETE /v2/assets/${lost}`, { status: 204, headers })
      expect(await proxy.ticketFor(file)).not.toBe('')
    },
  )

  it('does not cost another file of the same name its record', async () => {
    const file = testFile()
    await lose(file)
    const id = hexId()
    await proxy.ticketFor(testFile(), id)
    proxy.webflow.on(`GET ${ASSETS}`, listing(asset(id)))
    expect(await proxy.ticketFor(file)).not.toBe('')
  })

  it('is looked for once more by the sweeper, for Webflow may be late', async () => {
    const file = testFile()
    const late = hexId()
    await lose(file)
    proxy.host.clock.advance(11 * 60_000)
    proxy.webflow.on(`GET ${ASSETS}`, listing(asset(late)))
    proxy.webflow.on(`GET /v2/assets/${late}`, { json: asset(late) })
    proxy.webflow.on(`DELETE /v2/assets/${late}`, { status: 204 })
    await sweepSites(proxy.host.deps, sitesWithWork(proxy.host.sql))
    expect(sitesWithWork(proxy.host.sql)).toEqual([])
  })
})
