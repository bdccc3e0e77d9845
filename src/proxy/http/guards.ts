/** Middleware for every request: request ID, log line, headers, origin check, body limit. */
import type { Hono, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import type { SiteId } from '../../core/brands.ts'
import { FailureError, type Failure } from '../../core/failure.ts'
import { REQUEST_ID_HEADER, TICKET_HEADER } from '../../core/wire.ts'
import type { Deps } from '../access/deps.ts'
import type { Log } from '../base/log.ts'
import type { SiteContext } from '../access/site-context.ts'

export interface Env {
  readonly Bindings: object
  readonly Variables: {
    readonly requestId: string
    readonly log: Log
    site?: SiteId
    failure?: Failure
  }
}

/** The environment of a request that passed the session guard. */
export interface SiteEnv {
  readonly Bindings: object
  readonly Variables: Env['Variables'] & { readonly siteContext: SiteContext }
}

/** Limit for a JSON call, in bytes; a full reserve request takes about a tenth of it. */
const MOST_JSON_BYTES = 1024 * 1024

/** Guards run in this order. */
export function addGuards(app: Hono<Env>, deps: Deps): void {
  const origins = new Set(deps.config.allowedOrigins)
  app.use(logged(deps))
  app.use(
    secureHeaders({
      xFrameOptions: 'DENY',
      referrerPolicy: 'no-referrer',
      crossOriginResourcePolicy: 'cross-origin',
      // The page at the end of connecting talks to the window that opened it.
      crossOriginOpenerPolicy: 'unsafe-none',
    }),
  )
  app.use(contentPolicy)
  app.use(
    cors({
      origin: (origin) => (origins.has(origin) ? origin : null),
      allowMethods: ['GET', 'POST', 'PUT'],
      allowHeaders: ['Authorization', 'Content-Type', TICKET_HEADER],
      exposeHeaders: [REQUEST_ID_HEADER, 'Retry-After'],
      maxAge: 600,
    }),
  )
  app.use(knownOrigins(origins))
  app.post('*', bodyLimit({ maxSize: MOST_JSON_BYTES, onError: tooLarge }))
}

// Helpers

/** Allows nothing unless a page sets its own policy. */
const contentPolicy: MiddlewareHandler<Env> = async (c, next) => {
  await next()
  if (c.res.headers.has(CSP)) return
  c.header(CSP, "default-src 'none'; frame-ancestors 'none'")
}

const CSP = 'content-security-policy'

function logged(deps: Deps): MiddlewareHandler<Env> {
  return async function log(c, next) {
    const requestId = crypto.randomUUID()
    const startedAt = deps.clock.now()
    c.set('requestId', requestId)
    c.set('log', withFields(deps.log, { requestId }))
    await next()
    c.header(REQUEST_ID_HEADER, requestId)
    const site = c.get('site')
    const failure = c.get('failure')
    const level = failure === undefined || STATUS_FAULT > c.res.status ? 'info' : 'error'
    deps.log[level]('request', {
      requestId,
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      ms: deps.clock.now() - startedAt,
      ...(site === undefined ? {} : { site }),
      ...(failure === undefined ? {} : { failure: failure.code, why: failure.message }),
    })
  }
}

const STATUS_FAULT = 500

/** CORS only hides answers; this refuses requests from unknown origins altogether. */
function knownOrigins(origins: ReadonlySet<string>): MiddlewareHandler<Env> {
  return async function knownOrigin(c, next) {
    const origin = c.req.header('origin')
    if (origin !== undefined && !origins.has(origin)) {
      const message =
        "This page can't use this server. To allow it, add its origin to ALLOWED_ORIGINS."
      throw new FailureError({ code: 'session-refused', message, facts: { reason: 'origin' } })
    }
    await next()
  }
}

const tooLarge = (): never => {
  throw new HTTPException(413, { message: `The request exceeds ${MOST_JSON_BYTES} bytes.` })
}

function withFields(log: Log, fields: Readonly<Record<string, unknown>>): Log {
  return {
    debug: (message, more) => {
      log.debug(message, { ...fields, ...more })
    },
    info: (message, more) => {
      log.info(message, { ...fields, ...more })
    },
    warn: (message, more) => {
      log.warn(message, { ...fields, ...more })
    },
    error: (message, more) => {
      log.error(message, { ...fields, ...more })
    },
  }
}
