/** The proxy and the sandbox as real processes, for tests of the proxy. */
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Control } from '../../browser/stack.ts'
import { LANE, portsOf } from '../../ports.ts'
import { startProcess, type Running } from '../../processes.ts'
import { ORIGIN } from '../sandbox/mini-panel.ts'

const PORT_BASE = portsOf(5300, LANE)

export interface ProxyStack {
  readonly api: string
  readonly proxy: string
  readonly control: Control
  readonly dataDir: string
  /** The proxy's log. */
  readonly log: () => string
  readonly proxyProcess: () => ChildProcess
  /** Stops the proxy and restarts it on the same database. */
  restartProxy(): Promise<void>
  /** Kills the proxy at once; call `startProxy` afterwards. */
  killProxy(): Promise<void>
  startProxy(): Promise<void>
  /** Starts another proxy on the same database; resolves with its URL. */
  anotherProxy(): Promise<string>
  stop(): Promise<void>
}

/** `extra`: more environment variables for the proxy, or other access than the site token. */
export async function startProxyStack(extra: NodeJS.ProcessEnv = {}): Promise<ProxyStack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'asset-dock-proxy-'))
  const api = `http://127.0.0.1:${PORT_BASE + 1}`
  const proxy = `http://127.0.0.1:${PORT_BASE + 3}`
  const env = {
    PORT: String(PORT_BASE + 3),
    ALLOWED_ORIGINS: ORIGIN,
    WEBFLOW_API_URL: api,
    WEBFLOW_AUTH_URL: api,
    WEBFLOW_SITE_TOKEN: 'sandbox-token',
    SECRET_KEY: randomBytes(32).toString('base64'),
    DATABASE_URL: `file:${join(dataDir, 'proxy.db')}`,
    UPSTREAM_TIMEOUT_MS: '1000',
    ...extra,
  }
  const logged: string[] = []
  const startProxy = async (port = env.PORT): Promise<Running> => {
    const running = await startProcess('src/proxy/node.ts', 'proxy ', { ...env, PORT: port })
    running.child.stderr?.on('data', (chunk: Buffer) => logged.push(chunk.toString()))
    return running
  }
  const sandbox = await startProcess('src/sandbox/node.ts', 'sandbox ', {
    PORT_BASE: String(PORT_BASE),
    PANEL_PORT: String(PORT_BASE + 37),
    DATA_DIR: dataDir,
  })
  let running = await startProxy()
  const others: Running[] = []
  return {
    api,
    proxy,
    control: new Control(api),
    dataDir,
    log: () => logged.join(''),
    proxyProcess: () => running.child,
    async restartProxy() {
      await running.end()
      running = await startProxy()
    },
    async killProxy() {
      const { child } = running
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
    async startProxy() {
      running = await startProxy()
    },
    async anotherProxy() {
      const other = await startProxy('0')
      others.push(other)
      return other.line.replace('proxy ', '')
    },
    async stop() {
      await Promise.all([...others, running, sandbox].map((one) => one.end()))
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
