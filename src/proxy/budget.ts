/**
 * The calls a minute that Webflow allows one token, for all panels and all processes. Webflow's word beats our own
 * count in both directions, so it holds for fixed and sliding windows of any length up to a minute.
 *
 * Facts (https://developers.webflow.com/data/reference/rate-limits, read 2026-11-23): counted per token, 60 or 120 a
 * minute by plan; every answer shows `X-RateLimit-Limit` and `X-RateLimit-Remaining`; `Retry-After` is shown even on
 * a 200, so it means a pause on a 429 only. Which kind of window Webflow uses is not documented.
 */
import type { Clock } from './deps.ts'
import { number, numberOrNull, type Sql, type SqlRow } from './sql.ts'

/** `bulk` leaves a few calls of the minute to `interactive`, which a person is waiting for. */
export type CallKind = 'bulk' | 'interactive'

export type Take =
  | { readonly ok: true; readonly call: number }
  | { readonly ok: false; readonly waitMs: number }

/** What an answer said; unparsed numbers as they stood in the headers. `status` undefined: no answer came. */
export interface CallAnswer {
  readonly status?: number
  readonly limit?: number
  readonly remaining?: number
  readonly retryAfterMs?: number
}

export interface BudgetState {
  readonly perMinute?: number
  readonly left: number
  readonly waitMs: number
}

/** A little over a minute: a call counts from when Webflow sees it, which is after we let it go. */
const WINDOW_MS = 60_300
const LARGEST_LIMIT = 10_000
const LONGEST_HOLD_MS = 120_000
const HOLD_WITHOUT_WORD_MS = 10_000
/** How long to stay quiet when our own count says that nothing is left, before one call asks Webflow. */
const FIRST_PROBE_MS = 5000
const SHORTEST_PROBE_MS = 1000
/** The call of a token without a known limit: there is nothing to count it against. */
const UNCOUNTED = 0
/** What `left` says while no limit is known. */
const PLENTY = 1_000_000

export class Budget {
  readonly #sql: Sql
  readonly #token: string
  readonly #clock: Clock

  /** The tables must be there (`prepareTables`). */
  constructor(sql: Sql, tokenHash: string, clock: Clock) {
    this.#sql = sql
    this.#token = tokenHash
    this.#clock = clock
  }

  /** Lets one call go, or says how long to wait before asking again. Every call let go must be settled. */
  take(kind: CallKind): Take {
    return this.#sql.atomic(() => {
      const now = this.#clock.now()
      const state = this.#state(now)
      if (state.holdUntil > now) return { ok: false, waitMs: state.holdUntil - now }
      if (state.limit === null) return { ok: true, call: UNCOUNTED }
      const usable = state.limit - (kind === 'bulk' ? reserveOf(state.limit) : 0)
      if (state.calls.length < usable) return this.#go(now, false)
      const probeAt = this.#probeAt(state, now)
      if (probeAt <= now) return this.#go(now, true)
      const freed = state.calls[state.calls.length - usable]
      const freedAt = (freed?.at ?? now) + WINDOW_MS
      return { ok: false, waitMs: Math.max(1, Math.min(freedAt, probeAt) - now) }
    })
  }

  /** Ends a call that was let go, with what its answer said about the budget. */
  settle(call: number, answer: CallAnswer): void {
    this.#sql.atomic(() => {
      const now = this.#clock.now()
      const probe = this.#exec(
        'update calls set open = 0 where token = ? and id = ? returning probe',
        call,
      )
      this.#learnLimit(answer)
      const state = this.#state(now)
      if (answer.status === 429) {
        this.#refused(call, state, answer, now)
        this.#fill(state.limit, now)
        return
      }
      const remaining = sensible(answer.remaining, 0, state.limit ?? -1)
      if (state.limit === null || remaining === undefined) return
      const freed = this.#correct(call, state, state.limit - remaining, now)
      const asked = probe[0] !== undefined && number(probe[0], 'probe') === 1
      if (asked) this.#probeEvery(freed > 0 ? state.probeMs / 2 : state.probeMs * 2)
      const hint = answer.retryAfterMs ?? WINDOW_MS
      this.#exec(
        'update budgets set probe_at = ?2 where token = ?1',
        remaining <= reserveOf(state.limit) && hint < 60_000 ? now + hint : 0,
      )
    })
  }

  view(): BudgetState {
    return this.#sql.atomic(() => {
      const now = this.#clock.now()
      const state = this.#state(now)
      const held = Math.max(0, state.holdUntil - now)
      if (state.limit === null) return { left: held > 0 ? 0 : PLENTY, waitMs: held }
      const left = Math.max(0, state.limit - state.calls.length)
      const next = Math.min((state.calls[0]?.at ?? now) + WINDOW_MS, this.#probeAt(state, now))
      const waitMs = Math.max(held, left > 0 ? 0 : Math.max(0, next - now))
      return { perMinute: state.limit, left: held > 0 ? 0 : left, waitMs }
    })
  }

  // Helpers

  #exec(statement: string, ...params: readonly (string | number | null)[]): readonly SqlRow[] {
    return this.#sql.exec(statement, this.#token, ...params)
  }

  #state(now: number): State {
    this.#exec('delete from calls where token = ? and at <= ?', now - WINDOW_MS)
    const [row] = this.#exec('select * from budgets where token = ?')
    const calls = this.#exec('select * from calls where token = ? order by at, id').map((call) => ({
      id: number(call, 'id'),
      at: number(call, 'at'),
      open: number(call, 'open') === 1,
    }))
    if (row) {
      return {
        limit: numberOrNull(row, 'per_minute'),
        holdUntil: number(row, 'hold_until'),
        probeMs: number(row, 'probe_ms'),
        probeAt: number(row, 'probe_at'),
        calls,
      }
    }
    this.#exec(
      'insert into budgets (token, probe_ms) values (?, ?) on conflict do nothing',
      FIRST_PROBE_MS,
    )
    return { limit: null, holdUntil: 0, probeMs: FIRST_PROBE_MS, probeAt: 0, calls }
  }

  #go(now: number, probe: boolean): Take {
    const [row] = this.#exec(
      'insert into calls (token, at, open, probe) values (?, ?, 1, ?) returning id',
      now,
      probe ? 1 : 0,
    )
    if (!row) throw new TypeError('Expected an id of the call.')
    return { ok: true, call: number(row, 'id') }
  }

  /** One call may ask when all others are answered: after a hold at once, else after a while of quiet. */
  #probeAt(state: State, now: number): number {
    if (state.calls.some((call) => call.open)) return now + SHORTEST_PROBE_MS
    const last = state.calls.at(-1)?.at ?? 0
    if (state.holdUntil >= last) return state.holdUntil
    return state.probeAt > 0 ? state.probeAt : last + state.probeMs
  }

  #probeEvery(ms: number): void {
    const bounded = Math.min(WINDOW_MS, Math.max(SHORTEST_PROBE_MS, Math.round(ms)))
    this.#exec('update budgets set probe_ms = ?2 where token = ?1', bounded)
  }

  /**
   * A good answer that names no limit, or says twice over that there are more calls than anybody makes, means that there
   * is none; a bad one says nothing.
   */
  #learnLimit({ status, limit: named, remaining = 0 }: CallAnswer): void {
    const limit = sensible(named, 1, LARGEST_LIMIT)
    const isGood = status !== undefined && status < 300
    const isBoundless = named === undefined || Math.min(named, remaining) > LARGEST_LIMIT
    if (limit !== undefined || (isGood && isBoundless)) {
      this.#exec('update budgets set per_minute = ?2 where token = ?1', limit ?? null)
    }
  }

  #refused(call: number, state: State, answer: CallAnswer, now: number): void {
    this.#exec('delete from calls where token = ? and id = ?', call)
    const word = answer.retryAfterMs ?? HOLD_WITHOUT_WORD_MS
    const until = now + Math.min(LONGEST_HOLD_MS, Math.max(SHORTEST_PROBE_MS, word))
    this.#exec('update budgets set hold_until = ?2, probe_at = 0 where token = ?1', until)
    if (state.holdUntil <= now) this.#probeEvery(state.probeMs * 2)
  }

  /**
   * Brings our count in line with Webflow's, which has seen `used` calls: this one and older ones, while younger
   * and unanswered ones may be missing from it. Returns how many calls were freed.
   */
  #correct(call: number, state: State, used: number, now: number): number {
    const unseen = state.calls.filter((other) =>
      call === UNCOUNTED ? other.open : other.id > call || (other.open && other.id < call),
    )
    const excess = state.calls.length - unseen.length - used
    if (excess < 0) this.#others(-excess, now)
    if (excess <= 0 || call === UNCOUNTED) return 0
    const oldest = state.calls.filter((other) => !other.open && other.id !== call).slice(0, excess)
    this.#exec(
      'delete from calls where token = ? and id in (select value from json_each(?))',
      JSON.stringify(oldest.map((other) => other.id)),
    )
    return oldest.length
  }

  /** Nothing is left: whatever we had not counted was spent by others. */
  #fill(limit: number | null, now: number): void {
    if (limit !== null) this.#others(limit - this.#state(now).calls.length, now)
  }

  /** Counts calls that somebody else has made with the same token. */
  #others(count: number, now: number): void {
    if (count <= 0) return
    this.#exec(
      `insert into calls (token, at, open)
       with recursive n (i) as (select 1 union all select i + 1 from n where i < ?3)
       select ?1, ?2, 0 from n`,
      now,
      count,
    )
  }
}

interface State {
  readonly limit: number | null
  readonly holdUntil: number
  readonly probeMs: number
  readonly probeAt: number
  readonly calls: readonly { readonly id: number; readonly at: number; readonly open: boolean }[]
}

const reserveOf = (limit: number): number => Math.min(5, Math.floor(limit / 30))

/** The number if it is whole and within bounds: a header can say anything. */
function sensible(given: number | undefined, least: number, most: number): number | undefined {
  return given !== undefined && Number.isInteger(given) && given >= least && given <= most
    ? given
    : undefined
}
