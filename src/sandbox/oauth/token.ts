import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { APP } from '../world/sites.ts'
import type { World } from '../world/world.ts'

/**
 * `POST /oauth/access_token` and `POST /oauth/revoke_authorization`; both accept JSON or a form. Errors are `{error,
 * error_description}`.
 */
export function createTokenEndpoints(world: World): Hono {
  const app = new Hono()

  app.post('/oauth/access_token', async (c) => {
    const body = await readBody(c)
    if (body === undefined) return fail(c, 400, 'invalid_request', 'The body cannot be read.')
    if (!isApp(body)) return fail(c, 401, 'invalid_client', 'Client id or secret is wrong.')
    if (body['grant_type'] !== 'authorization_code') {
      return fail(c, 400, 'unsupported_grant_type', 'Only authorization_code is supported.')
    }
    const grant = world.tokens.redeem(body['code'] ?? '')
    if (grant === undefined || grant.clientId !== body['client_id']) {
      return fail(c, 400, 'invalid_grant', 'The code is unknown, used before or expired.')
    }
    const given = body['redirect_uri']
    if (given === undefined ? grant.redirectGiven : given !== grant.redirectUri) {
      return fail(c, 400, 'invalid_grant', 'redirect_uri is not that of the authorization.')
    }
    const { token, scopes } = world.tokens.issue(grant)
    c.header('Cache-Control', 'no-store')
    return c.json({ access_token: token, token_type: 'bearer', scope: scopes.join(' ') })
  })

  app.post('/oauth/revoke_authorization', async (c) => {
    const body = await readBody(c)
    if (body?.['access_token'] === undefined) {
      return fail(c, 400, 'invalid_request', 'access_token is missing.')
    }
    if (!isApp(body)) return fail(c, 401, 'invalid_client', 'Client id or secret is wrong.')
    if (!world.tokens.revoke(body['access_token'], APP.clientId)) {
      return fail(c, 400, 'invalid_token', 'The token is not one of this app.')
    }
    return c.json({ did_revoke: true })
  })

  return app
}

// Helpers

type Fields = Readonly<Record<string, string | undefined>>

/** The string fields of a JSON object or a form; undefined for anything else. */
async function readBody(c: Context): Promise<Fields | undefined> {
  const text = await c.req.text()
  if ((c.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text))
  }
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body !== 'object' || body === null) return undefined
    return Object.fromEntries(
      Object.entries(body).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    )
  } catch {
    return undefined
  }
}

function isApp(body: Fields): boolean {
  const given = Buffer.from(body['client_secret'] ?? '')
  const known = Buffer.from(APP.clientSecret)
  return (
    body['client_id'] === APP.clientId &&
    given.length === known.length &&
    timingSafeEqual(given, known)
  )
}

function fail(c: Context, status: 400 | 401, error: string, description: string): Response {
  c.header('Cache-Control', 'no-store')
  return c.json({ error, error_description: description }, status)
}
