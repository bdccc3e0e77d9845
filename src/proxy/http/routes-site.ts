/** Routes that open a session and list assets and folders. */
import type { Context } from 'hono'
import * as v from 'valibot'
import { FailureError } from '../../core/failure.ts'
import { FolderRequest, SessionRequest, type AssetPage } from '../../core/wire.ts'
import { knownAsset, wireSummary } from '../assets/asset-summary.ts'
import type { Deps } from '../access/deps.ts'
import { SiteFolders, wireFolder } from '../assets/folder-tree.ts'
import { parseJson } from './answers.ts'
import type { Env, SiteEnv } from './guards.ts'
import { openSession } from '../access/session.ts'

/** Maximum age of a folder listing that a person asks for. */
const FOLDERS_FRESH_MS = 2000

export async function answerSession(c: Context<Env>, deps: Deps): Promise<Response> {
  const request = await parseJson(c, SessionRequest)
  c.set('site', request.siteId)
  return c.json(await openSession(deps, request, c.get('log')))
}

export async function answerAssets(c: Context<SiteEnv>): Promise<Response> {
  const { webflow, site } = c.get('siteContext')
  const offset = v.safeParse(Offset, c.req.query('offset') ?? '0')
  if (!offset.success) throw badRequest('"offset" must be a number, 0 or more.')
  const page = await webflow.listAssets(site, offset.output, 'interactive')
  const assets = page.assets.map((asset) => wireSummary(knownAsset(asset)))
  const total = page.pagination?.total ?? offset.output + assets.length
  return c.json({ assets, total } satisfies AssetPage)
}

export async function answerFolders(c: Context<SiteEnv>): Promise<Response> {
  const context = c.get('siteContext')
  const tree = new SiteFolders(context, 'interactive')
  const folders = await tree.list(context.deps.clock.now() - FOLDERS_FRESH_MS)
  return c.json({ folders: folders.map(wireFolder) })
}

export async function answerNewFolders(c: Context<SiteEnv>): Promise<Response> {
  const context = c.get('siteContext')
  const { place } = await parseJson(c, FolderRequest)
  const { folders, created } = await new SiteFolders(context, 'interactive').ensure(place)
  return c.json({ folders: folders.map(wireFolder), created })
}

// Helpers

const Offset = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))

const badRequest = (message: string) => new FailureError({ code: 'bad-request', message })
