import { describe, expect, it } from 'vitest'
import { rowId } from '../../../../src/core/brands.ts'
import type { Failure } from '../../../../src/core/failure.ts'
import { idle } from '../../../fakes/manual-clock.ts'
import { many, startRun, taken } from '../../../fakes/run-harness.ts'

const unreachable: Failure = { code: 'proxy-unreachable', message: 'gone' }

describe('a person', () => {
  it('cancels while a reservation is on its way: the late ticket is given up', async () => {
    const { run, proxy, state } = startRun()
    const release = proxy.hold('reserve')
    run.add([taken('1.png'), taken('2.png')], null)
    await idle()
    expect(state(1).phase).toBe('reserving')
    run.cancel([rowId(1)])
    expect(state(1).phase).toBe('cancelled')
    release()
    await idle()
    expect(proxy.orphans()).toEqual([])
    expect(proxy.cancelled).toHaveLength(1)
    expect(state(2).phase).toBe('uploaded')
  })

  it('retries a cancelled row only after its late ticket was given up', async () => {
    const { run, proxy, state, finish } = startRun()
    const reserve = proxy.hold('reserve')
    const cancel = proxy.hold('cancel')
    run.add([taken('1.png')], null)
    await idle()
    run.cancel([rowId(1)])
    run.retry([rowId(1)])
    reserve()
    await idle()
    expect(state(1).phase).toBe('planned')
    expect(proxy.reserved).toHaveLength(1)
    cancel()
    await finish()
    expect(state(1).phase).toBe('uploaded')
    expect(proxy.sent).toHaveLength(1)
    expect(proxy.orphans()).toEqual([])
  })

  it('cancels while bytes are sent: the record is given up, the slot is free at once', async () => {
    const { run, proxy, state, finish } = startRun()
    const release = proxy.hold('send')
    run.add(many(6), null)
    await idle()
    expect(state(6).phase).toBe('reserved')
    run.cancel([rowId(1)])
    await idle()
    expect(state(6).phase).toBe('sending')
    release()
    await finish()
    expect(proxy.sent).toHaveLength(5)
    expect(proxy.orphans()).toEqual([])
  })

  it('cancels everything, in every phase, and leaves nothing behind', async () => {
    const { run, proxy, rows, hasher, finish } = startRun()
    proxy.hold('send')
    run.add(many(60), null)
    await idle()
    hasher.hold()
    run.add(many(40, 'late'), null)
    await idle()
    run.cancelAll()
    await finish()
    expect(rows.every(({ state }) => state.phase === 'cancelled')).toBe(true)
    expect(proxy.orphans()).toEqual([])
  })

  it('gives up records until the proxy confirms', async () => {
    const { run, proxy, finish, clock } = startRun()
    proxy.hold('send')
    proxy.failNext('cancel', unreachable, unreachable)
    run.add([taken('1.png')], null)
    await idle()
    run.cancelAll()
    await finish()
    expect(proxy.orphans()).toHaveLength(1)
    await clock.advance(10_000)
    expect(proxy.orphans()).toEqual([])
  })

  it('pauses rows without a record; the others finish', async () => {
    const { run, proxy, rows, finish, state } = startRun()
    const release = proxy.hold('send')
    run.add(many(100), null)
    await idle()
    run.pause()
    run.add([taken('late.png')], null)
    release()
    await idle()
    const uploaded = rows.filter(({ state }) => state.phase === 'uploaded').length
    const paused = rows.filter(({ state }) => state.phase === 'paused').length
    expect(uploaded).toBeGreaterThan(0)
    expect(uploaded + paused).toBe(101)
    expect(state(101).phase).toBe('paused')
    expect(proxy.orphans()).toEqual([])
    run.resume()
    await finish()
    expect(proxy.sent).toHaveLength(101)
  })

  it('resumes a single row of a paused run', async () => {
    const { run, clock, rows, row, finish } = startRun()
    run.pause()
    run.add([taken('1.png'), taken('2.png'), taken('3.png')], null)
    await clock.advance(1000)
    run.resumeRow(row(1).id)
    await finish()
    expect(rows.map(({ state }) => state.phase)).toEqual(['uploaded', 'paused', 'paused'])
  })

  it('pauses a waiting row and resumes it without the old wait', async () => {
    const { run, proxy, state, clock } = startRun()
    let asked = 0
    proxy.verdictFor = ({ row }) =>
      asked++ === 0 ? { verdict: 'wait', row, reason: 'budget', retryAfterMs: 60_000 } : undefined
    run.add([taken('1.png')], null)
    await clock.advance(1000)
    run.pauseRow(rowId(1))
    expect(state(1).phase).toBe('paused')
    run.resumeRow(rowId(1))
    await clock.advance(0)
    expect(state(1).phase).toBe('uploaded')
    expect(clock.sleeping).toBe(0)
  })

  it('closes the page: open tickets are given up without waiting', async () => {
    const { run, proxy } = startRun()
    proxy.hold('send')
    run.add(many(7), null)
    await idle()
    run.leave()
    expect(proxy.left[0]).toHaveLength(7)
  })
})
