/** The only place that gives a request its site. Handlers of guarded routes never run without one. */
import type { MiddlewareHandler } from 'hono'
import type { Deps } from '../access/deps.ts'
import type { SiteEnv } from './guards.ts'
import { siteOfSession } from '../access/session.ts'
import { openSite } from '../access/site-context.ts'

/**
 * Sets `siteContext` from the session in `Authorization: Bearer`. Does not read the body.
 * @throws FailureError `session-expired` without a good session, `not-connected` without a token for its site.
 */
export function sessionGuard(deps: Deps): MiddlewareHandler<SiteEnv> {
  return async function requireSession(c, next) {
    const bearer = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const site = await siteOfSession(deps, bearer ?? '')
    c.set('site', site)
    c.set('siteContext', await openSite(deps, site, c.get('log')))
    await next()
  }
}
