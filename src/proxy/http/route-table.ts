/** Every route of the proxy, and who may use it. A route that is not in the table does not exist. */
import { Hono, type Context } from 'hono'
import type { Deps } from '../access/deps.ts'
import type { Env, SiteEnv } from './guards.ts'
import { answerCatalogue, answerKnown } from './routes-catalogue.ts'
import { answerHealth, answerReadiness } from './routes-health.ts'
import {
  answerAltTexts,
  answerBytes,
  answerChanged,
  answerDelete,
  answerEdit,
  answerLocales,
} from './routes-library.ts'
import { answerOauthCallback, answerOauthStart } from './routes-oauth.ts'
import { answerAssets, answerFolders, answerNewFolders, answerSession } from './routes-site.ts'
import { answerCancel, answerReserve, answerSend } from './routes-uploads.ts'
import { sessionGuard } from './session-guard.ts'

interface Address {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
}

type Answer = Response | Promise<Response>

/** Only handlers of guarded routes get the site; the types enforce it. */
export type Route = Address &
  (
    | { readonly guard: 'session'; readonly handler: (c: Context<SiteEnv>) => Answer }
    | {
        readonly guard: 'none'
        /** Why it needs no session. */
        readonly reason: string
        readonly handler: (c: Context<Env>, deps: Deps) => Answer
      }
  )

/* oxfmt-ignore */
export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/healthz', guard: 'none', reason: 'Monitors have no session; it reveals nothing.', handler: answerHealth },
  { method: 'GET', path: '/readyz', guard: 'none', reason: 'Monitors have no session; it reveals nothing.', handler: answerReadiness },
  { method: 'GET', path: '/oauth/start', guard: 'none', reason: 'A new window has no session; the sealed link is the proof.', handler: answerOauthStart },
  { method: 'GET', path: '/oauth/callback', guard: 'none', reason: 'Webflow sends the browser here; state and cookie are the proof.', handler: answerOauthCallback },
  { method: 'POST', path: '/session', guard: 'none', reason: 'Opens the session; the ID token is the proof.', handler: answerSession },
  { method: 'GET', path: '/assets', guard: 'session', handler: answerAssets },
  { method: 'GET', path: '/folders', guard: 'session', handler: answerFolders },
  { method: 'POST', path: '/folders', guard: 'session', handler: answerNewFolders },
  { method: 'POST', path: '/reserve', guard: 'session', handler: answerReserve },
  { method: 'PUT', path: '/send', guard: 'session', handler: answerSend },
  { method: 'POST', path: '/cancel', guard: 'session', handler: answerCancel },
  { method: 'POST', path: '/known', guard: 'session', handler: answerKnown },
  { method: 'GET', path: '/catalogue', guard: 'session', handler: answerCatalogue },
  { method: 'GET', path: '/locales', guard: 'session', handler: answerLocales },
  { method: 'GET', path: '/alt-texts', guard: 'session', handler: answerAltTexts },
  { method: 'POST', path: '/edit', guard: 'session', handler: answerEdit },
  { method: 'POST', path: '/delete', guard: 'session', handler: answerDelete },
  { method: 'POST', path: '/changed', guard: 'session', handler: answerChanged },
  { method: 'GET', path: '/bytes', guard: 'session', handler: answerBytes },
]

/** Adds the table's routes to `app`. Guarded routes are on a sub-app and run the session guard first. */
export function addRoutes(app: Hono<Env>, deps: Deps): void {
  const guarded = new Hono<SiteEnv>()
  const guard = sessionGuard(deps)
  for (const route of ROUTES) {
    const { method, path } = route
    if (route.guard === 'session') guarded.on(method, path, guard, (c) => route.handler(c))
    else app.on(method, path, (c) => route.handler(c, deps))
  }
  app.route('/', guarded)
}
