/** The HTTP status of each failure. */
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { FailureCode } from '../../core/failure.ts'

/**
 * The status says who has to act: 4xx the panel or its user; 424: Webflow or storage refused the request; 502: they did
 * not answer. Failures that only a panel can have never reach an answer: 500.
 */
export function statusFor(code: FailureCode): ContentfulStatusCode {
  return STATUS[code] ?? 500
}

// Helpers

const STATUS: Partial<Record<FailureCode, ContentfulStatusCode>> = {
  'file-empty': 400,
  'file-too-large': 413,
  'file-type': 415,
  aborted: 400,
  'panel-outdated': 426,
  'session-expired': 401,
  'session-refused': 403,
  'not-connected': 401,
  'bad-request': 400,
  'not-found': 404,
  internal: 500,
  'rate-limited': 429,
  'webflow-unavailable': 502,
  'webflow-unauthorized': 401,
  'webflow-scopes': 403,
  'webflow-refused': 424,
  'folder-missing': 424,
  'asset-missing': 424,
  'ticket-invalid': 409,
  'ticket-expired': 410,
  'length-mismatch': 422,
  'digest-mismatch': 422,
  'storage-refused': 424,
  'storage-unavailable': 502,
  'storage-digest': 502,
}
