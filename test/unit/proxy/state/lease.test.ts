/** Leases are renewed while their holder works, and expire soon after it dies. */
import { beforeEach, expect, it } from 'vitest'
import { openSql } from '../../../../src/proxy/hosts/node-sql.ts'
import { Site } from '../../../../src/proxy/state/site.ts'
import { LEASE_MS, renewing } from '../../../../src/proxy/state/lease.ts'
import { createLog } from '../../../../src/proxy/base/log.ts'
import { ProxyClock } from '../../../fakes/proxy-host.ts'
import { ASSETS, Conversation, hexId, testFile } from '../conversation.ts'
import { assetId, digest } from '../../../fakes/ids.ts'

const md5 = digest()
const asset = assetId()
let clock: ProxyClock
const logged: string[] = []

beforeEach(() => {
  clock = new ProxyClock()
  logged.length = 0
})

const log = createLog({ level: 'warn', now: () => 0, write: (line) => logged.push(line) })

/** Moves time on in steps, so that each timer can set the next one. */
async function pass(ms: number, on = clock): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1000) {
    on.advance(1000)
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}

it('a right is renewed for as long as the work takes, and no longer', async () => {
  let renewals = 0
  let finish = () => {}
  const work = new Promise<void>((resolve) => (finish = resolve))
  const done = renewing(
    { clock, log },
    () => {
      renewals += 1
      if (renewals === 2) throw new Error('The database is busy.')
    },
    () => work,
  )
  await pass(60_000)
  expect(renewals).toBe(12)
  expect(logged).toHaveLength(1)
  finish()
  await done
  await pass(60_000)
  expect([renewals, clock.pending]).toEqual([12, 0])
})

it('a claim that nobody renews is lost, and what it may have made is looked for', () => {
  const { claims, records } = new Site(openSql('file::memory:'), 'site', clock)
  const claim = (run: string) =>
    claims.claim({ md5, run, attempt: run, name: 'a', folder: null, size: 1, anew: false })
  expect(claim('one').type).toBe('won')
  clock.advance(LEASE_MS - 1)
  claims.keep(md5, 'one')
  claims.keep(md5, 'somebody else')
  clock.advance(LEASE_MS - 1)
  expect(claim('two').type).toBe('busy')
  clock.advance(1)
  expect(claim('two')).toMatchObject({ type: 'won', suspects: [{ attempt: 'one' }] })
  claims.keep(md5, 'one')
  clock.advance(LEASE_MS)
  records.giveUpAbandoned(clock.now(), [])
  expect(claim('three')).toMatchObject({ type: 'won', suspects: [{}, {}] })
})

it('a clock that is set back lets nobody wait until it has caught up', () => {
  const { claims, sends, folders, relisting } = new Site(openSql('file::memory:'), 'site', clock)
  const claim = { md5, name: 'a', folder: null, size: 1, anew: false }
  const take = (who: string) => [
    claims.claim({ ...claim, run: who, attempt: who }).type,
    folders.claim(null, 'Brand', who, LEASE_MS),
    relisting.begin(who, clock.now(), LEASE_MS).type,
  ]
  expect(take('one')).toEqual(['won', true, 'go'])
  expect(take('two')).toEqual(['busy', false, 'busy'])
  clock.advance(-3_600_000)
  expect(take('three')).toEqual(['won', true, 'go'])
  expect(take('four')).toEqual(['busy', false, 'busy'])
  const made = { asset, name: 'a', folder: null, url: null, contentType: '', form: '' }
  claims.created(md5, 'three', { ...made, owned: true, expiresAt: clock.now() + 7_200_000 })
  expect(sends.start(md5, 'three', asset, 'first').type).toBe('go')
  expect(sends.start(md5, 'three', asset, 'second').type).toBe('busy')
  clock.advance(-3_600_000)
  expect(sends.start(md5, 'three', asset, 'second').type).toBe('go')
})

it('a listing from before the clock was set back is old, and makes room for another', () => {
  const { relisting, catalogue, folders } = new Site(openSql('file::memory:'), 'site', clock)
  const list = (who: string) => {
    const { type } = relisting.begin(who, clock.now() - 6000, LEASE_MS)
    relisting.finish(who, false)
    folders.save(clock.now(), 1, [])
    return type
  }
  const ages = () =>
    [catalogue.listing().startedAt, folders.listedAt()].map((at) => clock.now() - at)
  expect([list('one'), list('two'), ...ages()]).toEqual(['go', 'fresh', 0, 0])
  clock.advance(-3_600_000)
  expect(Math.min(...ages())).toBeGreaterThan(3_600_000)
  expect([list('three'), list('four'), ...ages()]).toEqual(['go', 'fresh', 0, 0])
  // One that was broken off is not gone on with.
  relisting.begin('five', clock.now() + 1, LEASE_MS)
  relisting.leave('five')
  clock.advance(-3_600_000)
  expect(relisting.begin('six', clock.now(), LEASE_MS)).toMatchObject({ startedAt: clock.now() })
})

it('what an attempt says too late takes no record away that another one holds, or has filled', () => {
  const { claims, sends, leftovers } = new Site(openSql('file::memory:'), 'site', clock)
  const made = { asset, name: 'a', folder: null, url: null, contentType: '', form: '' }
  const created = { ...made, owned: true, expiresAt: clock.now() + 3_600_000 }
  const claim = { md5, name: 'a', folder: null, size: 1, anew: false }
  claims.claim({ ...claim, run: 'one', attempt: 'one' })
  clock.advance(LEASE_MS)
  claims.claim({ ...claim, run: 'two', attempt: 'two' })
  expect([claims.isCreating('a', null, 'one'), claims.isCreating('a', null, 'two')]).toEqual([
    true,
    false,
  ])
  expect(claims.created(md5, 'two', created)).toBe(true)
  // Webflow has handed the same record to both.
  expect(claims.created(md5, 'one', created)).toBe(false)
  leftovers.remove(md5, asset)
  expect(leftovers.removals()).toEqual([])
  sends.start(md5, 'two', asset, 'sender')
  const entry = { md5, size: 1, how: 'sent', asset, name: 'a', folder: null, url: null }
  expect(sends.finish('sender', { ...entry, how: 'sent' })).toBe(true)
  leftovers.remove(md5, asset)
  expect(leftovers.removals()).toEqual([])
})

it('a record that takes long to create is created once, even if others ask meanwhile', async () => {
  const proxy = await Conversation.open({ UPSTREAM_TIMEOUT_MS: '100000' })
  await proxy.connect()
  const file = testFile()
  let answer = () => {}
  proxy.webflow.on(`POST ${ASSETS}`, async () => {
    await new Promise<void>((resolve) => (answer = resolve))
    return proxy.webflow.created(hexId(), file.name)
  })
  const reserved = proxy.reserve(file)
  await pass(4 * LEASE_MS, proxy.host.clock)
  proxy.run = crypto.randomUUID()
  expect(await proxy.reserve(file)).toMatchObject([{ verdict: 'wait', reason: 'claimed' }])
  answer()
  expect(await reserved).toMatchObject([{ verdict: 'ticket' }])
  proxy.webflow.end()
})
