/**
 * The rules of a token's budget, as pure functions: whether a call may go now, and what an answer says about the window
 * that Webflow counts in. `budget.ts` keeps the state that they judge.
 */

/** `bulk` leaves a few calls to `interactive`, which a person is waiting for. */
export type CallKind = 'bulk' | 'interactive'

/** A call in the window: made by us, or by others with the same token. */
export interface CountedCall {
  readonly id: number
  readonly sentAt: number
  /** Since when it counts at the latest: when its answer came, or was sent while there is none. */
  readonly at: number
  readonly open: boolean
  /** Who made it: a run; empty: a person; {@link OTHERS}: nobody of us. */
  readonly run: string
}

/** The run of calls that somebody else has made: when they stop counting is anybody's guess. */
export const OTHERS = '*'

/** What is known of a token's window. Times in milliseconds since the epoch. */
export interface RateWindow {
  readonly limit: number
  /** A call counts for so long. */
  readonly windowMs: number
  /** Nothing goes before; Webflow has refused. */
  readonly holdUntil: number
  /** When a single call may ask, though by our own count nothing is left; 0: our count is to be believed. */
  readonly askAt: number
  /** Those that count, by `at`. */
  readonly calls: readonly CountedCall[]
}

/** Another run that spends the same budget: what it spent, and until when its share is kept for it. */
export interface Rival {
  readonly calls: number
  readonly until: number
}

export type BudgetDecision =
  | { readonly type: 'go' }
  /** By our count nothing is left; one call finds out. */
  | { readonly type: 'ask' }
  | { readonly type: 'wait'; readonly ms: number }

/** "requests per minute", https://developers.webflow.com/data/reference/rate-limits (read 2026-11-23). */
export const MINUTE_MS = 60_000
/** Clocks of two machines do not tick alike. */
export const MARGIN_MS = 25
const POLL_MS = 100
/** A call open for longer is lost, or as good as. */
const LOST_MS = 10_000

/** What bulk calls leave to people: two of 60, four of 120. */
const reserveOf = (limit: number): number =>
  limit < 4 ? 0 : Math.min(5, Math.max(1, Math.round(limit / 30)))

/** What a limit leaves to a kind of call. */
export const usableOf = (limit: number, kind: CallKind): number =>
  limit - (kind === 'bulk' ? reserveOf(limit) : 0)

/** How long a run's share is kept for it after it was due: a round trip of its panel's, and never a window's worth. */
export const graceOf = (windowMs: number): number =>
  Math.min(2000, Math.max(250, Math.round(windowMs / 30)))

/**
 * Whether a call may go. Of what is left for bulk, each run gets an equal share; what a rival has not claimed when it
 * was due is anybody's.
 */
export function mayGo(
  window: RateWindow,
  caller: { readonly kind: CallKind; readonly run: string },
  rivals: readonly Rival[],
  now: number,
): BudgetDecision {
  if (window.holdUntil > now) return { type: 'wait', ms: window.holdUntil - now }
  const usable = usableOf(window.limit, caller.kind)
  const { calls } = window
  if (calls.length >= usable) {
    const askAt = askableAt(window, now)
    if (askAt <= now) return { type: 'ask' }
    return waitUntil(Math.min(expiryOf(window, calls.length - usable), askAt), now)
  }
  if (caller.kind === 'interactive') return { type: 'go' }
  const share = Math.ceil(usable / (rivals.length + 1))
  if (calls.filter(({ run }) => run === caller.run).length < share) return { type: 'go' }
  const owed = rivals.reduce((sum, rival) => sum + Math.max(0, share - rival.calls), 0)
  if (calls.length + owed < usable) return { type: 'go' }
  const untils = rivals.map(({ until }) => until)
  return waitUntil(Math.max(now + POLL_MS, Math.min(expiryOf(window, 0), ...untils)), now)
}

/** When there is room for a call again, within the window's limit. */
export function nextRoomAt(window: RateWindow, now: number): number {
  const { calls, limit, holdUntil } = window
  if (calls.length < limit) return Math.max(now, holdUntil)
  const room = Math.min(expiryOf(window, calls.length - limit), askableAt(window, now))
  return Math.max(room, holdUntil)
}

export interface Lesson {
  /** Calls that others have made. */
  readonly others: number
  /** Of ours, the ids of those that no longer count. */
  readonly freed: readonly number[]
  readonly windowMs: number
  /** The window has turned out longer than it was said to be. */
  readonly contradicted: boolean
  /** Calls of others count, now or still. */
  readonly isShared: boolean
}

/**
 * What a good answer teaches that names `used` calls. Webflow had surely seen those of ours that were answered before
 * this one was sent, and may have seen all, also the `past` ones that have stopped counting while the answer was on its
 * way: only beyond these bounds is our own count wrong.
 */
export function lessonOf(
  window: RateWindow,
  past: readonly CountedCall[],
  own: CountedCall,
  answer: { readonly used: number; readonly retryAfterMs: number | undefined },
  now: number,
): Lesson {
  const { calls, windowMs } = window
  const { used, retryAfterMs: retry } = answer
  const others = Math.max(0, used - calls.length - past.length)
  const nothing = { others, freed: [], windowMs, contradicted: false, isShared: others > 0 }
  if (others > 0) {
    return { ...nothing, windowMs: MINUTE_MS, contradicted: windowMs < MINUTE_MS }
  }
  const seen = calls.filter((call) => !call.open && call.id !== own.id && call.at <= own.sentAt)
  const freed = seen.slice(0, Math.max(0, seen.length + 1 - used)).map(({ id }) => id)
  const counted = calls.filter(({ id }) => !freed.includes(id))
  const isShared = counted.some(isOthers)
  if (retry === undefined || isShared || past.some(isOthers)) return { ...nothing, freed, isShared }
  // As far as we know all calls that counted were ours, and the oldest of them is the next to be free.
  const longest = now + retry - Math.min(...[...past, ...counted].map(({ sentAt }) => sentAt))
  const shown = retry > windowMs + ROUNDED_MS ? retry : Math.min(windowMs, longest)
  return {
    ...nothing,
    freed,
    isShared,
    windowMs: Math.min(MINUTE_MS, Math.max(SHORTEST_MS, shown)),
  }
}

// Helpers

/** `Retry-After` has no fractions of a second. */
const ROUNDED_MS = 1000
const SHORTEST_MS = 250

const isOthers = ({ run }: CountedCall): boolean => run === OTHERS

/** When the call in this place no longer counts. */
const expiryOf = ({ calls, windowMs }: RateWindow, place: number): number =>
  (calls[place]?.at ?? 0) + windowMs + MARGIN_MS

/** An answer that is still to come tells as well. */
function askableAt({ askAt, calls }: RateWindow, now: number): number {
  if (askAt === 0) return Number.POSITIVE_INFINITY
  const isAsked = calls.some((call) => call.open && call.sentAt > now - LOST_MS)
  return isAsked ? Math.max(askAt, now + POLL_MS) : askAt
}

const waitUntil = (at: number, now: number): BudgetDecision => ({
  type: 'wait',
  ms: Math.max(1, at - now),
})
