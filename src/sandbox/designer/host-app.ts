import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { faultOf, GARBAGE_BODY } from '../control/instrument.ts'
import { findSite } from '../world/sites.ts'
import { objectKey } from '../world/assets.ts'
import type { World } from '../world/world.ts'
import { createCalls } from './calls.ts'
import type { AppManifest } from './browser/manifest.ts'
import { DesignerError } from './browser/wire.ts'
import { hostPage } from './host-page.ts'
import type { BrowserScripts } from './scripts.ts'
import { siteView } from './site-view.ts'
import { createDesignerAsset, setFile } from './uploads.ts'

/** The listener's bindings; empty when a test calls the app without a server. */
interface HostEnv {
  Bindings: Partial<HttpBindings>
  Variables: { siteId: string }
}

/**
 * The Designer's origin: its page, the panel's script and the Designer API's calls, on the same world as the Data API.
 * Only the Designer's own page may make calls.
 */
export function createHostApp(
  world: World,
  options: {
    readonly scripts: BrowserScripts
    readonly panelUrl: () => string | undefined
    /** Whether the sandbox serves the panel, so that its path can choose a policy. */
    readonly ownRules: boolean
    readonly app: AppManifest
  },
): Hono<HostEnv> {
  const app = new Hono<HostEnv>()
  const { scripts } = options
  const styles = hostStyles()

  app.get('/', (c) => {
    const panelUrl = options.panelUrl()
    return c.html(hostPage({ ...options, panelUrl }), 200, {
      'Content-Security-Policy': pagePolicy(panelUrl),
    })
  })
  app.get('/host.css', (c) => c.body(styles, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
  app.get('/host.js', (c) => c.body(scripts.host, 200, SCRIPT))
  app.get('/designer-api.js', (c) => c.body(scripts.api, 200, SCRIPT))

  app.use('/__designer/*', async (c, next) => {
    const from = c.req.header('sec-fetch-site') ?? 'same-origin'
    if (from !== 'same-origin') return c.text('For the Designer alone.', 403)
    return next()
  })
  app.route('/__designer', createSites(world))

  app.onError((error, c) => {
    if (error instanceof DesignerError) {
      return c.json({ error: { tag: error.tag, message: error.message } }, 422)
    }
    world.log(`designer: ${error.stack ?? error.message}`)
    return c.json({ error: { tag: 'InternalError', message: 'The sandbox failed.' } }, 500)
  })
  return app
}

// Helpers

/** One per region of the page; later ones override earlier ones. */
const STYLES = ['base', 'bars', 'drawer', 'canvas', 'right', 'toasts']

function hostStyles(): string {
  const folder = join(import.meta.dirname, 'browser', 'styles')
  return STYLES.map((name) => readFileSync(join(folder, `${name}.css`), 'utf8')).join('')
}

function createSites(world: World): Hono<HostEnv> {
  const sites = new Hono<HostEnv>()
  const calls = createCalls(world)
  sites.use('/:site/*', async (c, next) => {
    const site = findSite(c.req.param('site'))
    if (!site) return c.text('No such site.', 404)
    c.set('siteId', site.id)
    return answerFault(c) ?? next()
  })
  sites.get('/:site/assets', (c) => {
    const tag = `"${world.revision}"`
    const headers = { ETag: tag, 'Cache-Control': 'no-cache' }
    if (c.req.header('if-none-match') === tag) return c.body(null, 304, headers)
    return c.json(siteView(world, c.get('siteId')), 200, headers)
  })
  sites.get('/:site/canvas', (c) =>
    c.body(world.canvases.get(c.get('siteId')) ?? 'null', 200, {
      'Content-Type': 'application/json',
    }),
  )
  sites.put('/:site/canvas', async (c) => {
    const canvas: unknown = await c.req.json()
    if (!isRecord(canvas)) throw new DesignerError('InvalidRequest', 'The body must be a canvas.')
    world.canvases.set(c.get('siteId'), JSON.stringify(canvas))
    return c.json({ value: null })
  })
  sites.get('/:site/bytes/:asset', (c) => bytesOf(world, c.get('siteId'), c.req.param('asset')))
  sites.post('/:site/call/:method', async (c) => {
    const method = c.req.param('method')
    const call = Object.hasOwn(calls, method) ? calls[method] : undefined
    if (!call) throw new DesignerError('InvalidRequest', 'The sandbox has no such call.')
    const params: unknown = await c.req.json()
    if (!isRecord(params)) throw new DesignerError('InvalidRequest', 'Parameters must be named.')
    return c.json({ value: call(c.get('siteId'), params) })
  })
  sites.post('/:site/assets', async (c) =>
    c.json({ value: await createDesignerAsset(world, c.get('siteId'), fileOf(c.req.raw)) }),
  )
  sites.put('/:site/assets/:asset/file', async (c) => {
    await setFile(world, c.get('siteId'), c.req.param('asset'), fileOf(c.req.raw))
    return c.json({ value: null })
  })
  return sites
}

/** The answer for the call's fault, unless the fault concerns the connection. */
function answerFault(c: Context<HostEnv>): Response | undefined {
  const fault = c.env?.incoming && faultOf(c.env.incoming)
  if (fault?.name === 'tag') {
    throw new DesignerError(fault.tag, `A fault rule of the sandbox wants ${fault.tag}.`)
  }
  if (fault?.name === 'status') {
    const message = `A fault rule of the sandbox wants ${fault.status}.`
    return Response.json({ error: { tag: 'InternalError', message } }, { status: fault.status })
  }
  if (fault?.name !== 'garbage') return undefined
  return new Response(GARBAGE_BODY.body, { headers: { 'Content-Type': GARBAGE_BODY.contentType } })
}

const SCRIPT = {
  'Content-Type': 'text/javascript; charset=utf-8',
  'Cache-Control': 'no-cache',
  'Cross-Origin-Resource-Policy': 'cross-origin',
}

const pagePolicy = (panelUrl: string | undefined) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    `frame-src ${panelUrl === undefined ? "'none'" : new URL(panelUrl).origin}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')

/** The asset's bytes for the page's own images; not counted, and without faults. */
function bytesOf(world: World, siteId: string, assetId: string): Response {
  const asset = world.assets.get(assetId)
  const bytes = asset?.siteId === siteId ? world.objects.read(objectKey(asset)) : undefined
  if (!asset || !bytes) return new Response('Not found', { status: 404 })
  return new Response(Readable.toWeb(bytes) as ReadableStream, {
    headers: {
      'Content-Type': asset.contentType,
      'Content-Security-Policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, max-age=31536000, immutable',
    },
  })
}

function fileOf(request: Request) {
  return {
    name: new URL(request.url).searchParams.get('name') ?? '',
    type: request.headers.get('content-type') ?? '',
    bytes: request.body ?? Readable.from([]),
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
