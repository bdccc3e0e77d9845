import type { Readable } from 'node:stream'
import type { Refusal } from './refusal.ts'
import { errorDocument } from './xml.ts'

/** A response that has not been written yet. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | number>>
  readonly body: string | Readable
}

/** S3's error document for a refusal. */
export const refused = (refusal: Refusal, requestId: string): Answer => ({
  status: refusal.status,
  headers: { 'Content-Type': 'application/xml' },
  body: errorDocument(refusal, requestId),
})

/** The refusal for a fault's status, in S3's own words where it has some. */
export const faulty = (status: number): Refusal =>
  FAULT_REFUSALS[status] ?? {
    status,
    code: 'ServiceFailure',
    message: `Status ${status} on request.`,
  }

/** Status 200 with a body that is neither XML nor JSON. */
export const GARBAGE: Answer = {
  status: 200,
  headers: { 'Content-Type': 'text/html' },
  body: '<html><body>One moment, please\u2026',
}

/** An ETag that matches no stored bytes. */
export const WRONG_ETAG = `"${'0'.repeat(32)}"`

// Helpers

const FAULT_REFUSALS: Readonly<Record<number, Refusal>> = {
  429: { status: 429, code: 'SlowDown', message: 'Please reduce your request rate.' },
  500: {
    status: 500,
    code: 'InternalError',
    message: 'We encountered an internal error. Please try again.',
  },
  503: { status: 503, code: 'SlowDown', message: 'Please reduce your request rate.' },
}
