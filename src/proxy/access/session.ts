/**
 * Opens sessions. Webflow resolves the Designer's ID token to a user and a site, which must be the one that the panel
 * names. The panel gets a short-lived sealed session for that site.
 */
import * as v from 'valibot'
import { isSiteId, type SiteId } from '../../core/brands.ts'
import { FailureError } from '../../core/failure.ts'
import type { Session, SessionRequest } from '../../core/wire.ts'
import { outdated, WIRE_VERSION } from '../../core/wire-version.ts'
import type { Deps } from './deps.ts'
import type { Log } from '../base/log.ts'
import { sameSecret } from './sealer.ts'
import { openSite, type SiteContext } from './site-context.ts'
import { UpstreamError } from '../webflow/upstream-errors.ts'

const SESSION_MS = 15 * 60_000

/** @throws FailureError `panel-outdated`, `not-connected`, `session-refused`, `webflow-…`. */
export async function openSession(deps: Deps, request: SessionRequest, log: Log): Promise<Session> {
  const refusal = outdated('panel', request.wire)
  if (refusal) throw new FailureError(refusal)
  const context = await openSite(deps, request.siteId, log)
  const email = await identify(context, request)
  const name = await siteName(context)
  const session = await deps.sealer.seal({
    purpose: 'session',
    context: '',
    value: { site: request.siteId },
    livesMs: SESSION_MS,
  })
  return {
    session,
    livesMs: SESSION_MS,
    site: { id: request.siteId, name },
    user: email === null ? null : { email },
    budget: await context.budget.view(),
    wire: WIRE_VERSION,
  }
}

/** @throws FailureError `session-expired`, also for a forged session: a new one helps in both cases. */
export async function siteOfSession(deps: Deps, text: string): Promise<SiteId> {
  const opened = await deps.sealer.open({ purpose: 'session', context: '', text }, SessionBody)
  if (opened.type === 'ok') return opened.value.site
  const message = 'Your session expired. Open a new one.'
  throw new FailureError({ code: 'session-expired', message })
}

// Helpers

const SessionBody = v.object({ site: v.pipe(v.string(), v.guard(isSiteId)) })

/** The user's email, or null if Webflow could not say and the access key (or loopback) vouches instead. */
async function identify(context: SiteContext, request: SessionRequest): Promise<string | null> {
  try {
    const user = await context.webflow.resolveIdToken(request.idToken)
    if (user.siteId !== request.siteId) {
      throw refusedSession('The ID token belongs to a different site. Reload the Designer.', 'site')
    }
    return user.email ?? null
  } catch (thrown) {
    if (!(thrown instanceof UpstreamError)) throw thrown
    if (thrown.failure.code === 'webflow-scopes' && hasSiteToken(context)) {
      await vouch(context, request.accessKey)
      return null
    }
    if (thrown.status === 401 && !(await isTokenGood(context))) throw thrown
    if (thrown.done === 'no' && thrown.status !== undefined && isAboutIdToken(thrown.status)) {
      throw refusedSession(
        "Webflow doesn't accept the ID token. Reload the Designer.",
        'id-token',
        thrown,
      )
    }
    throw thrown
  }
}

const hasSiteToken = (context: SiteContext): boolean =>
  context.deps.config.access.type === 'site-token'

/** Webflow does not document how it refuses an ID token; 403 already means missing scopes. */
const isAboutIdToken = (status: number): boolean => [400, 401, 404, 422].includes(status)

/** Without a resolved ID token, the caller must be on this machine or know the key. */
async function vouch(context: SiteContext, given: string | undefined): Promise<void> {
  const { accessKey, loopback } = context.deps.config
  if (accessKey === undefined && loopback) return
  if (accessKey !== undefined && given !== undefined && (await sameSecret(given, accessKey))) return
  const reason = given === undefined ? 'access-key-missing' : 'access-key-wrong'
  throw refusedSession('This server needs an access key. Ask your admin.', reason)
}

async function isTokenGood(context: SiteContext): Promise<boolean> {
  try {
    await context.webflow.introspect()
    return true
  } catch (thrown) {
    if (thrown instanceof UpstreamError && thrown.status === 401) return false
    throw thrown
  }
}

/** The name needs a scope of its own; without that scope, the token must at least cover this site. */
async function siteName(context: SiteContext): Promise<string> {
  try {
    return (await context.webflow.site(context.site)).displayName ?? ''
  } catch (thrown) {
    if (!(thrown instanceof UpstreamError)) throw thrown
    if (thrown.failure.code === 'webflow-scopes') return await nameless(context)
    if (!(await isAboutSite(context, thrown))) throw thrown
    throw refusedSession(NOT_THIS_SITE, 'other-site', thrown)
  }
}

/** Webflow does not document how it refuses a site outside a token's reach: 401 also stands for a bad token. */
async function isAboutSite(context: SiteContext, thrown: UpstreamError): Promise<boolean> {
  return (
    thrown.failure.code === 'webflow-refused' ||
    (thrown.status === 401 && (await isTokenGood(context)))
  )
}

const NOT_THIS_SITE =
  "This server's token is for a different site. Set the token of this site, or connect Asset Dock as an app."

async function nameless(context: SiteContext): Promise<string> {
  const { authorization } = await context.webflow.introspect()
  const sites = authorization.authorizedTo?.siteIds ?? []
  if (sites.length === 0 || sites.includes(context.site)) return ''
  throw refusedSession(NOT_THIS_SITE, 'other-site')
}

function refusedSession(message: string, reason: string, cause?: unknown): FailureError {
  return new FailureError({ code: 'session-refused', message, facts: { reason } }, { cause })
}
