/** Opening a session, and what lies on the site: a page of assets, its folders. */
import * as v from 'valibot'
import { FailureError } from '../core/failure.ts'
import { FolderRequest, SessionRequest, type AssetPage } from '../core/wire.ts'
import { knownAsset, wireSummary } from './asset-summary.ts'
import type { Deps } from './deps.ts'
import { enter } from './entrance.ts'
import { FolderTree, wireFolder } from './folder-tree.ts'
import { parseJson } from './http-answers.ts'
import type { App } from './http-guards.ts'
import { openSession } from './session.ts'

/** Listings of folders that a person asks for are this fresh. */
const FOLDERS_FRESH_MS = 2000

export function addSite(app: App, deps: Deps): void {
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
    const assets = page.assets.map((asset) => wireSummary(knownAsset(asset)))
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

// Helpers

const Offset = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))

const badRequest = (message: string) => new FailureError({ code: 'bad-request', message })
