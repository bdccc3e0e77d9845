import { getRequestListener } from '@hono/node-server'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { instrument } from './control/instrument.ts'
import type { Listener } from './control/instrument.ts'
import { createControl } from './control/routes.ts'
import { createDataApi } from './data-api/app.ts'
import { dataOperationOf } from './data-api/routes.ts'
import { createOauth, oauthOperationOf } from './oauth/app.ts'
import type { World } from './world/world.ts'

/** The api origin: control at `/__sandbox`, OAuth at `/oauth`, and the Data API on all other paths. */
export function createApi(world: World, redirectUris: readonly string[]): Listener {
  const app = new Hono<{ Bindings: Partial<HttpBindings> }>()
  app.route('/__sandbox', createControl(world))
  const oauth = createOauth(world, redirectUris)
  app.all('/oauth/*', (c) => oauth.fetch(c.req.raw, c.env))
  const dataApi = createDataApi(world)
  app.all('*', (c) => dataApi.fetch(c.req.raw, c.env))
  const listener = getRequestListener((request, env) => app.fetch(request, env), {
    overrideGlobalObjects: false,
  })
  return instrument(
    world,
    {
      operationOf: ({ method = '', url = '' }) => {
        const path = url.split('?', 1)[0] ?? ''
        return dataOperationOf(method, path) ?? oauthOperationOf(method, path)
      },
      latencyMs: () => world.settings.current.apiLatencyMs,
      mostBodyBytes: MOST_BODY_BYTES,
    },
    listener,
  )
}

// Helpers

/** Far more than any call of the asset API or OAuth needs. */
const MOST_BODY_BYTES = 1024 * 1024
