/**
 * The proxy as a web application: `wire.ts` on top of what the other modules do. Knows only web standards and what it
 * is given, so it runs the same on every host and in tests.
 */
import { Hono, type Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { stream } from 'hono/streaming'
import * as v from 'valibot'
import { FailureError } from '../core/failure.ts'
import {
  CancelRequest,
  FolderRequest,
  NDJSON,
  ReserveRequest,
  SessionRequest,
  TICKET_HEADER,
  type AssetPage,
  type ReserveLine,
} from '../core/wire.ts'
import { cancel } from './cancel.ts'
import type { Deps } from './deps.ts'
import { FolderTree, wireFolder } from './folder-tree.ts'
import { answerFailure, answerUnknownPath, parseJson } from './http-answers.ts'
import { guarded, type Env } from './http-guards.ts'
import { assetSummary } from './asset-summary.ts'
import { thrownFields } from './log.ts'
import { finishOauth, startOauth, STATE_COOKIE, STATE_SECONDS, type OauthEnd } from './oauth.ts'
import { endPage } from './oauth-page.ts'
import { reserve } from './reserve.ts'
import { send } from './send.ts'
import { openSession, siteOfSession } from './session.ts'
import { openSite, type SiteContext } from './site-context.ts'

/** Listings of folders that a person asks for are this fresh. */
const FOLDERS_FRESH_MS = 2000

export function createApp(deps: Deps): Hono<Env> {
  const app = new Hono<Env>()
  app.onError((thrown, c) => answerFailure(deps, c, thrown))
  app.notFound((c) => answerUnknownPath(c))
  guarded(app, deps)
  addHealth(app, deps)
  addOauth(app, deps)
  addSite(app, deps)
  addUploads(app, deps)
  return app
}

// Helpers

type App = Hono<Env>

function addHealth(app: App, deps: Deps): void {
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    try {
      await deps.ping()
      return c.json({ status: 'ready' })
    } catch (thrown) {
      c.get('log').error('The database does not answer.', thrownFields(thrown))
      return c.json({ status: 'database' }, 503)
    }
  })
}

function addOauth(app: App, deps: Deps): void {
  const secure = deps.config.publicUrl.startsWith('https:')
  const cookie = { path: '/oauth', httpOnly: true, sameSite: 'Lax', secure } as const
  const page = async (end: OauthEnd | { readonly type: 'failed' }) => {
    const nonce = crypto.randomUUID()
    const { body, status } = await endPage(end, nonce)
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; frame-ancestors 'none'; base-uri 'none'`,
    }
    return new Response(body, { status, headers })
  }
  app.get('/oauth/start', async (c) => {
    const started = await startOauth(deps, c.req.query('with') ?? '')
    if (!started) return await page({ type: 'stale' })
    setCookie(c, STATE_COOKIE, started.cookie, { ...cookie, maxAge: STATE_SECONDS })
    c.header('cache-control', 'no-store')
    return c.redirect(started.location)
  })
  app.get('/oauth/callback', async (c) => {
    const state = getCookie(c, STATE_COOKIE)
    try {
      return await page(await finishOauth(deps, new URL(c.req.url), state))
    } catch (thrown) {
      c.get('log').error('Failed to connect a site.', thrownFields(thrown))
      return await page({ type: 'failed' })
    }
  })
}

function addSite(app: App, deps: Deps): void {
  app.post('/session', async (c) => {
    const request = await parseJson(c, SessionRequest)
    c.set('site', request.siteId)
    return c.json(await openSession(deps, request, c.get('log')))
  })
  app.get('/assets', async (c) => {
    const { webflow, site } = await enter(deps, c)
    const offset = v.safeParse(Offset, c.req.query('offset') ?? '0')
    if (!offset.success) throw badRequest('"offset" is a number from 0 on.')
    const page = await webflow.listAssets(site, offset.output, 'interactive')
    const assets = page.assets.map(assetSummary)
    const total = page.pagination?.total ?? offset.output + assets.length
    return c.json({ assets, total } satisfies AssetPage)
  })
  app.get('/folders', async (c) => {
    const context = await enter(deps, c)
    const tree = new FolderTree(context, 'interactive')
    const folders = await tree.list(deps.clock.now() - FOLDERS_FRESH_MS)
    return c.json({ folders: folders.map(wireFolder) })
  })
  app.post('/folders', async (c) => {
    const context = await enter(deps, c)
    const { place } = await parseJson(c, FolderRequest)
    const { folders, created } = await new FolderTree(context, 'interactive').ensure(place)
    return c.json({ folders: folders.map(wireFolder), created })
  })
}

function addUploads(app: App, deps: Deps): void {
  app.post('/reserve', async (c) => {
    const context = await enter(deps, c)
    const request = await parseJson(c, ReserveRequest)
    c.header('content-type', NDJSON)
    return stream(
      c,
      async (out) => {
        const say = (line: ReserveLine) => {
          void out.write(`${JSON.stringify(line)}\n`)
        }
        const work = reserve(context, request, { say, isLeft: () => out.aborted })
        deps.keepAlive(work)
        await work
        say({ verdict: 'end', budget: await context.budget.view() })
      },
      // A stream that broke has no last line, which the panel notices.
      async (thrown) => {
        context.log.error('Failed to finish a reserve.', thrownFields(thrown))
      },
    )
  })
  app.put('/send', async (c) => {
    const context = await enter(deps, c)
    const length = c.req.header('content-length')
    const sent = await send(context, {
      ticket: c.req.header(TICKET_HEADER) ?? '',
      contentLength: length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : undefined,
      contentType: c.req.header('content-type') ?? '',
      body: c.req.raw.body,
      signal: c.req.raw.signal,
    })
    return c.json(sent)
  })
  app.post('/cancel', async (c) => {
    const context = await enter(deps, c)
    const { tickets } = await parseJson(c, CancelRequest)
    const work = cancel(context, tickets)
    // Also for a page that is closing and will not hear the answer.
    deps.keepAlive(work)
    return c.json(await work)
  })
}

const Offset = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))

/** @throws FailureError when the call carries no good session. */
async function enter(deps: Deps, c: Context<Env>): Promise<SiteContext> {
  const bearer = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  const site = await siteOfSession(deps, bearer ?? '')
  c.set('site', site)
  return await openSite(deps, site, c.get('log'))
}

const badRequest = (message: string) => new FailureError({ code: 'bad-request', message })
