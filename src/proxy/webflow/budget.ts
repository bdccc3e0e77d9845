/**
 * The calls a minute that Webflow allows one token, for all panels and all processes. We count what we send; Webflow's
 * word beats our count in both directions, so it holds for fixed and sliding windows, also for shorter ones than a
 * minute and for tokens that others use too.
 *
 * Facts (https://developers.webflow.com/data/reference/rate-limits, read 2026-11-23): counted per token, 60 or 120 a
 * minute by plan; every answer shows `X-RateLimit-Limit` and `X-RateLimit-Remaining`; `Retry-After` is shown even on
 * a 200, so it means a pause on a 429 only. Which kind of window Webflow uses is not documented.
 */
import {
  graceOf,
  lessonOf,
  MARGIN_MS,
  mayGo,
  MINUTE_MS,
  nextRoomAt,
  OTHERS,
  usableOf,
  type CountedCall,
  type CallKind,
  type Rival,
  type RateWindow,
} from './budget-rules.ts'
import type { TimeSource } from '../base/clock.ts'
import type { Handle } from '../base/handle.ts'
import { integer, numberOrNull, text, type Sql, type SqlRow } from '../state/sql.ts'

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

const LARGEST_LIMIT = 10_000
const SHORTEST_HOLD_MS = 1000
const LONGEST_HOLD_MS = 120_000
const HOLD_WITHOUT_WORD_MS = 10_000
/** How long a window that has turned out longer than it said is taken for a minute. */
const DISTRUST_MS = 10 * 60_000
/** An answer that took longer says nothing of what has stopped counting meanwhile. */
const LONGEST_FLIGHT_MS = 10_000
/** What is left while no limit is known. */
const PLENTY = 1_000_000

/** One token's budget; wherever it lives. */
export type BudgetHandle = Handle<Budget>

export class Budget {
  readonly #sql: Sql
  readonly #token: string
  readonly #clock: TimeSource

  /** The tables must be there (`prepareTables`). */
  constructor(sql: Sql, tokenHash: string, clock: TimeSource) {
    this.#sql = sql
    this.#token = tokenHash
    this.#clock = clock
  }

  /**
   * Lets one call go, or says how long to wait before asking again. Every call let go must be settled. `run` names who
   * shares bulk calls with whom: each run has a part of them for itself while it keeps asking when it is due.
   */
  take(kind: CallKind, run: string): Take {
    return this.#sql.atomic(() => {
      const now = this.#clock.now()
      const state = this.#state(now)
      const isBulk = kind === 'bulk'
      const rivals = isBulk ? this.#rivals(run, state, now) : []
      const limit = state.limit ?? PLENTY
      const verdict = mayGo({ ...state, limit }, { kind, run }, rivals, now)
      const waitMs = verdict.type === 'wait' ? verdict.ms : 0
      if (isBulk && state.limit !== null) this.#expect(run, now + waitMs + graceOf(state.windowMs))
      if (verdict.type === 'wait') return { ok: false, waitMs }
      return { ok: true, call: this.#insert(now, isBulk ? run : '') }
    })
  }

  /** Ends a call that was let go, with what its answer said about the budget. */
  settle(call: number, answer: CallAnswer): void {
    this.#sql.atomic(() => {
      const now = this.#clock.now()
      this.#exec('update token_calls set open = 0, at = ?2 where token = ?1 and id = ?3', now, call)
      this.#learnLimit(answer)
      const state = this.#state(now)
      if (answer.status === 429) this.#refused(call, state, answer, now)
      else if (state.limit !== null)
        this.#learn(call, { ...state, limit: state.limit }, answer, now)
      // There is nothing to count it against.
      else this.#drop(call)
    })
  }

  /** How the budget stands for bulk calls. */
  view(): BudgetState {
    return this.#sql.atomic(() => {
      const now = this.#clock.now()
      const state = this.#state(now)
      const { limit, windowMs, calls } = state
      const isHeld = state.holdUntil > now
      if (limit === null) {
        return { left: isHeld ? 0 : PLENTY, waitMs: Math.max(0, state.holdUntil - now) }
      }
      const usable = usableOf(limit, 'bulk')
      const left = isHeld ? 0 : Math.max(0, usable - calls.length)
      const perMinute = Math.round((limit * MINUTE_MS) / windowMs)
      return { perMinute, left, waitMs: nextRoomAt({ ...state, limit: usable }, now) - now }
    })
  }

  // Helpers

  #exec(statement: string, ...params: readonly (string | number | null)[]): readonly SqlRow[] {
    return this.#sql.exec(statement, this.#token, ...params)
  }

  #set(column: Column, value: number | null): void {
    this.#exec(`update token_windows set ${column} = ?2 where token = ?1`, value)
  }

  #state(now: number): State {
    this.#exec('insert into token_windows (token) values (?) on conflict do nothing')
    this.#bound(now)
    const [row] = this.#exec('select * from token_windows where token = ?')
    if (!row) throw new TypeError('Expected the window that was made just before.')
    const windowMs = integer(row, 'window_ms')
    const since = now - windowMs - MARGIN_MS
    this.#exec('delete from token_calls where token = ? and at <= ?', since - LONGEST_FLIGHT_MS)
    return {
      limit: numberOrNull(row, 'per_window'),
      windowMs,
      trustAt: integer(row, 'trust_at'),
      holdUntil: integer(row, 'hold_until'),
      backoffMs: integer(row, 'backoff_ms'),
      askAt: integer(row, 'ask_at'),
      calls: this.#exec(
        'select * from token_calls where token = ? and at > ? and gone_at is null order by at, id',
        since,
      ).map(callOf),
    }
  }

  /** Where the clock was set back, nothing lasts until it has caught up. */
  #bound(now: number): void {
    this.#exec(
      'update token_calls set at = ?2, sent_at = min(sent_at, ?2) where token = ?1 and at > ?2',
      now,
    )
    this.#exec(
      `update token_windows set hold_until = min(hold_until, ?2), ask_at = min(ask_at, ?2), trust_at = min(trust_at, ?3)
       where token = ?1 and (max(hold_until, ask_at) > ?2 or trust_at > ?3)`,
      now + LONGEST_HOLD_MS,
      now + DISTRUST_MS,
    )
    this.#exec('delete from token_runs where token = ? and until > ?', now + 2 * LONGEST_HOLD_MS)
  }

  /** Calls that count no longer, but did at some time since. */
  #past(since: number, { windowMs }: State, now: number): readonly CountedCall[] {
    return this.#exec(
      `select * from token_calls where token = ?1 and (gone_at is not null or at <= ?2)
         and (gone_at is null or gone_at > ?3) and at > ?4`,
      now - windowMs - MARGIN_MS,
      since,
      since - windowMs - MARGIN_MS,
    ).map(callOf)
  }

  #insert(now: number, run: string): number {
    const [row] = this.#exec(
      'insert into token_calls (token, sent_at, at, open, run) values (?1, ?2, ?2, 1, ?3) returning id',
      now,
      run,
    )
    if (!row) throw new TypeError('Expected an id of the call.')
    return integer(row, 'id')
  }

  #rivals(run: string, { calls }: State, now: number): readonly Rival[] {
    this.#exec('delete from token_runs where token = ? and until <= ?', now)
    return this.#exec('select * from token_runs where token = ? and run <> ?', run).map((row) => {
      const rival = text(row, 'run')
      return {
        calls: calls.filter((call) => call.run === rival).length,
        until: integer(row, 'until'),
      }
    })
  }

  /** The run will ask again before `until`, or has lost interest. */
  #expect(run: string, until: number): void {
    this.#exec(
      `insert into token_runs (token, run, until) values (?, ?, ?)
       on conflict do update set until = excluded.until`,
      run,
      until,
    )
  }

  /**
   * A good answer that names no limit, or says twice over that there are more calls than anybody makes, means that there
   * is none; a bad one says nothing.
   */
  #learnLimit({ status, limit: named, remaining = 0 }: CallAnswer): void {
    const limit = sensible(named, 1, LARGEST_LIMIT)
    const isGood = status !== undefined && status < 300
    const isBoundless = named === undefined || Math.min(named, remaining) > LARGEST_LIMIT
    if (limit !== undefined || (isGood && isBoundless)) this.#set('per_window', limit ?? null)
  }

  /** Nothing is left: whatever we had not counted was spent by others, and one call will ask when the hold is over. */
  #refused(call: number, state: State, answer: CallAnswer, now: number): void {
    this.#drop(call)
    // Of many that are refused at once, the first counts.
    const isNews = state.holdUntil <= now
    const backoffMs = isNews ? state.backoffMs * 4 : state.backoffMs
    const counted = state.calls.filter(({ id }) => id !== call)
    const oursFreeIn = (counted.find(({ run }) => run !== OTHERS)?.at ?? now) + MINUTE_MS - now
    const word = answer.retryAfterMs ?? HOLD_WITHOUT_WORD_MS
    const hold = Math.max(SHORTEST_HOLD_MS, word, Math.min(backoffMs, oursFreeIn))
    const until = now + Math.min(LONGEST_HOLD_MS, hold)
    this.#set('hold_until', until)
    this.#set('ask_at', until)
    this.#set('backoff_ms', Math.max(SHORTEST_HOLD_MS / 2, Math.min(MINUTE_MS, backoffMs)))
    this.#set('window_ms', MINUTE_MS)
    if (state.limit !== null) this.#others(state.limit - counted.length, now)
  }

  #learn(call: number, state: State & RateWindow, answer: CallAnswer, now: number): void {
    const remaining = sensible(answer.remaining, 0, state.limit)
    const own = state.calls.find(({ id }) => id === call)
    if (remaining === undefined || !own) return
    const retryAfterMs = sensible(answer.retryAfterMs, 0, MINUTE_MS)
    const used = state.limit - remaining
    const past = this.#past(own.sentAt, state, now)
    const lesson = lessonOf(state, past, own, { used, retryAfterMs }, now)
    this.#others(lesson.others, now)
    this.#exec(
      `update token_calls set gone_at = ?2
       where token = ?1 and id in (select value from json_each(?3))`,
      now,
      JSON.stringify(lesson.freed),
    )
    const trustAt = lesson.contradicted ? now + DISTRUST_MS : state.trustAt
    this.#set('trust_at', trustAt)
    this.#set('window_ms', trustAt > now ? MINUTE_MS : lesson.windowMs)
    this.#set('backoff_ms', 0)
    const mayAsk = lesson.isShared || trustAt > now
    this.#set('ask_at', mayAsk ? now + (retryAfterMs ?? MINUTE_MS) : 0)
  }

  #drop(call: number): void {
    this.#exec('delete from token_calls where token = ? and id = ?', call)
  }

  /** Counts calls that somebody else has made with the same token. */
  #others(count: number, now: number): void {
    if (count <= 0) return
    this.#exec(
      `insert into token_calls (token, sent_at, at, open, run)
       with recursive n (i) as (select 1 union all select i + 1 from n where i < ?3)
       select ?1, ?2, ?2, 0, ?4 from n`,
      now,
      count,
      OTHERS,
    )
  }
}

type Column = 'per_window' | 'window_ms' | 'trust_at' | 'hold_until' | 'backoff_ms' | 'ask_at'

interface State extends Omit<RateWindow, 'limit'> {
  readonly limit: number | null
  readonly trustAt: number
  readonly backoffMs: number
}

const callOf = (row: SqlRow): CountedCall => ({
  id: integer(row, 'id'),
  sentAt: integer(row, 'sent_at'),
  at: integer(row, 'at'),
  open: integer(row, 'open') === 1,
  run: text(row, 'run'),
})

/** The number if it is whole and within bounds: a header can say anything. */
function sensible(given: number | undefined, least: number, most: number): number | undefined {
  return given !== undefined && Number.isInteger(given) && given >= least && given <= most
    ? given
    : undefined
}
