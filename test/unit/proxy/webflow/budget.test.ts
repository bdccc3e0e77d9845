import { beforeEach, describe, expect, it } from 'vitest'
import { Budget } from '../../../../src/proxy/webflow/budget.ts'
import { openSql } from '../../../../src/proxy/hosts/node-sql.ts'
import { ProxyClock } from '../../../fakes/proxy-host.ts'
import { Play, Server } from './budget-world.ts'

let clock: ProxyClock
let budget: Budget

beforeEach(() => {
  clock = new ProxyClock()
  budget = new Budget(openSql('file::memory:'), 'token', clock)
})

/** A call of this run. @throws Error when none is free. */
function mustTake(kind: 'bulk' | 'interactive'): number {
  const taken = budget.take(kind, 'run')
  if (!taken.ok) throw new Error(`No call is free for ${taken.waitMs} ms.`)
  return taken.call
}

const kinds = ['fixed', 'sliding'] as const

/** No budget can do it faster: the calls of a window at its start, again and again. */
const floor = (calls: number, { limit, windowMs }: Server): number =>
  (Math.ceil(calls / limit) - 1) * windowMs

describe.each(kinds)('a %s window', (kind) => {
  it.each([
    [60, 60_000, 40],
    [60, 60_000, 800],
    [120, 60_000, 300],
    // Nobody says that these windows are shorter than a minute; they are found out.
    [100, 10_000, 40],
    [60, 5000, 40],
    [20, 2000, 20],
  ])(
    'of %i calls in %i ms is made use of, without a refusal (%i ms away)',
    (limit, windowMs, latency) => {
      const server = new Server(limit, windowMs, kind)
      const calls = limit * 5 + 10
      const [run] = new Play(server, latency).play({ name: 'run', calls })
      expect(run?.endedAt).toBeLessThan(1.05 * floor(calls, server) + 2 * latency)
      expect(server.refused).toBe(0)
    },
  )

  it.each([
    [60, 0],
    [30, 12],
    [1, 36],
    [0, 36],
  ])('is kept to where Retry-After always says %i s', (word, refused) => {
    const server = new Server(60, 60_000, kind, { word })
    const [run] = new Play(server).play({ name: 'run', calls: 310 })
    expect(run?.endedAt).toBeLessThan(1.05 * floor(310, server))
    expect(server.refused).toBeLessThanOrEqual(refused)
  })

  it('is shared by two runs, side by side', () => {
    const server = new Server(60, 60_000, kind)
    const [one, two] = new Play(server).play(
      { name: 'one', calls: 600 },
      { name: 'two', calls: 610, startsAt: 3000 },
    )
    for (let n = 60; n < 600; n += 20) {
      const apart = Math.abs((one?.answers[n] ?? 0) - (two?.answers[n] ?? 0))
      expect(apart).toBeLessThan(130_000)
    }
    const ends = [one?.endedAt ?? 0, two?.endedAt ?? 0]
    expect(Math.max(...ends)).toBeLessThan(1.05 * floor(1210, server))
    expect(server.refused).toBe(0)
  })

  it('does not let a few files wait for thousands', () => {
    const server = new Server(60, 60_000, kind)
    const [, few] = new Play(server).play(
      { name: 'thousands', calls: 1000 },
      { name: 'few', calls: 10, startsAt: 100_000 },
    )
    // By then the minute is spent; in the next one all of them go.
    expect((few?.endedAt ?? 0) - 100_000).toBeLessThan(62_000)
  })

  it('has a call left for a click at any time', () => {
    const server = new Server(60, 60_000, kind)
    const [, clicks] = new Play(server).play(
      { name: 'thousands', calls: 1000 },
      { name: 'person', calls: 25, startsAt: 5000, every: 37_000, kind: 'interactive' },
    )
    expect(clicks?.longestWait).toBe(0)
    expect(server.refused).toBe(0)
  })

  it('gives what a run leaves to the others', () => {
    const server = new Server(60, 60_000, kind)
    const [, long] = new Play(server).play(
      { name: 'short', calls: 40 },
      { name: 'long', calls: 570 },
    )
    expect(long?.endedAt).toBeLessThan(1.05 * floor(40 + 570, server))
  })

  it('that others have spent half of is not overdrawn', () => {
    const server = new Server(60, 60_000, kind)
    const play = new Play(server)
    for (let i = 0; i < 30; i++) server.call(play.clock.now())
    const [run] = play.play({ name: 'run', calls: 28 })
    expect(run?.endedAt).toBeLessThan(2000)
    const [late] = play.play({ name: 'run', calls: 40 })
    expect(late?.endedAt).toBeLessThan(62_000)
    expect(server.refused).toBeLessThan(2)
  })

  it.each([
    [60_000, 700],
    [60_000, 7000],
    [10_000, 3000],
    [5000, 700],
    [5000, 7000],
  ])('of %i ms is made use of, though others call too every %i ms', (windowMs, every) => {
    const server = new Server(60, windowMs, kind, { strangersEvery: every })
    const [run] = new Play(server).play({ name: 'run', calls: 310 })
    expect(run?.endedAt).toBeLessThan(1.1 * floor(310, server))
    expect(server.refused).toBeLessThan(10)
  })

  it.each([
    { remaining: 0 },
    { remaining: 59 },
    { limit: 1, remaining: 0 },
    { limit: 5000, remaining: 4999 },
    { retryAfterMs: 1000 },
    { retryAfterMs: 59_000 },
  ])('is made use of, though one answer says %o', (lie) => {
    const server = new Server(60, 60_000, kind, { lie })
    const [run] = new Play(server).play({ name: 'run', calls: 310 })
    expect(run?.endedAt).toBeLessThan(1.05 * floor(310, server))
    // No more than are under way at once.
    expect(server.refused).toBeLessThanOrEqual(12)
  })

  it('that changes its limit and length is followed', () => {
    const play = new Play(new Server(60, 60_000, kind))
    play.play({ name: 'run', calls: 40 })
    const shorter = new Play(new Server(100, 10_000, kind))
    Object.assign(shorter, { clock: play.clock, budget: play.budget })
    const startedAt = shorter.elapsed
    const [run] = shorter.play({ name: 'run', calls: 450 })
    expect((run?.endedAt ?? 0) - startedAt).toBeLessThan(1.05 * 40_000 + 200)
  })
})

it('Retry-After pauses on a 429 and never on a 200', () => {
  const first = mustTake('bulk')
  budget.settle(first, { status: 200, limit: 60, remaining: 59, retryAfterMs: 60_000 })
  const second = mustTake('bulk')
  budget.settle(second, { status: 429, limit: 60, remaining: 0, retryAfterMs: 7000 })
  expect(budget.take('interactive', '')).toEqual({ ok: false, waitMs: 7000 })
  expect(budget.view()).toMatchObject({ left: 0, waitMs: 7000 })
  clock.advance(7000)
  expect(budget.take('bulk', 'run').ok).toBe(true)
  expect(budget.take('bulk', 'run').ok).toBe(false)
})

it('tells a run what is left for it, and when its calls are free again', () => {
  const first = mustTake('bulk')
  budget.settle(first, { status: 200, limit: 60, remaining: 59 })
  expect(budget.view()).toEqual({ perMinute: 60, left: 57, waitMs: 0 })
  for (let n = 0; n < 57; n++) {
    clock.advance(100)
    const taken = mustTake('bulk')
    budget.settle(taken, { status: 200, limit: 60, remaining: 58 - n })
  }
  // Two are kept for interactive calls.
  const later = budget.take('bulk', 'run')
  if (later.ok) throw new Error('All bulk calls must be spent.')
  expect(budget.view()).toEqual({ perMinute: 60, left: 0, waitMs: later.waitMs })
  expect(later.waitMs).toBeGreaterThan(54_000)
})

it('after a pause one call asks, and the rest follow when it is answered', () => {
  const first = mustTake('bulk')
  budget.settle(first, { status: 429, limit: 60, remaining: 0, retryAfterMs: 1000 })
  expect(budget.take('bulk', 'run').ok).toBe(false)
  clock.advance(1000)
  const probe = mustTake('bulk')
  expect(budget.take('bulk', 'run').ok).toBe(false)
  budget.settle(probe, { status: 200, limit: 60, remaining: 59 })
  const free = Array.from({ length: 60 }, () => budget.take('bulk', 'run')).filter(
    (take) => take.ok,
  )
  expect(free.length).toBeGreaterThan(50)
})

it.each([
  { limit: 0 },
  { limit: -5 },
  { limit: Number.NaN },
  { limit: 1e12 },
  { limit: 2.5 },
  { limit: 60, remaining: 5000 },
  { limit: 60, remaining: -1 },
  { limit: 60, remaining: Number.NaN },
])('an absurd header changes nothing: %o', (absurd) => {
  const first = mustTake('bulk')
  budget.settle(first, { status: 200, limit: 60, remaining: 59 })
  const before = budget.view()
  const second = mustTake('bulk')
  budget.settle(second, { status: 200, ...absurd })
  expect(budget.view()).toEqual({ ...before, left: before.left - 1 })
})

it('an absurd Retry-After is bounded', () => {
  const first = mustTake('bulk')
  budget.settle(first, { status: 429, retryAfterMs: 1e12 })
  clock.advance(120_000)
  expect(budget.take('bulk', 'run').ok).toBe(true)
})

it('a limit that is no longer named, or boundless, is none', () => {
  for (const answer of [{ status: 200 }, { status: 200, limit: 1_000_000, remaining: 999_999 }]) {
    const first = mustTake('bulk')
    budget.settle(first, { status: 200, limit: 60, remaining: 59 })
    const second = mustTake('bulk')
    budget.settle(second, answer)
    expect(budget.view().perMinute).toBeUndefined()
  }
})

it('a server error without headers says nothing of the limit', () => {
  const first = mustTake('bulk')
  budget.settle(first, { status: 200, limit: 60, remaining: 59 })
  const second = mustTake('bulk')
  budget.settle(second, { status: 502 })
  expect(budget.view().perMinute).toBe(60)
})

it('calls that were never answered count for a minute and no longer', () => {
  const first = mustTake('bulk')
  budget.settle(first, { status: 200, limit: 10, remaining: 9 })
  const lost = Array.from({ length: 20 }, () => budget.take('bulk', 'run')).filter(
    (take) => take.ok,
  )
  expect(lost).toHaveLength(8)
  clock.advance(61_000)
  const free = Array.from({ length: 20 }, () => budget.take('bulk', 'run')).filter(
    (take) => take.ok,
  )
  expect(free).toHaveLength(9)
})

it('a clock that is set back starves nobody for longer than a window', () => {
  for (let n = 0; n < 58; n++) {
    const taken = mustTake('bulk')
    budget.settle(taken, { status: 200, limit: 60, remaining: 59 - n })
  }
  clock.advance(-3_600_000)
  expect(budget.take('bulk', 'run').ok).toBe(false)
  clock.advance(61_000)
  expect(budget.take('bulk', 'run').ok).toBe(true)
})

it('a pause ends in time, though the clock was set back', () => {
  const first = mustTake('bulk')
  budget.settle(first, { status: 429, retryAfterMs: 7000 })
  clock.advance(-3_600_000)
  expect(budget.view().waitMs).toBeLessThanOrEqual(120_000)
  clock.advance(120_000)
  expect(budget.take('interactive', '').ok).toBe(true)
})
