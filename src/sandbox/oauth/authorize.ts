import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { APP, findSite, SITES, USER } from '../world/sites.ts'
import { CODE_LIFETIME_MS } from '../world/tokens.ts'
import type { World } from '../world/world.ts'
import { problemPage, questionPage } from './page.ts'

/** An app's wish, from its arrival on the page until the user's answer. */
interface Request {
  readonly redirectUri: string
  readonly redirectGiven: boolean
  readonly state: string | null
  readonly scopes: readonly string[]
  readonly expiresOn: number
}

/**
 * `GET` and `POST /oauth/authorize`: the page, and the user's answer to it. An unknown client or redirect URI is told to
 * the user; all else goes back to the app as RFC 6749 section 4.1.2.1 has it (Webflow documents no names of its own).
 */
export function createAuthorize(world: World, redirectUris: readonly string[]): Hono {
  const app = new Hono()
  const waiting = new Map<string, Request>()

  app.get('/oauth/authorize', (c) => {
    const query = c.req.query()
    if (query['client_id'] !== APP.clientId) return refuse(c, 'No app has this client id.')
    const redirectUri = query['redirect_uri'] ?? redirectUris[0]
    if (redirectUri === undefined || !redirectUris.includes(redirectUri)) {
      return refuse(c, 'The redirect URI is not one of those in the app’s settings.')
    }
    const state = query['state'] ?? null
    const scopes = (query['scope'] ?? APP.scopes.join(' ')).split(/[ +]+/).filter(Boolean)
    if (query['response_type'] !== 'code') {
      return c.redirect(back(redirectUri, { error: 'unsupported_response_type', state }))
    }
    if (!scopes.every((scope) => APP.scopes.includes(scope))) {
      return c.redirect(back(redirectUri, { error: 'invalid_scope', state }))
    }
    const id = randomBytes(16).toString('hex')
    const request: Request = {
      redirectUri,
      redirectGiven: query['redirect_uri'] !== undefined,
      state,
      scopes,
      expiresOn: world.clock.now() + CODE_LIFETIME_MS,
    }
    forgetExpired(waiting, world.clock.now())
    waiting.set(id, request)
    return ask(c, id, request)
  })

  app.post('/oauth/authorize', async (c) => {
    const form = await c.req.formData()
    const id = textOf(form.get('request'))
    const request = waiting.get(id)
    if (request === undefined || request.expiresOn <= world.clock.now()) {
      return refuse(c, 'This page was answered before, or is too old. Begin again from the app.')
    }
    const { redirectUri, state } = request
    if (form.get('decision') !== 'approve') {
      waiting.delete(id)
      const denial = {
        error: 'access_denied',
        error_description: 'The user denied the request',
        state,
      }
      return c.redirect(back(redirectUri, denial), 303)
    }
    const siteIds = form.getAll('site').map(textOf)
    if (siteIds.length === 0 || !siteIds.every((siteId) => findSite(siteId) !== undefined)) {
      return ask(c, id, request, 'Choose at least one site.')
    }
    waiting.delete(id)
    const code = world.tokens.grant({ ...request, clientId: APP.clientId, siteIds })
    return c.redirect(back(redirectUri, { code, state }), 303)
  })

  return app
}

// Helpers

function ask(c: Context, id: string, request: Request, problem?: string): Response {
  secure(c, new URL(request.redirectUri).origin)
  const html = questionPage({
    app: APP.displayName,
    user: USER.email,
    scopes: request.scopes,
    sites: SITES,
    request: id,
    ...(problem !== undefined && { problem }),
  })
  return c.body(html, problem === undefined ? 200 : 400)
}

function refuse(c: Context, problem: string): Response {
  secure(c, '')
  return c.body(problemPage(problem), 400)
}

/** `form-action` counts for where a form's answer redirects to as well. */
function secure(c: Context, redirectOrigin: string): void {
  c.header('Content-Type', 'text/html; charset=utf-8')
  c.header('Cache-Control', 'no-store')
  c.header('Referrer-Policy', 'no-referrer')
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${redirectOrigin}; base-uri 'none'; frame-ancestors 'none'`,
  )
}

function back(redirectUri: string, params: Readonly<Record<string, string | null>>): string {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(params)) {
    if (value !== null) url.searchParams.set(name, value)
  }
  return url.href
}

function forgetExpired(waiting: Map<string, Request>, now: number): void {
  for (const [id, request] of waiting) if (request.expiresOn <= now) waiting.delete(id)
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
