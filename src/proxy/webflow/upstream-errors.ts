/** Trouble with Webflow as a failure, with what the proxy must know about it besides. */
import { FailureError, type Failure } from '../../core/failure.ts'

/**
 * A call to Webflow that did not succeed. `done`: `no` when Webflow certainly did nothing, `unknown` when it may
 * have done what it was asked (no answer, a server error, an answer that cannot be read).
 */
export class UpstreamError extends FailureError {
  readonly done: 'no' | 'unknown'
  /** HTTP status of the answer, if one came. */
  readonly status: number | undefined

  constructor(
    failure: Failure,
    details: {
      readonly done: 'no' | 'unknown'
      readonly status?: number
      readonly cause?: unknown
    },
  ) {
    super(failure, { cause: details.cause })
    this.name = 'UpstreamError'
    this.done = details.done
    this.status = details.status
  }
}

/** Our own budget is spent: Webflow was not asked. */
export function budgetSpent(waitMs: number): UpstreamError {
  return new UpstreamError(
    {
      code: 'rate-limited',
      message: `Webflow's rate limit is reached. Retry in ${Math.ceil(waitMs / 1000)} s.`,
      retryAfterMs: waitMs,
    },
    { done: 'no' },
  )
}

/** No answer, or none that can be read: what was asked may have been done. */
export function unanswered(
  what: string,
  why: string,
  cause?: unknown,
  status?: number,
): UpstreamError {
  return new UpstreamError(
    { code: 'webflow-unavailable', message: `Failed to ${what}: ${why}. Try again in a moment.` },
    { done: 'unknown', cause, ...(status === undefined ? {} : { status }) },
  )
}

/** What an answer with an error status means. `code` and `message` are Webflow's own. */
export function refused(
  what: string,
  answer: {
    readonly status: number
    readonly code: string
    readonly message: string
    readonly retryAfterMs: number | undefined
  },
): UpstreamError {
  const { status, code, message } = answer
  if (status >= 500) {
    return unanswered(what, `Webflow answered ${status}`, undefined, status)
  }
  return new UpstreamError(failureFor(what, { ...answer, code, message }), { done: 'no', status })
}

// Helpers

function failureFor(what: string, answer: Parameters<typeof refused>[1]): Failure {
  const { status, code, message } = answer
  const facts = { status, webflowCode: code }
  if (status === 401) {
    return {
      code: 'webflow-unauthorized',
      message: `Failed to ${what}: Webflow no longer accepts the token. Connect the site again.`,
      facts,
    }
  }
  if (status === 403 && code === 'missing_scopes') {
    const scopes = /scopes\s*-\s*(.+)$/.exec(message)?.[1] ?? ''
    return {
      code: 'webflow-scopes',
      message: `Failed to ${what}: the token lacks scopes (${scopes || 'not named'}). Connect the site again and approve all permissions.`,
      facts: { ...facts, scopes },
    }
  }
  if (status === 429) {
    return {
      code: 'rate-limited',
      message: `Failed to ${what}: Webflow's rate limit is reached.`,
      retryAfterMs: answer.retryAfterMs ?? 10_000,
    }
  }
  return {
    code: 'webflow-refused',
    message: `Failed to ${what}: Webflow answered ${status} (${message || code || 'no reason given'}).`,
    facts: message === '' ? facts : { ...facts, webflowReason: message },
  }
}
