/** Connecting a site: the two URLs that a person's browser visits. */
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Deps } from '../access/deps.ts'
import type { Env } from './guards.ts'
import { thrownFields } from '../base/log.ts'
import {
  finishOauth,
  startOauth,
  STATE_COOKIE,
  STATE_SECONDS,
  type OauthEnd,
} from '../access/oauth.ts'
import { endPage } from '../access/oauth-page.ts'

export async function answerOauthStart(c: Context<Env>, deps: Deps): Promise<Response> {
  const started = await startOauth(deps, c.req.query('with') ?? '')
  if (!started) return await page({ type: 'stale' })
  const secure = deps.config.publicUrl.startsWith('https:')
  const cookie = { path: '/oauth', httpOnly: true, sameSite: 'Lax', secure } as const
  setCookie(c, STATE_COOKIE, started.cookie, { ...cookie, maxAge: STATE_SECONDS })
  c.header('cache-control', 'no-store')
  return c.redirect(started.location)
}

export async function answerOauthCallback(c: Context<Env>, deps: Deps): Promise<Response> {
  const state = getCookie(c, STATE_COOKIE)
  try {
    return await page(await finishOauth(deps, new URL(c.req.url), state))
  } catch (thrown) {
    c.get('log').error('Failed to connect a site.', thrownFields(thrown))
    return await page({ type: 'failed' })
  }
}

// Helpers

async function page(end: OauthEnd | { readonly type: 'failed' }): Promise<Response> {
  const nonce = crypto.randomUUID()
  const { body, status } = await endPage(end, nonce)
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; frame-ancestors 'none'; base-uri 'none'`,
  }
  return new Response(body, { status, headers })
}
