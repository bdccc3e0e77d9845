/**
 * One call to Webflow's Data API: through the token's budget, with an end in time, its refusal told as a failure. Only
 * calls that may be repeated without harm are, and only after trouble that may pass.
 */
import * as v from 'valibot'
import type { BudgetHandle } from './budget.ts'
import type { CallKind } from './budget-rules.ts'
import { sleep, type TimeSource } from '../base/clock.ts'
import { SilenceGuard } from '../base/silence.ts'
import { budgetSpent, refused, unanswered, UpstreamError } from './upstream-errors.ts'
import { WebflowError } from './schemas.ts'

const TRIES = 3
const FIRST_PAUSE_MS = 200
/** A turn that comes so soon is waited for here: sending the panel away and back would take longer. */
const PATIENCE_MS = 2000
/** All that nobody has started as a run shares one run's part: listings, probes, cleaning up. */
const BACKGROUND = 'background'

export interface WebflowOptions {
  readonly fetch: typeof globalThis.fetch
  readonly clock: TimeSource
  readonly apiUrl: string
  readonly token: string
  readonly budget: BudgetHandle
  readonly timeoutMs: number
  /** Who shares the budget's bulk calls with whom. @default {@link BACKGROUND} */
  readonly run?: string
}

export interface WebflowRequest {
  /** What is being done, for the sentence of a failure. */
  readonly what: string
  readonly kind: CallKind
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: unknown
}

export interface WebflowAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: unknown
}

/** Every method rejects with an {@link UpstreamError}. */
export class WebflowCalls {
  readonly #options: WebflowOptions
  /** How far Webflow's clock is ahead of ours, in milliseconds, by the `Date` of its last answer. */
  aheadMs = 0

  constructor(options: WebflowOptions) {
    this.#options = options
  }

  /** For calls that change nothing when they are made again. */
  async repeatedly(request: WebflowRequest): Promise<WebflowAnswer> {
    for (let failed = 1; ; failed++) {
      try {
        return await this.once(request)
      } catch (thrown) {
        const mayPass = thrown instanceof UpstreamError && thrown.done === 'unknown'
        if (!mayPass || failed >= TRIES) throw thrown
        await sleep(this.#options.clock, FIRST_PAUSE_MS * 2 ** (failed - 1))
      }
    }
  }

  async once(request: WebflowRequest): Promise<WebflowAnswer> {
    const call = await this.#turn(request.kind)
    let answer: WebflowAnswer | undefined
    try {
      answer = await this.#fetch(request)
    } finally {
      await this.#settle(call, answer)
    }
    this.#compareClocks(answer)
    if (answer.status >= 200 && answer.status < 300)
      return { ...answer, body: bodyOf(request, answer) }
    const said = v.safeParse(WebflowError, lenientJson(answer.text))
    throw refused(request.what, {
      status: answer.status,
      code: (said.success && said.output.code) || '',
      message: (said.success && said.output.message) || '',
      retryAfterMs: retryAfterMs(answer.headers, this.#options.clock),
    })
  }

  #compareClocks({ headers }: WebflowAnswer): void {
    const date = Date.parse(headers.get('date') ?? '')
    if (!Number.isNaN(date)) this.aheadMs = date - this.#options.clock.now()
  }

  /** A call that cannot be settled counts until it is old. What Webflow has answered is not lost over it. */
  async #settle(call: number, answer: WebflowAnswer | undefined): Promise<void> {
    const { budget, clock } = this.#options
    try {
      await budget.settle(call, answer ? budgetWords(answer, clock) : {})
    } catch {
      // The budget's own state had trouble.
    }
  }

  /** Resolves with a call that may be made. Rejects when the budget is spent for longer than one waits for it. */
  async #turn(kind: CallKind): Promise<number> {
    const { budget, clock, run = BACKGROUND } = this.#options
    const until = clock.now() + PATIENCE_MS
    for (;;) {
      const taken = await budget.take(kind, run)
      if (taken.ok) return taken.call
      if (clock.now() + taken.waitMs > until) throw budgetSpent(taken.waitMs)
      await sleep(clock, taken.waitMs)
    }
  }

  async #fetch(request: WebflowRequest): Promise<WebflowAnswer> {
    const { clock, timeoutMs, token, apiUrl } = this.#options
    const guard = new SilenceGuard(clock, timeoutMs)
    guard.start()
    const headers: Record<string, string> = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
    }
    if (request.body !== undefined) headers['content-type'] = 'application/json'
    try {
      const response = await this.#options.fetch(apiUrl + request.path, {
        method: request.method,
        headers,
        signal: guard.signal,
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      })
      const text = await response.text()
      return { status: response.status, headers: response.headers, text, body: undefined }
    } catch (thrown) {
      const why = guard.isSilent ? 'Webflow did not answer in time' : 'Webflow cannot be reached'
      throw unanswered(request.what, why, thrown)
    } finally {
      guard.end()
    }
  }
}

// Helpers

function bodyOf(request: WebflowRequest, answer: WebflowAnswer): unknown {
  // A deletion is answered with nothing; a page in its place comes from somebody else, and nothing was deleted.
  if (request.method === 'DELETE' && answer.text.trim() === '') return undefined
  const body = lenientJson(answer.text)
  if (body === undefined)
    throw unanswered(request.what, 'Webflow answered with something unreadable')
  return body
}

function lenientJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function budgetWords(answer: WebflowAnswer, clock: TimeSource) {
  const limit = headerNumber(answer.headers, 'x-ratelimit-limit')
  const remaining = headerNumber(answer.headers, 'x-ratelimit-remaining')
  const retry = retryAfterMs(answer.headers, clock)
  return {
    status: answer.status,
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(retry === undefined ? {} : { retryAfterMs: retry }),
  }
}

/** NaN if the header is not a number; undefined if it is missing. */
function headerNumber(headers: Headers, name: string): number | undefined {
  const value = headers.get(name)
  return value === null ? undefined : Number(value.trim() || Number.NaN)
}

/** `Retry-After` as seconds or as a date (RFC 9110, 10.2.3); undefined when missing or absurd. */
function retryAfterMs(headers: Headers, clock: TimeSource): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (!value) return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - clock.now()
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined
}
