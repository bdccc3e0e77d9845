import { describe, expect, it } from 'vitest'
import { rowId } from '../../../../src/core/brands.ts'
import type { Failure } from '../../../../src/core/failure.ts'
import { MOST_TRIES } from '../../../../src/panel/flow/jobs/retry.ts'
import { idle } from '../../../fakes/manual-clock.ts'
import { many, startRun, taken } from '../../../fakes/run-harness.ts'

const unreachable: Failure = { code: 'proxy-unreachable', message: 'gone' }

describe('waiting', () => {
  it('waits as long as the proxy asks', async () => {
    const { run, clock, state, proxy, finish } = startRun()
    let asked = 0
    proxy.verdictFor = ({ row }) =>
      asked++ === 0 ? { verdict: 'wait', row, reason: 'budget', retryAfterMs: 5000 } : undefined
    run.add([taken('1.png')], null)
    await clock.advance(4999)
    expect(state(1)).toMatchObject({ phase: 'waiting', reason: 'budget' })
    expect(proxy.reserved).toHaveLength(1)
    await clock.advance(1)
    expect(proxy.reserved).toHaveLength(2)
    await finish()
    expect(state(1).phase).toBe('uploaded')
  })

  it('does not flood a proxy whose budget is spent', async () => {
    const { run, clock, proxy, rows } = startRun()
    proxy.verdictFor = ({ row }) => ({
      verdict: 'wait',
      row,
      reason: 'budget',
      retryAfterMs: 60_000,
    })
    run.add(many(2000), null)
    await clock.advance(59_000)
    expect(proxy.reserved.flat().length).toBeLessThanOrEqual(38)
    expect(rows.filter(({ state }) => state.phase === 'waiting')).not.toHaveLength(0)
  })

  it('uploads other files while another panel uploads some', async () => {
    const { run, clock, proxy, rows } = startRun()
    proxy.verdictFor = ({ row }) =>
      row <= 60 ? { verdict: 'wait', row, reason: 'claimed', retryAfterMs: 60_000 } : undefined
    run.add(many(100), null)
    await clock.advance(0)
    expect(rows.filter(({ state }) => state.phase === 'uploaded')).toHaveLength(40)
  })
})

describe('a failure', () => {
  it('is retried after a backoff, with the same run id', async () => {
    const { run, clock, proxy, state, finish } = startRun()
    proxy.failNext('reserve', unreachable)
    run.add([taken('1.png')], null)
    await clock.advance(999)
    expect(state(1)).toMatchObject({ phase: 'waiting', reason: 'offline' })
    expect(proxy.reserved).toHaveLength(1)
    await finish()
    expect(state(1).phase).toBe('uploaded')
  })

  it('of a cut answer repeats only rows without a verdict, and makes nothing twice', async () => {
    const { run, proxy, finish, rows } = startRun()
    run.add(many(20), null)
    proxy.cutAfter = 3
    await finish()
    expect(rows.every(({ state }) => state.phase === 'uploaded')).toBe(true)
    expect(proxy.records.size).toBe(20)
    expect(proxy.sent).toHaveLength(20)
  })

  it('of a send is retried with the same record', async () => {
    const { run, proxy, finish, state } = startRun()
    proxy.failNext('send', unreachable, { code: 'storage-unavailable', message: 'cut' })
    run.add([taken('1.png')], null)
    await finish()
    expect(state(1).phase).toBe('uploaded')
    expect(proxy.reserved).toHaveLength(1)
  })

  it('of an expired ticket reserves again', async () => {
    const { run, proxy, finish, state, phasesOf } = startRun()
    proxy.failNext('send', { code: 'ticket-expired', message: 'too late' })
    run.add([taken('1.png')], null)
    await finish()
    expect(state(1).phase).toBe('uploaded')
    expect(phasesOf(1)?.filter((phase) => phase === 'reserving')).toHaveLength(2)
  })

  it('gives up the record after the last try, and a retry starts over', async () => {
    const { run, proxy, finish, state } = startRun()
    const failure: Failure = { code: 'storage-unavailable', message: 'gone' }
    proxy.failNext('send', ...Array.from({ length: MOST_TRIES }, () => failure))
    run.add([taken('1.png')], null)
    await finish()
    expect(state(1)).toMatchObject({ phase: 'failed', failure })
    expect(proxy.orphans()).toEqual([])
    run.retry([rowId(1)])
    await finish()
    expect(state(1).phase).toBe('uploaded')
  })

  it('asks for another record if storage keeps refusing one', async () => {
    const { run, finish, state, proxy } = startRun()
    const refused: Failure = { code: 'storage-refused', message: 'no' }
    proxy.failNext('send', refused, refused, refused)
    run.add([taken('1.png')], null)
    await finish()
    expect(state(1).phase).toBe('uploaded')
    expect([proxy.cancelled.length, proxy.reserved.length, proxy.sent.length]).toEqual([1, 2, 1])
    expect(proxy.orphans()).toEqual([])
  })

  it('ends as uploaded if the bytes had arrived: after a cancel, and after a lost reply', async () => {
    const { run, clock, finish, state, proxy, row } = startRun()
    const release = proxy.hold('reply')
    run.add([taken('1.png')], null)
    await clock.advance(0)
    expect(state(1).phase).toBe('sending')
    run.cancel([row(1).id])
    expect(state(1).phase).toBe('cancelled')
    await clock.advance(0)
    expect(state(1)).toMatchObject({ phase: 'uploaded', asset: { name: '1.png' } })
    release()
    proxy.failNext('reply', { code: 'internal', message: 'lost' })
    run.add([taken('2.png')], null)
    await finish()
    await clock.advance(0)
    expect(state(2)).toMatchObject({ phase: 'uploaded', asset: { name: '2.png' } })
    expect([proxy.sent, proxy.orphans()]).toEqual([['1.png', '2.png'], []])
  })

  it('that is permanent is not retried', async () => {
    const { run, proxy, finish, state } = startRun()
    proxy.failNext('send', { code: 'digest-mismatch', message: 'other bytes' })
    run.add([taken('1.png')], null)
    await finish()
    expect(state(1)).toMatchObject({ phase: 'failed', md5: undefined })
    expect(proxy.orphans()).toEqual([])
  })

  it('that affects every row fails all at once', async () => {
    const { run, proxy, finish, rows } = startRun()
    const failure: Failure = { code: 'webflow-unauthorized', message: 'no longer' }
    proxy.failNext('reserve', ...Array.from({ length: 40 }, () => failure))
    run.add(many(500), null)
    await finish()
    expect(rows.every(({ state }) => state.phase === 'failed')).toBe(true)
    expect(proxy.reserved.length).toBeLessThanOrEqual(2 * MOST_TRIES)
  })

  it('waits for another sender of the same bytes, even a killed one, and counts no try', async () => {
    const { run, clock, proxy, state, finish } = startRun()
    const busy: Failure = {
      code: 'storage-unavailable',
      message: 'busy',
      facts: { busy: 1 },
      retryAfterMs: 2000,
    }
    proxy.failNext('send', ...Array.from({ length: 3 * MOST_TRIES }, () => busy))
    run.add([taken('1.png')], null)
    await clock.advance(MOST_TRIES * 2000)
    expect(state(1).phase).toBe('reserved')
    await finish()
    expect(state(1).phase).toBe('uploaded')
  })

  it('of the hasher is retried automatically', async () => {
    const { run, hasher, finish, state } = startRun()
    hasher.failNext.push({ code: 'hash-crashed', message: 'boom' })
    run.add([taken('1.png')], null)
    await finish()
    expect(state(1).phase).toBe('uploaded')
  })

  it('to read one file does not stop the rest', async () => {
    const { run, hasher, finish, state } = startRun()
    hasher.failNext.push({ code: 'file-unreadable', message: 'gone' })
    run.add([taken('1.png'), taken('2.png')], null)
    await finish()
    expect(state(1)).toMatchObject({ phase: 'failed', failure: { code: 'file-unreadable' } })
    expect(state(2).phase).toBe('uploaded')
  })

  it('by refusal of one file stays with that file', async () => {
    const { run, proxy, finish, state } = startRun()
    const failure: Failure = { code: 'webflow-refused', message: 'no', requestId: 'r1' }
    proxy.verdictFor = ({ row }) => (row === 1 ? { verdict: 'refused', row, failure } : undefined)
    run.add([taken('1.png'), taken('2.png')], null)
    await finish()
    expect(state(1)).toMatchObject({ phase: 'failed', failure })
    expect(state(2).phase).toBe('uploaded')
  })
})

describe('a proxy that does not answer', () => {
  const forHours = (): Failure[] => Array.from({ length: 1000 }, () => unreachable)

  it('is waited for, however long, without a click and without flooding it', async () => {
    const { run, clock, proxy, rows, outages, finish } = startRun()
    proxy.failNext('reserve', ...forHours())
    run.add(many(200), null)
    await clock.advance(30 * 60_000)
    expect(rows.some(({ state }) => state.phase === 'failed')).toBe(false)
    expect(rows[0]?.state).toMatchObject({ phase: 'waiting', reason: 'offline' })
    expect(proxy.reserved.length).toBeLessThan(2 * 120)
    expect(outages.at(-1)).toBeGreaterThan(clock.now() - 1)
    proxy.forgive('reserve')
    await finish()
    expect(proxy.sent).toHaveLength(200)
    expect(outages.at(-1)).toBeUndefined()
  })

  it('is retried as soon as the network is back', async () => {
    const { run, clock, proxy, network, state } = startRun()
    proxy.failNext('reserve', ...Array.from({ length: 8 }, () => unreachable))
    run.add([taken('1.png')], null)
    await clock.advance(60_000)
    const asked = proxy.reserved.length
    await clock.advance(100)
    proxy.forgive('reserve')
    network.comeBack()
    await idle()
    expect(proxy.reserved).toHaveLength(asked + 1)
    expect(state(1).phase).toBe('uploaded')
  })

  it('holds rows back while they ask what the site has', async () => {
    const { run, clock, proxy, rows, finish } = startRun()
    proxy.failNext('known', ...forHours())
    run.add(many(20), null)
    await clock.advance(600_000)
    expect(rows.every(({ state }) => state.phase === 'ready')).toBe(true)
    proxy.forgive('known')
    await finish()
    expect(proxy.sent).toHaveLength(20)
  })

  it('causes a resend of bytes, and no try is counted', async () => {
    const { run, clock, proxy, state, finish } = startRun()
    proxy.failNext('send', ...forHours())
    proxy.failNext('reserve', ...forHours())
    proxy.forgive('reserve')
    run.add([taken('1.png')], null)
    await clock.advance(1000)
    proxy.failNext('reserve', ...forHours())
    await clock.advance(600_000)
    expect(state(1)).toMatchObject({ phase: 'waiting', reason: 'offline' })
    proxy.forgive('send')
    proxy.forgive('reserve')
    await finish()
    expect(state(1).phase).toBe('uploaded')
    expect(proxy.records.size).toBe(1)
  })

  it('for one file alone fails only that file', async () => {
    const { run, proxy, state, finish } = startRun()
    proxy.failNext('send', ...forHours())
    run.add([taken('1.png')], null)
    await finish()
    expect(state(1)).toMatchObject({ phase: 'failed', failure: unreachable })
    expect(proxy.orphans()).toEqual([])
  })

  it('hears of given-up records once it answers again', async () => {
    const { run, clock, proxy, state } = startRun()
    const send = proxy.hold('send')
    run.add([taken('1.png')], null)
    await idle()
    proxy.failNext('cancel', ...forHours())
    run.cancelAll()
    send()
    await clock.advance(600_000)
    expect(proxy.orphans()).toHaveLength(1)
    proxy.forgive('cancel')
    await clock.advance(31_000)
    expect(state(1).phase).toBe('cancelled')
    expect(proxy.orphans()).toEqual([])
  })
})
