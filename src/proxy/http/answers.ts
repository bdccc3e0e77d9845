/** Failures as answers, and request bodies as data. */
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import * as v from 'valibot'
import { FailureError, type Failure, type FailureCode } from '../../core/failure.ts'
import { REQUEST_ID_HEADER, type ErrorBody } from '../../core/wire.ts'
import type { Deps } from '../access/deps.ts'
import { statusFor } from './errors.ts'
import type { Env } from './guards.ts'
import { thrownFields } from '../base/log.ts'
import { connectUrl } from '../access/oauth.ts'
import { TryLater } from '../base/try-later.ts'

/** Answers failures as they are. Logs anything else and answers a 500 without details. */
export async function answerFailure(
  deps: Deps,
  c: Context<Env>,
  thrown: unknown,
): Promise<Response> {
  await drain(deps, c.req.raw.body)
  const failure = { ...known(c, thrown), requestId: c.get('requestId') }
  c.set('failure', failure)
  if (thrown instanceof FailureError && thrown.cause !== undefined) {
    c.get('log').debug('Cause of the failure.', thrownFields(thrown))
  }
  const site = c.get('site')
  const url =
    HEALED_BY_CONNECTING.has(failure.code) && site
      ? await connectUrl(deps, site, c.req.header('origin'))
      : undefined
  if (failure.retryAfterMs !== undefined) {
    c.header('retry-after', String(Math.max(1, Math.ceil(failure.retryAfterMs / 1000))))
  }
  c.header(REQUEST_ID_HEADER, c.get('requestId'))
  const body: ErrorBody = { error: failure, ...(url === undefined ? {} : { connectUrl: url }) }
  return c.json(body, statusOf(thrown, failure))
}

export function answerUnknownPath(c: Context<Env>): Response {
  const requestId = c.get('requestId')
  const message = 'Nothing found at this URL.'
  return c.json({ error: { code: 'not-found', message, requestId } } satisfies ErrorBody, 404)
}

/** @throws FailureError `bad-request` that names the first problem. */
export async function parseJson<T>(
  c: Pick<Context, 'req'>,
  schema: v.GenericSchema<unknown, T>,
): Promise<T> {
  const body: unknown = await c.req.json().catch((cause: unknown) => {
    if (cause instanceof HTTPException) throw cause
    throw new FailureError({ code: 'bad-request', message: "The request isn't JSON." }, { cause })
  })
  const parsed = v.safeParse(schema, body)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const message = `The request is invalid: ${v.getDotPath(issue) ?? 'its body'}: ${issue.message}`
  throw new FailureError({ code: 'bad-request', message: message.slice(0, 300) })
}

// Helpers

const HEALED_BY_CONNECTING: ReadonlySet<FailureCode> = new Set([
  'not-connected',
  'webflow-unauthorized',
  'webflow-scopes',
])

/** Limits for draining an unused body: bytes and milliseconds. */
const DRAIN_BYTES = 16 * 1024 * 1024
const DRAIN_MS = 5000

/** Drains a refused upload before the answer: otherwise most browsers report a broken connection instead. */
async function drain(deps: Deps, body: ReadableStream<Uint8Array> | null): Promise<void> {
  if (body === null || body.locked) return
  const reader = body.getReader()
  const stop = (): void => {
    reader.cancel().catch(() => {})
  }
  const disarm = deps.clock.after(DRAIN_MS, stop)
  try {
    for (let read = 0; read < DRAIN_BYTES;) {
      const next = await reader.read()
      if (next.done) return
      read += next.value.byteLength
    }
    stop()
  } catch {
    // The sender disconnected.
  } finally {
    disarm()
  }
}

function known(c: Context<Env>, thrown: unknown): Failure {
  if (thrown instanceof FailureError) return thrown.failure
  if (thrown instanceof TryLater) {
    const message = 'Another request is already working on this. Try again in a moment.'
    return { code: 'rate-limited', message, retryAfterMs: thrown.retryAfterMs }
  }
  if (thrown instanceof HTTPException && thrown.status < 500) {
    return { code: 'bad-request', message: thrown.message || "The request can't be served." }
  }
  c.get('log').error('Failed to answer a request.', thrownFields(thrown))
  return { code: 'internal', message: 'Unexpected server error. Try again.' }
}

const statusOf = (thrown: unknown, failure: Failure) =>
  thrown instanceof HTTPException && thrown.status === 413 ? 413 : statusFor(failure.code)
