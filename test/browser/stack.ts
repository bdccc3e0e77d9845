/** The whole product as separate processes, for tests that drive it as a person would. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LANE, portsOf } from '../ports.ts'
import { startProcess } from '../processes.ts'

/** Beside what a person runs by `npm start`, so that both can run at once. */
const PORT_BASE = portsOf(6100, LANE)
const PANEL_PORT = PORT_BASE + 37
const at = (offset: number): string => `http://127.0.0.1:${PORT_BASE + offset}`
/** Where the panel that is built for a lane finds its proxy. */
export const proxyOf = (lane: number): string => `http://127.0.0.1:${portsOf(6100, lane) + 3}`

export interface Stack {
  readonly designer: string
  readonly panel: string
  readonly api: string
  readonly proxy: string
  readonly dataDir: string
  readonly control: Control
  stop(): Promise<void>
}

/**
 * `npm start` in a folder of its own; resolves when everything answers. `buildsPanel`: it builds the panel itself, though
 * there is one that was built for all tests.
 */
export async function startStack(
  options: { readonly dataDir?: string; readonly buildsPanel?: boolean } = {},
): Promise<Stack> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'asset-dock-'))
  const running = await startProcess('src/start.ts', 'ready ', {
    PORT_BASE: String(PORT_BASE),
    PANEL_PORT: String(PANEL_PORT),
    DATA_DIR: dataDir,
    PANEL_DIR: options.buildsPanel ? '' : builtPanel(),
    UPSTREAM_TIMEOUT_MS: '1500',
  })
  const part = (name: string): string => new RegExp(` ${name}=(\\S+)`).exec(running.line)?.[1] ?? ''
  return {
    designer: part('designer'),
    panel: part('panel'),
    api: part('api'),
    proxy: part('proxy'),
    dataDir,
    control: new Control(part('api')),
    async stop() {
      await running.end()
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A stack whose proxy can be killed. */
export interface FragileStack extends Stack {
  /** Kills the proxy at once, and restarts it on the same database. */
  crashProxy(): Promise<void>
}

/** The parts of `npm start`, one by one, so that one of them can be killed. */
export async function startFragileStack(options: {
  readonly upstreamTimeoutMs: number
}): Promise<FragileStack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'asset-dock-'))
  const url = {
    designer: at(0),
    api: at(1),
    proxy: proxyOf(LANE),
    panel: `http://localhost:${PANEL_PORT}`,
  }
  const sandbox = await startProcess('src/sandbox/node.ts', 'sandbox ', {
    PORT_BASE: String(PORT_BASE),
    PANEL_PORT: String(PANEL_PORT),
    DATA_DIR: dataDir,
    PANEL_DIR: builtPanel(),
  })
  const proxyEnv = {
    PORT: String(PORT_BASE + 3),
    ALLOWED_ORIGINS: url.panel,
    WEBFLOW_API_URL: url.api,
    WEBFLOW_AUTH_URL: url.api,
    WEBFLOW_SITE_TOKEN: 'sandbox-token',
    SECRET_KEY: randomBytes(32).toString('base64'),
    DATABASE_URL: `file:${join(dataDir, 'proxy.db')}`,
    UPSTREAM_TIMEOUT_MS: String(options.upstreamTimeoutMs),
  }
  const startProxy = () => startProcess('src/proxy/node.ts', 'proxy ', proxyEnv)
  let proxy = await startProxy()
  return {
    ...url,
    dataDir,
    control: new Control(url.api),
    async crashProxy() {
      proxy.child.kill('SIGKILL')
      await once(proxy.child, 'exit')
      proxy = await startProxy()
    },
    async stop() {
      await Promise.all([proxy.end(), sandbox.end()])
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Undefined if there is no shared build: then the stack builds its own. */
function builtPanel(): string | undefined {
  const folder = process.env['BUILT_PANELS']
  return folder === undefined ? undefined : join(folder, String(LANE))
}

export interface StoredObject {
  readonly key: string
  readonly size: number
  readonly md5: string
  readonly assetId: string
  readonly folderPath: string
  readonly displayName: string
  readonly altText: string | null
}

/** An asset as the site has it. */
export interface SiteAsset {
  readonly id: string
  readonly displayName: string
  readonly originalFileName: string
  readonly contentType: string
  readonly size: number
  readonly md5: string
  readonly folderPath: string
  readonly altTexts: Readonly<Record<string, string | null>>
}

export interface Stats {
  readonly operations: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly orphans: number
  /** Bytes of request bodies that storage has read, including uploads in progress. */
  readonly bytesIn: number
}

/** The sandbox's own controls. */
export class Control {
  readonly #api: string

  constructor(api: string) {
    this.#api = api
  }

  reset(): Promise<unknown> {
    return this.#call('POST', 'reset')
  }

  settings(settings: Record<string, unknown>): Promise<unknown> {
    return this.#call('PUT', 'settings', settings)
  }

  faults(rules: readonly Record<string, unknown>[]): Promise<unknown> {
    return this.#call('POST', 'faults', rules)
  }

  /** Puts generated assets on the first site. */
  fillSite(order: { assets: number; folders: number; seed?: number }): Promise<unknown> {
    return this.#call('POST', 'fill', order)
  }

  async assets(): Promise<readonly SiteAsset[]> {
    const path = 'assets?site=65f0c0ffee00000000000001'
    return (await this.#call('GET', path)) as readonly SiteAsset[]
  }

  async stats(): Promise<Stats> {
    return (await this.#call('GET', 'stats')) as Stats
  }

  async objects(site = '65f0c0ffee00000000000001'): Promise<StoredObject[]> {
    const answer = await this.#call('GET', `objects?site=${site}`)
    return (
      Array.isArray(answer) ? answer : (answer as { objects: unknown }).objects
    ) as StoredObject[]
  }

  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.#api}/__sandbox/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
}
