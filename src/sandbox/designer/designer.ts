import { getRequestListener } from '@hono/node-server'
import { instrument, type Listener } from '../control/instrument.ts'
import { designerOperationOf } from './operation-of.ts'
import type { World } from '../world/world.ts'
import { createHostApp } from './host-app.ts'
import { readManifestFile } from './manifest-file.ts'
import { createPanelApp } from './panel-app.ts'
import { bundleScripts } from './scripts.ts'

/** The panel that the Designer shows; all fields are optional. */
export interface DesignerOptions {
  readonly panelDir?: string | undefined
  readonly panelUrl?: string | undefined
  /** The path of the panel's `webflow.json`; default: the one in `panelDir`, if it exists. */
  readonly manifest?: string | undefined
}

/** The listeners for the Designer's origin, and for the panel's if the sandbox serves it. */
export interface Designer {
  readonly host: Listener
  readonly panel: Listener | undefined
}

/**
 * Creates the Designer and bundles its scripts, which takes a moment. `panelDir`: the built panel, served at the
 * world's panel origin. `panelUrl`: a panel that is served elsewhere. Without either, the Designer has no panel.
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
