import { getRequestListener } from '@hono/node-server'
import { instrument, type Listener } from '../control/instrument.ts'
import { designerOperationOf } from './operation-of.ts'
import type { World } from '../world/world.ts'
import { createHostApp } from './host-app.ts'
import { readManifestFile } from './manifest-file.ts'
import { createPanelApp } from './panel-app.ts'
import { bundleScripts } from './scripts.ts'

/** Which panel the Designer has in it; all of it may be missing. */
export interface DesignerOptions {
  readonly panelDir?: string | undefined
  readonly panelUrl?: string | undefined
  /** The path of the panel's `webflow.json`; without it, the one in `panelDir` is read where there is one. */
  readonly manifest?: string | undefined
}

/** What answers at the Designer's origin, and at the panel's where the sandbox serves it. */
export interface Designer {
  readonly host: Listener
  readonly panel: Listener | undefined
}

/**
 * Makes the Designer ready; its scripts are bundled here, once. Takes a moment.
 * `panelDir`: the built panel, to be served at the world's panel origin. `panelUrl`: the panel is served elsewhere, and
 * framed from there. Without either the Designer has no panel.
 */
export async function createDesigner(world: World, options: DesignerOptions): Promise<Designer> {
  const { panelDir, panelUrl, manifest } = options
  const own = () => (panelDir === undefined ? undefined : world.origins.panel)
  const host = createHostApp(world, {
    scripts: await bundleScripts(),
    panelUrl: () => panelUrl ?? own(),
    ownRules: panelUrl === undefined,
    app: readManifestFile({ path: manifest, panelDir }),
  })
  const panel = panelDir === undefined ? undefined : createPanelApp(world, panelDir)
  const counted = instrument(
    world,
    {
      operationOf: ({ method = '', url = '' }) => designerOperationOf(method, url),
      latencyMs: () => world.settings.current.designerLatencyMs,
      ignoresBytes: true,
    },
    listener((request, env) => host.fetch(request, env)),
  )
  return { host: counted, panel: panel && listener((request) => panel.fetch(request)) }
}

// Helpers

const listener = (
  answer: (request: Request, env: object) => Response | Promise<Response>,
): Listener =>
  getRequestListener((request, env) => answer(request, env), { overrideGlobalObjects: false })
