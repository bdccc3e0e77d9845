/**
 * An error as data, because `instanceof` survives neither worker messages nor HTTP. The panel builds the sentence that
 * people read from `code` and `facts` (`panel/strings/en/failures.ts`); `message` is for logs and developers.
 */
export interface Failure {
  readonly code: FailureCode
  /** What failed, why, and what to do. English, without secrets. */
  readonly message: string
  /** Numbers and names for the sentence on screen, e.g. `limitBytes`. */
  readonly facts?: Readonly<Record<string, string | number>>
  /** Milliseconds to wait before a retry makes sense. */
  readonly retryAfterMs?: number
  /** The id of the failed request in the proxy's log. */
  readonly requestId?: string
}

/**
 * Every failure code with its retry rule: `automatic` (the flow retries, a limited number of times), `manual` (a person
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
  // A resumed run has lost the file's bytes: the file must be chosen again, a retry does not help.
  'file-missing': 'never',
  // Hashing.
  'hash-crashed': 'automatic',
  aborted: 'manual',
  // The panel's environment: it runs outside of the Designer, or was built without a proxy address.
  'designer-missing': 'never',
  'proxy-missing': 'never',
  // The Designer's current mode, branch or role forbids it.
  'mode-forbidden': 'manual',
  // The panel and its proxy.
  'proxy-unreachable': 'automatic',
  'proxy-reply': 'automatic',
  // One of the two is too old for the other and must be updated first.
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

/** The retry rule of this failure. */
export const retryRule = (failure: Failure): RetryRule => FAILURES[failure.code]

/** Carries a {@link Failure} where code throws, and keeps the cause. */
export class FailureError extends Error {
  readonly failure: Failure

  constructor(failure: Failure, options?: { readonly cause?: unknown }) {
    super(failure.message, options)
    this.name = 'FailureError'
    this.failure = failure
  }
}

/**
 * The failure in a thrown value, recognised by its shape because classes do not survive bundles and messages. An abort
 * becomes `aborted`, anything else `fallback`.
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
