import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { faultOf, GARBAGE_BODY } from '../control/instrument.ts'
import type { Token } from '../world/tokens.ts'
import type { World } from '../world/world.ts'
import { createAsset, deleteAsset, getAsset, listAssets, updateAsset } from './assets.ts'
import { Call } from './call.ts'
import {
  ApiError,
  errorBody,
  faultBody,
  internalError,
  missingScopes,
  notAuthorized,
  notFound,
  tooManyRequests,
} from './errors.ts'
import { createFolder, getFolder, listFolders } from './folders.ts'
import { RateWindows } from './rate-window.ts'
import { DATA_OPERATIONS, ROUTES } from './routes.ts'
import type { DataOperation } from './routes.ts'
import { getSite, listSites } from './sites.ts'
import { authorizedBy, introspectToken, resolveToken } from './tokens.ts'

/** The listener's bindings; empty when a test calls the app without a server. */
export interface DataApiEnv {
  Bindings: Partial<HttpBindings>
}

/**
 * The part of Webflow's Data API v2 that assets need. A request is checked for a known token (401), the token's rate
 * window (429), a fault rule, and the scope (403), in this order; then its handler runs. Every answer carries the rate
 * headers.
 */
export function createDataApi(world: World): Hono<DataApiEnv> {
  const app = new Hono<DataApiEnv>()
  const windows = new RateWindows()
  world.onReset(() => windows.clear())

  app.use(async function rateHeaders(c, next) {
    await next()
    const bearer = bearerOf(c) ?? ''
    const verdict = windows.peek(bearer, world.clock.now(), world.settings.current)
    c.header('X-RateLimit-Limit', String(verdict.limit))
    c.header('X-RateLimit-Remaining', String(verdict.remaining))
    c.header('Retry-After', String(Math.max(1, Math.ceil(verdict.retryAfterMs / 1000))))
  })

  for (const name of DATA_OPERATIONS) {
    const { method, path, scope } = ROUTES[name]
    app.on(method, path, async (c) => {
      const token = authenticate(world, windows, c)
      const faultAnswer = answerFault(c)
      if (faultAnswer !== undefined) return faultAnswer
      if (scope !== null && !token.scopes.includes(scope)) throw missingScopes(scope)
      return HANDLERS[name](new Call(world, token, c))
    })
  }

  app.notFound(() => writeError(notFound('route')))
  app.onError((error) => {
    if (error instanceof ApiError) return writeError(error)
    world.log(`data api: ${error.stack ?? error.message}`)
    return writeError(internalError())
  })
  return app
}

// Helpers

const HANDLERS: { readonly [Name in DataOperation]: (call: Call) => Response | Promise<Response> } =
  {
    listSites,
    getSite,
    listAssets,
    createAsset,
    getAsset,
    updateAsset,
    deleteAsset,
    listFolders,
    createFolder,
    getFolder,
    introspectToken,
    authorizedBy,
    resolveToken,
  }

function authenticate(world: World, windows: RateWindows, c: Context<DataApiEnv>): Token {
  const bearer = bearerOf(c)
  const token = bearer === undefined ? undefined : world.tokens.use(bearer)
  if (token === undefined) throw notAuthorized()
  const verdict = windows.take(token.token, world.clock.now(), world.settings.current)
  if (!verdict.allowed) throw tooManyRequests()
  return token
}

function answerFault(c: Context<DataApiEnv>): Response | undefined {
  const fault = c.env?.incoming && faultOf(c.env.incoming)
  if (fault?.name === 'status')
    return Response.json(faultBody(fault.status), { status: fault.status })
  if (fault?.name === 'garbage') {
    return new Response(GARBAGE_BODY.body, {
      headers: { 'Content-Type': GARBAGE_BODY.contentType },
    })
  }
  return undefined
}

const bearerOf = (c: Context<DataApiEnv>): string | undefined =>
  /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]

const writeError = (error: ApiError): Response =>
  Response.json(errorBody(error.code, error.message), { status: error.status })
