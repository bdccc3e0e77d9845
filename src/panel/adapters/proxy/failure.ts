/** Failures of calls to the proxy. */
import * as v from 'valibot'
import { FailureError, type Failure, type FailureCode } from '../../../core/failure.ts'
import { ErrorBody, REQUEST_ID_HEADER } from '../../../core/wire.ts'

/** A reply's status and headers, from `fetch` or XMLHttpRequest. */
export interface ReplyHead {
  readonly status: number
  readonly header: (name: string) => string | null
}

/** The failure that the proxy reports in its reply, or else one derived from the status. */
export function failureOfReply(text: string, head: ReplyHead): Failure {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), ErrorBody), text)
  const extra = extras(head)
  if (!parsed.success) {
    return {
      code: CODES[head.status] ?? (head.status >= 500 ? 'proxy-reply' : 'bad-request'),
      message: `The proxy answered ${head.status} without a reason. Check its log.`,
      ...extra,
    }
  }
  const { error, connectUrl } = parsed.output
  const facts = connectUrl === undefined ? {} : { facts: { ...error.facts, connectUrl } }
  return { ...extra, ...error, ...facts }
}

/** @throws FailureError always: the reply ended before its last line. */
export function cutReply(reply: Response): never {
  throw new FailureError({
    code: 'proxy-reply',
    message: "The proxy's reply was cut off. It is safe to try again.",
    ...extras({ status: reply.status, header: (name) => reply.headers.get(name) }),
  })
}

export function malformedReply(head: ReplyHead, why: string, cause: unknown): FailureError {
  return new FailureError(
    {
      code: 'proxy-reply',
      message: `Failed to read the proxy's reply: ${why}. Check that proxy and panel have the same version.`,
      ...extras(head),
    },
    { cause },
  )
}

/**
 * Browsers do not tell pages why a request failed, so the message lists what to check. Chrome 147 and later asks for
 * permission before a page reaches an address on the same machine or network, and a frame without
 * `allow="loopback-network"` may not ask (https://github.com/webflow/mcp-server/issues/124, read 2026-11-23).
 */
export function unreachable(url: string, why: string, cause: unknown): FailureError {
  return new FailureError(
    {
      code: 'proxy-unreachable',
      message:
        `The proxy at ${url} could not be reached: ${why}. Check that it runs, that it allows this page's origin, ` +
        'and, where it runs on this machine, that the browser lets the page reach the local network.',
      facts: { url },
    },
    { cause },
  )
}

export const aborted = (): FailureError =>
  new FailureError({ code: 'aborted', message: 'Stopped on request.' })

// Helpers

/** 502 to 504 without a body come from a gateway in front of the proxy, while the proxy restarts. */
const CODES: Readonly<Record<number, FailureCode>> = {
  401: 'session-expired',
  403: 'session-refused',
  404: 'not-found',
  429: 'rate-limited',
  502: 'proxy-unreachable',
  503: 'proxy-unreachable',
  504: 'proxy-unreachable',
}

function extras({ header }: ReplyHead): Pick<Failure, 'requestId' | 'retryAfterMs'> {
  const requestId = header(REQUEST_ID_HEADER)
  const retryAfter = header('Retry-After')
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter)
  return {
    ...(requestId === null ? {} : { requestId }),
    ...(Number.isFinite(seconds) ? { retryAfterMs: seconds * 1000 } : {}),
  }
}
