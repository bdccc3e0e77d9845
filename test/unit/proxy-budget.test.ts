import { beforeEach, expect, test } from 'vitest'
import { Budget, type CallAnswer, type CallKind } from '../../src/proxy/budget.ts'
import { openSql } from '../../src/proxy/node-sql.ts'
import { ProxyClock } from '../fakes/proxy-host.ts'

let clock: ProxyClock
let budget: Budget

beforeEach(() => {
  clock = new ProxyClock()
  budget = new Budget(openSql('file::memory:'), 'token', clock)
})

/** A server that counts as Webflow might; answers like its headers do. */
class Server {
  readonly limit: number
  readonly windowMs: number
  readonly kind: 'fixed' | 'sliding'
  refused = 0
  done = 0
  #times: number[] = []

  constructor(limit: number, windowMs: number, kind: 'fixed' | 'sliding') {
    this.limit = limit
    this.windowMs = windowMs
    this.kind = kind
  }

  call(now: number): CallAnswer {
    const inside = (time: number) => time > now - this.windowMs
    const first = this.#times[0] ?? now
    this.#times =
      this.kind === 'sliding' ? this.#times.filter(inside) : inside(first) ? this.#times : []
    const retryAfterMs = (this.#times[0] ?? now) + this.windowMs - now
    if (this.#times.length >= this.limit) {
      this.refused += 1
      return { status: 429, limit: this.limit, remaining: 0, retryAfterMs }
    }
    this.#times.push(now)
    this.done += 1
    // As documented, a 200 shows Retry-After too; the same sixty seconds every time.
    const remaining = this.limit - this.#times.length
    return { status: 200, limit: this.limit, remaining, retryAfterMs: 60_000 }
  }
}

/** Calls as fast as the budget lets, for a while. */
function work(server: Server, ms: number, kind: CallKind = 'bulk'): void {
  const end = clock.now() + ms
  while (clock.now() < end) {
    const taken = budget.take(kind)
    if (taken.ok) {
      const answer = server.call(clock.now())
      clock.advance(50)
      budget.settle(taken.call, answer)
    } else clock.advance(taken.waitMs)
  }
}

test.each([
  ['fixed', 60_000, 0.9],
  ['sliding', 60_000, 0.9],
  // Nobody says that these windows are shorter than a minute; it has to be found out by asking.
  ['fixed', 10_000, 0.5],
  ['sliding', 10_000, 0.5],
] as const)(
  'a %s window of %i ms is made use of, almost without a refusal',
  (kind, windowMs, use) => {
    const server = new Server(60, windowMs, kind)
    const windows = 10
    work(server, windowMs * windows)
    expect(server.done).toBeGreaterThan(60 * windows * use)
    expect(server.refused).toBeLessThan(windows)
  },
)

test('a minute that others have spent half of is not overdrawn', () => {
  const server = new Server(60, 60_000, 'fixed')
  for (let i = 0; i < 30; i++) server.call(clock.now())
  work(server, 4000)
  expect(server.done).toBe(58)
  expect(server.refused).toBe(0)
})

test('Retry-After pauses on a 429 and never on a 200', () => {
  const first = budget.take('bulk')
  if (first.ok)
    budget.settle(first.call, { status: 200, limit: 60, remaining: 59, retryAfterMs: 60_000 })
  const second = budget.take('bulk')
  expect(second.ok).toBe(true)
  if (second.ok)
    budget.settle(second.call, { status: 429, limit: 60, remaining: 0, retryAfterMs: 7000 })
  expect(budget.take('interactive')).toEqual({ ok: false, waitMs: 7000 })
  expect(budget.view()).toMatchObject({ left: 0, waitMs: 7000 })
  clock.advance(7000)
  expect(budget.take('bulk').ok).toBe(true)
  expect(budget.take('bulk').ok).toBe(false)
})

test('after a pause one call asks, and the rest follow when it is answered', () => {
  const first = budget.take('bulk')
  if (first.ok)
    budget.settle(first.call, { status: 429, limit: 60, remaining: 0, retryAfterMs: 1000 })
  const again = budget.take('bulk')
  if (again.ok)
    budget.settle(again.call, { status: 429, limit: 60, remaining: 0, retryAfterMs: 1000 })
  clock.advance(1000)
  const probe = budget.take('bulk')
  expect(probe.ok).toBe(true)
  expect(budget.take('bulk').ok).toBe(false)
  if (probe.ok) budget.settle(probe.call, { status: 200, limit: 60, remaining: 59 })
  const free = Array.from({ length: 60 }, () => budget.take('bulk')).filter((take) => take.ok)
  expect(free.length).toBeGreaterThan(50)
})

test.each([
  { limit: 0 },
  { limit: -5 },
  { limit: Number.NaN },
  { limit: 1e12 },
  { limit: 2.5 },
  { limit: 60, remaining: 5000 },
  { limit: 60, remaining: -1 },
  { limit: 60, remaining: Number.NaN },
])('an absurd header changes nothing: %o', (absurd) => {
  const first = budget.take('bulk')
  if (first.ok) budget.settle(first.call, { status: 200, limit: 60, remaining: 59 })
  const before = budget.view()
  const second = budget.take('bulk')
  if (second.ok) budget.settle(second.call, { status: 200, ...absurd })
  expect(budget.view()).toEqual({ ...before, left: before.left - 1 })
})

test('an absurd Retry-After is bounded', () => {
  const first = budget.take('bulk')
  if (first.ok) budget.settle(first.call, { status: 429, retryAfterMs: 1e12 })
  clock.advance(120_000)
  expect(budget.take('bulk').ok).toBe(true)
})

test('a limit that is no longer named, or boundless, is none', () => {
  for (const answer of [{ status: 200 }, { status: 200, limit: 1_000_000, remaining: 999_999 }]) {
    const first = budget.take('bulk')
    if (first.ok) budget.settle(first.call, { status: 200, limit: 60, remaining: 59 })
    const second = budget.take('bulk')
    if (second.ok) budget.settle(second.call, answer)
    expect(budget.view().perMinute).toBeUndefined()
  }
})

test('a server error without headers says nothing of the limit', () => {
  const first = budget.take('bulk')
  if (first.ok) budget.settle(first.call, { status: 200, limit: 60, remaining: 59 })
  const second = budget.take('bulk')
  if (second.ok) budget.settle(second.call, { status: 502 })
  expect(budget.view().perMinute).toBe(60)
})

test('calls that were never answered count for a minute and no longer', () => {
  const first = budget.take('bulk')
  if (first.ok) budget.settle(first.call, { status: 200, limit: 10, remaining: 9 })
  const lost = Array.from({ length: 20 }, () => budget.take('bulk')).filter((take) => take.ok)
  expect(lost).toHaveLength(9)
  clock.advance(61_000)
  const free = Array.from({ length: 20 }, () => budget.take('bulk')).filter((take) => take.ok)
  expect(free).toHaveLength(10)
})
