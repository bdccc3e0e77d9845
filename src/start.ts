/**
 * `npm start`: the whole product on one machine. Builds the panel, starts the sandbox and the proxy as processes
 * of their own (as they run in the world), and tells where everything is. `--dev` serves the panel by Vite instead,
 * PANEL_DIR names one that is built already.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { build, createServer, type InlineConfig } from 'vite'

const root = resolve(import.meta.dirname, '..')
const dev = process.argv.includes('--dev')
const portBase = Number(process.env['PORT_BASE'] ?? 4100)
const panelPort = Number(process.env['PANEL_PORT'] ?? 1337)
const dataDir = resolve(root, process.env['DATA_DIR'] ?? '.data')
const at = (offset: number): string => `http://127.0.0.1:${portBase + offset}`
const url = { designer: at(0), api: at(1), proxy: at(3), panel: `http://localhost:${panelPort}` }

const children: ChildProcess[] = []

try {
  await main()
} catch (error) {
  console.error(
    `Asset Dock did not start: ${error instanceof Error ? error.message : String(error)}`,
  )
  await stop(1)
}

async function main(): Promise<void> {
  process.once('SIGINT', () => void stop(0))
  process.once('SIGTERM', () => void stop(0))
  mkdirSync(dataDir, { recursive: true })
  const built = process.env['PANEL_DIR']
  const panelDir = built || join(dataDir, 'panel')
  if (dev) await servePanel()
  else if (!built) await build(panelConfig({ build: { outDir: panelDir, emptyOutDir: true } }))
  const [sandbox] = await Promise.all([
    start('src/sandbox/node.ts', 'sandbox ', sandboxEnv(panelDir)),
    start('src/proxy/node.ts', 'proxy ', proxyEnv()),
  ])
  const storage = / storage=(\S+)/.exec(sandbox)?.[1] ?? at(2)
  console.log(
    `ready designer=${url.designer} panel=${url.panel} proxy=${url.proxy} api=${url.api} storage=${storage}`,
  )
  console.log(
    `Open ${url.designer} and drop files or a folder on the panel at the right: they appear in the Assets panel at the left. Everything is kept in ${dataDir}; Ctrl-C stops it all.`,
  )
}

// The panel

function panelConfig(extra: InlineConfig): InlineConfig {
  process.env['PROXY_URL'] = url.proxy
  process.env['PANEL_PORT'] = String(panelPort)
  return { configFile: join(root, 'vite.config.ts'), logLevel: 'warn', ...extra }
}

async function servePanel(): Promise<void> {
  const server = await createServer(panelConfig({ plugins: [designerScript] }))
  await server.listen()
}

/** Puts the Designer's script before everything else, as Webflow's own dev server does. */
const designerScript = {
  name: 'designer-script',
  transformIndexHtml: () => [
    {
      tag: 'script',
      attrs: { src: `${url.designer}/designer-api.js` },
      injectTo: 'head-prepend' as const,
    },
  ],
}

// The other two

function sandboxEnv(panelDir: string): NodeJS.ProcessEnv {
  return {
    PORT_BASE: String(portBase),
    PANEL_PORT: String(panelPort),
    DATA_DIR: dataDir,
    PANEL_MANIFEST: join(root, 'webflow.json'),
    ...(dev ? { PANEL_URL: url.panel } : { PANEL_DIR: panelDir }),
  }
}

/** The first site by a site token, as the simplest set-up has it; where an app's client is given, any site by OAuth. */
function proxyEnv(): NodeJS.ProcessEnv {
  const isApp = (process.env['WEBFLOW_CLIENT_ID'] ?? '') !== ''
  return {
    PORT: String(portBase + 3),
    PUBLIC_URL: url.proxy,
    ALLOWED_ORIGINS: url.panel,
    WEBFLOW_API_URL: url.api,
    WEBFLOW_AUTH_URL: url.api,
    WEBFLOW_SITE_TOKEN: isApp ? '' : 'sandbox-token',
    SECRET_KEY: secretKey(),
    DATABASE_URL: `file:${join(dataDir, 'proxy.db')}`,
  }
}

/** Made at the first start and kept, so that what is sealed can be opened after a restart. */
function secretKey(): string {
  const file = join(dataDir, 'secret-key')
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    const key = randomBytes(32).toString('base64')
    writeFileSync(file, key, { mode: 0o600 })
    return key
  }
}

/** Resolves with the line by which the process says that it answers. */
function start(script: string, says: string, env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, [join(root, script)], {
    cwd: root,
    env: { LOG_LEVEL: 'warn', ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => {
      reject(new Error(`${script} ended (${code ?? 'by a signal'}); what it said is above.`))
    })
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith(says)) resolve(line)
      else console.log(line)
    })
  })
}

/** Ends the children first, then this process; a second call changes nothing. */
async function stop(code: number): Promise<void> {
  const running = children.splice(0).filter((child) => child.exitCode === null)
  await Promise.all(
    running.map((child) => {
      child.removeAllListeners('exit')
      child.kill('SIGTERM')
      return once(child, 'exit')
    }),
  )
  process.exit(code)
}
