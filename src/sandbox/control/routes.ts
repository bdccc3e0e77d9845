import { Hono } from 'hono'
import type { Context } from 'hono'
import { isObjectId } from '../world/ids.ts'
import { findSite, SITES } from '../world/sites.ts'
import type { World } from '../world/world.ts'

/** What `GET /__sandbox/objects` tells of one object. */
interface ObjectReport {
  readonly key: string
  readonly size: number
  readonly md5: string
  readonly contentType: string
  /** Null, like all below it, when no asset belongs to the object any more. */
  readonly assetId: string | null
  /** The folders' names joined by `/`; empty at the root. */
  readonly folderPath: string | null
  readonly displayName: string | null
  readonly altText: string | null
}

/**
 * The sandbox's own control, to be mounted at `/__sandbox`: `reset`, `stats`, `settings`, `faults`, `objects`. Browsers
 * get in from the sandbox's own origins only.
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

  app.get('/objects', (c) => {
    const site = c.req.query('site')
    if (site !== undefined && (!isObjectId(site) || findSite(site) === undefined)) {
      return refuse(c, [`"site" must be one of ${SITES.map(({ id }) => id).join(', ')}.`])
    }
    return c.json(reportObjects(world, site))
  })

  return app
}

// Helpers

const refuse = (c: Context, problems: readonly string[]): Response =>
  c.json({ error: problems.join(' '), problems }, 400)

/** The body, or undefined when it is not JSON: both settings and faults refuse that with words of their own. */
async function readJson(c: Context): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text())
  } catch {
    return undefined
  }
}

function reportObjects(world: World, site: string | undefined): ObjectReport[] {
  return world.objects.list(site === undefined ? '' : `${site}/`).map((object) => {
    const asset = world.assetOfKey(object.key)
    const { key, size, md5, contentType } = object
    const bare = { key, size, md5, contentType }
    if (asset === undefined) {
      return { ...bare, assetId: null, folderPath: null, displayName: null, altText: null }
    }
    return {
      ...bare,
      assetId: asset.id,
      folderPath: world.folders.path(asset.folderId).join('/'),
      displayName: asset.displayName,
      altText: world.assets.altText(asset.id, null),
    }
  })
}
