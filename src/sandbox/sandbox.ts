import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApi } from './api.ts'
import { createCdn } from './cdn/cdn.ts'
import type { Listener } from './control/instrument.ts'
import { createDesigner, type DesignerOptions } from './designer/designer.ts'
import { createStorage } from './storage/server.ts'
import type { Clock } from './world/clock.ts'
import { World } from './world/world.ts'
import type { Origins } from './world/world.ts'

export interface SandboxOptions {
  /** The folder for all state. */
  readonly directory: string
  /** One port for each origin; 0 picks a free one. */
  readonly ports: { readonly [Name in keyof Origins]: number }
  /** Redirect URIs of the seeded app. */
  readonly redirectUris: readonly string[]
  /**
   * Also starts the Designer, which takes a moment. `panelDir`: the built panel, served at the panel's port;
   * `panelUrl`: a panel that is served elsewhere.
   */
  readonly designer?: DesignerOptions
  readonly clock?: Clock
  /** Receives warnings. */
  readonly log?: (line: string) => void
}

/** A running sandbox. */
export interface Sandbox {
  readonly world: World
  readonly origins: Origins
  /** Closes all connections, then the world. */
  close(): Promise<void>
}

/** Starts the sandbox on loopback. If a port is taken, closes everything and rejects. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { ports } = options
  const origins = {
    designer: originOf(ports.designer),
    panel: options.designer?.panelUrl
      ? new URL(options.designer.panelUrl).origin
      : `http://localhost:${ports.panel}`,
    api: originOf(ports.api),
    storage: originOf(ports.storage),
    cdn: originOf(ports.cdn),
  }
  const world = new World({
    directory: options.directory,
    origins,
    ...(options.clock && { clock: options.clock }),
    ...(options.log && { log: options.log }),
  })
  const designer = options.designer && (await createDesigner(world, options.designer))
  const servers: { readonly [Name in keyof Origins]?: Server } = {
    ...(designer && { designer: serverOf(designer.host, world) }),
    ...(designer?.panel && { panel: serverOf(designer.panel, world) }),
    api: serverOf(createApi(world, options.redirectUris), world),
    storage: createStorage(world),
    cdn: serverOf(createCdn(world), world),
  }
  const close = async () => {
    await Promise.all(Object.values(servers).map(stop))
    world.close()
  }
  try {
    for (const name of ['designer', 'panel', 'api', 'storage', 'cdn'] as const) {
      const server = servers[name]
      const port = server && (await listen(server, ports[name]))
      if (port !== undefined) origins[name] = originOf(port, new URL(origins[name]).hostname)
    }
  } catch (cause) {
    await close()
    throw cause
  }
  return { world, origins, close }
}

// Helpers

const HOST = '127.0.0.1'

const originOf = (port: number, host = HOST): string => `http://${host}:${port}`

/** Requests have no time limit: the sandbox must allow slow uploads. */
function serverOf(listener: Listener, world: World): Server {
  const server = createServer((request, response) => {
    Promise.resolve(listener(request, response)).catch((error: unknown) => {
      world.log(`server: ${String(error)}`)
      response.destroy()
    })
  })
  server.requestTimeout = 0
  return server
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const fail = (cause: Error) =>
      reject(
        new Error(
          `Failed to listen on port ${port}: ${cause.message}. End what uses it, or choose other ports by PORT_BASE and PANEL_PORT.`,
          { cause },
        ),
      )
    server.once('error', fail)
    server.listen(port, HOST, () => {
      server.off('error', fail)
      const address: AddressInfo | string | null = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
