import { Hono } from 'hono'
import type { Context } from 'hono'
import { isObjectId } from '../world/ids.ts'
import { findSite, SITES } from '../world/sites.ts'
import type { World } from '../world/world.ts'
import { readFillOrder, fillSite } from '../fill/fill.ts'
import { reportAssets, reportCanvas, reportObjects } from './reports.ts'

/**
 * The control routes, to be mounted at `/__sandbox`: `reset`, `stats`, `settings`, `faults`, `objects`, `assets`,
 * `canvas`. Browsers may call them only from the sandbox's own origins.
 */
export function createControl(world: World): Hono {
  const app = new Hono()

  app.use(async function ownOriginsOnly(c, next) {
    const origin = c.req.header('origin')
    if (origin !== undefined && !Object.values(world.origins).includes(origin)) {
      return c.json({ error: `Control is not for pages of ${origin}.`, problems: [] }, 403)
    }
    return next()
  })

  app.post('/reset', (c) => {
    world.reset()
    return c.json({ reset: true })
  })

  app.get('/stats', (c) =>
    c.json({ ...world.stats.report(), orphans: world.assets.countWithoutBytes() }),
  )

  app.get('/settings', (c) => c.json(world.settings.current))
  app.put('/settings', async (c) => {
    const problems = world.settings.merge(await readJson(c))
    return problems.length > 0 ? refuse(c, problems) : c.json(world.settings.current)
  })

  app.get('/faults', (c) => c.json(world.faults.list()))
  app.post('/faults', async (c) => {
    const problems = world.faults.replace(await readJson(c))
    return problems.length > 0 ? refuse(c, problems) : c.json(world.faults.list())
  })
  app.delete('/faults', (c) => {
    world.faults.clear()
    return c.json(world.faults.list())
  })

  app.post('/fill', async (c) => {
    const order = readFillOrder(await readJson(c))
    if (!('site' in order)) return refuse(c, order)
    const report = await fillSite(world, order)
    if (report) return c.json(report)
    return c.json({ error: 'The site has these files already.', problems: [] }, 409)
  })

  app.get('/objects', (c) => {
    const site = c.req.query('site')
    if (site !== undefined && !isSite(site)) return refuse(c, [NO_SITE])
    return c.json(reportObjects(world, site))
  })
  app.get('/assets', (c) => {
    const site = c.req.query('site') ?? ''
    return isSite(site) ? c.json(reportAssets(world, site)) : refuse(c, [NO_SITE])
  })
  app.get('/canvas', (c) => {
    const site = c.req.query('site') ?? ''
    return isSite(site) ? c.json(reportCanvas(world, site)) : refuse(c, [NO_SITE])
  })

  return app
}

// Helpers

const NO_SITE = `"site" must be one of ${SITES.map(({ id }) => id).join(', ')}.`
const isSite = (id: string): boolean => isObjectId(id) && findSite(id) !== undefined

const refuse = (c: Context, problems: readonly string[]): Response =>
  c.json({ error: problems.join(' '), problems }, 400)

/** The body; undefined if it is not JSON, which settings and faults refuse with their own messages. */
async function readJson(c: Context): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text())
  } catch {
    return undefined
  }
}
