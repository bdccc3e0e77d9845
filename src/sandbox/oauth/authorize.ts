import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { APP, findSite, SITES, USER } from '../world/sites.ts'
import { CODE_LIFETIME_MS } from '../world/tokens.ts'
import type { World } from '../world/world.ts'
import { problemPage, questionPage } from './page.ts'

/** An app's authorization request, from the page's first display until the user's answer. */
interface Request {
  readonly redirectUri: string
  readonly redirectGiven: boolean
  readonly state: string | null
  readonly scopes: readonly string[]
  readonly expiresOn: number
}

/**
 * `GET` and `POST /oauth/authorize`: the consent page and the user's answer. An unknown client or redirect URI is shown
 * to the user; other errors go back to the app as in RFC 6749 section 4.1.2.1 (Webflow documents no codes of its own).
 */
export function createAuthorize(world: World, redirectUris: readonly string[]): Hono {
  const app = new Hono()
  const pending = new Map<string, Request>()

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
      return c.redirect(withParams(redirectUri, { error: 'unsupported_response_type', state }))
    }
    if (!scopes.every((scope) => APP.scopes.includes(scope))) {
      return c.redirect(withParams(redirectUri, { error: 'invalid_scope', state }))
    }
    const id = randomBytes(16).toString('hex')
    const request: Request = {
      redirectUri,
      redirectGiven: query['redirect_uri'] !== undefined,
      state,
      scopes,
      expiresOn: world.clock.now() + CODE_LIFETIME_MS,
    }
    deleteExpired(pending, world.clock.now())
    pending.set(id, request)
    return ask(c, id, request)
  })

  app.post('/oauth/authorize', async (c) => {
    const form = await c.req.formData()
    const id = textOf(form.get('request'))
    const request = pending.get(id)
    if (request === undefined || request.expiresOn <= world.clock.now()) {
      return refuse(c, 'This page was answered before, or is too old. Begin again from the app.')
    }
    const { redirectUri, state } = request
    if (form.get('decision') !== 'approve') {
      pending.delete(id)
      const denial = {
        error: 'access_denied',
        error_description: 'The user denied the request',
        state,
      }
      return c.redirect(withParams(redirectUri, denial), 303)
    }
    const siteIds = form.getAll('site').map(textOf)
    if (siteIds.length === 0 || !siteIds.every((siteId) => findSite(siteId) !== undefined)) {
      return ask(c, id, request, 'Choose at least one site.')
    }
    pending.delete(id)
    const code = world.tokens.grant({ ...request, clientId: APP.clientId, siteIds })
    return c.redirect(withParams(redirectUri, { code, state }), 303)
  })

  return app
}

// Helpers

function ask(c: Context, id: string, request: Request, problem?: string): Response {
  setSecurityHeaders(c, new URL(request.redirectUri).origin)
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
  setSecurityHeaders(c, '')
  return c.body(problemPage(problem), 400)
}

/** `form-action` also applies to the redirect that follows the form's submission. */
function setSecurityHeaders(c: Context, redirectOrigin: string): void {
  c.header('Content-Type', 'text/html; charset=utf-8')
  c.header('Cache-Control', 'no-store')
  c.header('Referrer-Policy', 'no-referrer')
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${redirectOrigin}; base-uri 'none'; frame-ancestors 'none'`,
  )
}

function withParams(redirectUri: string, params: Readonly<Record<string, string | null>>): string {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(params)) {
    if (value !== null) url.searchParams.set(name, value)
  }
  return url.href
}

function deleteExpired(pending: Map<string, Request>, now: number): void {
  for (const [id, request] of pending) if (request.expiresOn <= now) pending.delete(id)
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
