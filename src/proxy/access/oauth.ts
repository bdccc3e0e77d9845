/**
 * Connects the app to a site: the authorization code flow (https://developers.webflow.com/data/reference/oauth-app, read
 * 2026-11-23). It begins at a URL that only panels of allowed origins get. Its state is single-use and bound to the
 * browser by a cookie. It ends with the token sealed for every site that it covers.
 */
import * as oauth from 'oauth4webapi'
import * as v from 'valibot'
import { isSiteId, type SiteId } from '../../core/brands.ts'
import type { Access } from '../base/config.ts'
import type { Deps } from './deps.ts'
import { hashOf } from './sealer.ts'
import { SilenceGuard } from '../base/silence.ts'
import { keepToken, webflowWith } from './site-context.ts'
import { UpstreamError } from '../webflow/upstream-errors.ts'
import type { Webflow } from '../webflow/client.ts'

const SCOPES = 'assets:read assets:write sites:read authorized_user:read'
const STATE_MS = 15 * 60_000
export const STATE_COOKIE = 'asset_dock_state'
export const STATE_SECONDS = STATE_MS / 1000

/** The URL where a person connects the site; undefined with a site token, which covers its site already. */
export async function connectUrl(
  deps: Deps,
  site: SiteId,
  origin: string | undefined,
): Promise<string | undefined> {
  if (deps.config.access.type !== 'oauth') return undefined
  const start = await deps.sealer.seal({
    purpose: 'oauth-start',
    context: '',
    value: { site, origin: origin ?? null },
    livesMs: STATE_MS,
  })
  return `${deps.config.publicUrl}/oauth/start?with=${start}`
}

/** `location`: Webflow's consent page. `cookie`: what the browser must bring back. */
export async function startOauth(
  deps: Deps,
  start: string,
): Promise<{ readonly location: string; readonly cookie: string } | undefined> {
  const { access, authUrl, publicUrl } = deps.config
  const opened = await deps.sealer.open({ purpose: 'oauth-start', context: '', text: start }, Start)
  if (opened.type !== 'ok' || access.type !== 'oauth') return undefined
  const cookie = crypto.randomUUID()
  const state = await deps.sealer.seal({
    purpose: 'oauth-state',
    context: cookie,
    value: opened.value,
    livesMs: STATE_MS,
  })
  const location = new URL(`${authUrl}/oauth/authorize`)
  location.search = new URLSearchParams({
    response_type: 'code',
    client_id: access.clientId,
    scope: SCOPES,
    redirect_uri: `${publicUrl}/oauth/callback`,
    state,
  }).toString()
  return { location: location.href, cookie }
}

/** `origin`: the waiting panel, if known. */
export type OauthEnd =
  | { readonly type: 'connected'; readonly origin: string | null; readonly site: SiteId }
  | { readonly type: 'denied'; readonly origin: string | null }
  | { readonly type: 'uncovered'; readonly origin: string | null }
  | { readonly type: 'stale' }

/** @throws UpstreamError, or an error of oauth4webapi, if Webflow fails or refuses. */
export async function finishOauth(
  deps: Deps,
  url: URL,
  cookie: string | undefined,
): Promise<OauthEnd> {
  const { access } = deps.config
  const state = url.searchParams.get('state') ?? ''
  const opened = await deps.sealer.open(
    { purpose: 'oauth-state', context: cookie ?? '', text: state },
    Start,
  )
  if (opened.type !== 'ok' || cookie === undefined || access.type !== 'oauth')
    return { type: 'stale' }
  const once = await hashOf(state)
  if (!(await deps.vault().useOnce(once, deps.clock.now() + STATE_MS))) return { type: 'stale' }
  const { site, origin } = opened.value
  const token = await exchange(deps, access, url, state)
  if (token === undefined) return { type: 'denied', origin }
  const { webflow } = await webflowWith(deps, token)
  const covered = await coveredSites(webflow)
  for (const each of covered) await keepToken(deps, each, token)
  return covered.has(site) ? { type: 'connected', origin, site } : { type: 'uncovered', origin }
}

// Helpers

const Start = v.object({
  site: v.pipe(v.string(), v.guard(isSiteId)),
  origin: v.nullable(v.string()),
})

/** Only `access_token` is documented, so nothing else is required. */
const TokenAnswer = v.object({ access_token: v.pipe(v.string(), v.minLength(1)) })

/** Undefined if the person declined. */
async function exchange(
  deps: Deps,
  access: Access & { readonly type: 'oauth' },
  url: URL,
  state: string,
): Promise<string | undefined> {
  const { apiUrl, publicUrl, authUrl, upstreamTimeoutMs } = deps.config
  const server = { issuer: authUrl, token_endpoint: `${apiUrl}/oauth/access_token` }
  const client = { client_id: access.clientId }
  let params: URLSearchParams
  try {
    params = oauth.validateAuthResponse(server, client, url, state)
  } catch (thrown) {
    if (thrown instanceof oauth.AuthorizationResponseError) return undefined
    throw thrown
  }
  const guard = new SilenceGuard(deps.clock, upstreamTimeoutMs)
  guard.start()
  try {
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.ClientSecretPost(access.clientSecret),
      params,
      `${publicUrl}/oauth/callback`,
      oauth.nopkce,
      {
        [oauth.allowInsecureRequests]: apiUrl.startsWith('http://'),
        [oauth.customFetch]: (address, options) => deps.fetch(address, options),
        signal: guard.signal,
      },
    )
    const parsed = v.safeParse(TokenAnswer, await answer.json().catch(() => undefined))
    if (answer.ok && parsed.success) return parsed.output.access_token
    throw new UpstreamError(
      {
        code: 'webflow-refused',
        message: `Webflow gave no token (${answer.status}). Connect again.`,
      },
      { done: 'no', status: answer.status },
    )
  } finally {
    guard.end()
  }
}

/** The sites that a token reaches: named one by one, or all of a workspace's. */
async function coveredSites(webflow: Webflow): Promise<ReadonlySet<SiteId>> {
  const { authorization } = await webflow.introspect()
  const named = authorization.authorizedTo?.siteIds ?? []
  const listed = named.length > 0 ? named : (await webflow.sites()).sites.map((site) => site.id)
  return new Set(listed.filter(isSiteId))
}
