/**
 * What went wrong, as data. A failure crosses worker messages and HTTP unchanged; `instanceof` does not survive
 * either. The sentence that people read comes from `panel/strings/en/panel.ts` by `code` and `facts`; `message` is for
 * logs and for developers.
 */
export interface Failure {
  readonly code: FailureCode
  /** What failed: why, then what to do. English, without secrets. */
  readonly message: string
  /** Numbers and names that the shown sentence needs, e.g. `limitBytes`. */
  readonly facts?: Readonly<Record<string, string | number>>
  /** Milliseconds to wait before a new try makes sense. */
  readonly retryAfterMs?: number
  /** The proxy's id of the request that failed; one grep finds it in the proxy's log. */
  readonly requestId?: string
}

/**
 * Every code with how a retry stands: `automatic` (the flow tries again by itself, bounded), `manual` (a person
 * decides), `never` (the same file would fail the same way).
 */
export const FAILURES = {
  // A file breaks a limit or cannot be read (panel, before anything is sent).
  'file-empty': 'never',
  'file-too-large': 'never',
  'file-type': 'never',
  'file-too-deep': 'never',
  'file-unreadable': 'manual',
  'file-changed': 'manual',
  // A run that was taken up again has lost the file's bytes: choosing it again heals that, trying again does not.
  'file-missing': 'never',
  // Hashing.
  'hash-crashed': 'automatic',
  aborted: 'manual',
  // The panel's surroundings: it does not run in the Designer; the build was given no proxy address.
  'designer-missing': 'never',
  'proxy-missing': 'never',
  // What the Designer's present mode, branch or role does not allow.
  'mode-forbidden': 'manual',
  // The panel and its proxy.
  'proxy-unreachable': 'automatic',
  'proxy-reply': 'automatic',
  // One of the two is too old for the other: it has to be updated first.
  'panel-outdated': 'manual',
  'proxy-outdated': 'manual',
  'session-expired': 'automatic',
  'session-refused': 'manual',
  'not-connected': 'manual',
  'bad-request': 'never',
  'not-found': 'manual',
  internal: 'manual',
  // The proxy and Webflow.
  'rate-limited': 'automatic',
  'webflow-unavailable': 'automatic',
  'webflow-unauthorized': 'manual',
  'webflow-scopes': 'manual',
  'webflow-refused': 'manual',
  'folder-missing': 'manual',
  'asset-missing': 'manual',
  // The proxy and storage.
  'ticket-invalid': 'automatic',
  'ticket-expired': 'automatic',
  'length-mismatch': 'manual',
  'digest-mismatch': 'manual',
  'storage-refused': 'automatic',
  'storage-unavailable': 'automatic',
  'storage-digest': 'automatic',
} as const satisfies Record<string, RetryRule>

export type RetryRule = 'automatic' | 'manual' | 'never'
export type FailureCode = keyof typeof FAILURES
export const FAILURE_CODES = Object.keys(FAILURES).filter(isFailureCode)

/** How a retry stands for this failure. */
export const retryRule = (failure: Failure): RetryRule => FAILURES[failure.code]

/**
 * The vehicle of a {@link Failure} where code throws. Keeps the cause; `failure` is what travels on.
 */
export class FailureError extends Error {
  readonly failure: Failure

  constructor(failure: Failure, options?: { readonly cause?: unknown }) {
    super(failure.message, options)
    this.name = 'FailureError'
    this.failure = failure
  }
}

/**
 * The failure that an unknown thrown value stands for. Recognised by shape, since classes do not survive bundles
 * and messages; an abort becomes `aborted`, anything else `fallback`.
 */
export function failureOf(thrown: unknown, fallback: FailureCode): Failure {
  if (isObject(thrown)) {
    if (isFailure(thrown['failure'])) return thrown['failure']
    if (thrown['name'] === 'AbortError') return { code: 'aborted', message: 'Stopped on request.' }
    if (typeof thrown['message'] === 'string') return { code: fallback, message: thrown['message'] }
  }
  return { code: fallback, message: String(thrown) }
}

// Helpers

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function isFailureCode(code: string): code is FailureCode {
  return Object.hasOwn(FAILURES, code)
}

const isFailure = (value: unknown): value is Failure =>
  isObject(value) && typeof value['code'] === 'string' && isFailureCode(value['code'])
