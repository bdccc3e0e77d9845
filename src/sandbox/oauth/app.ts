import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { faultOf, GARBAGE_BODY } from '../control/instrument.ts'
import type { Operation } from '../control/operations.ts'
import type { World } from '../world/world.ts'
import { createAuthorize } from './authorize.ts'
import { createTokenEndpoints } from './token.ts'

/** Webflow's OAuth 2 authorization code flow: https://developers.webflow.com/data/reference/oauth-app (read 2026-11-23). */
export function createOauth(
  world: World,
  redirectUris: readonly string[],
): Hono<{ Bindings: Partial<HttpBindings> }> {
  const app = new Hono<{ Bindings: Partial<HttpBindings> }>()
  app.use(async function answerFault(c, next) {
    const fault = c.env?.incoming && faultOf(c.env.incoming)
    if (fault?.name === 'status') {
      return Response.json({ error: 'server_error' }, { status: fault.status })
    }
    if (fault?.name === 'garbage') return c.html(GARBAGE_BODY.body)
    return next()
  })
  app.route('/', createAuthorize(world, redirectUris))
  app.route('/', createTokenEndpoints(world))
  return app
}

/** The OAuth operation for a method and path; null if there is none. */
export function oauthOperationOf(method: string, path: string): Operation | null {
  if (path === '/oauth/authorize') return 'authorize'
  if (method !== 'POST') return null
  return OPERATIONS_BY_PATH[path] ?? null
}

// Helpers

const OPERATIONS_BY_PATH: Readonly<Record<string, Operation>> = {
  '/oauth/access_token': 'accessToken',
  '/oauth/revoke_authorization': 'revokeAuthorization',
}
