/**
 * `npm start`: the whole product on one machine. Builds the panel, starts the sandbox and the proxy as processes of their
 * own, and prints their addresses. `--dev` serves the panel by Vite and reloads it; `--demo` opens a site that already has
 * assets, with state of its own; PANEL_DIR names a panel that is built already.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer as createTcpServer } from 'node:net'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { build, createServer, type InlineConfig } from 'vite'

const root = resolve(import.meta.dirname, '..')
const dev = process.argv.includes('--dev')
const demo = process.argv.includes('--demo')
const portBase = Number(process.env['PORT_BASE'] ?? 4100)
const panelPort = Number(process.env['PANEL_PORT'] ?? 1337)
const dataDir = resolve(root, process.env['DATA_DIR'] ?? '.data', demo ? 'demo' : '')
const at = (offset: number): string => `http://127.0.0.1:${portBase + offset}`
const url = { designer: at(0), api: at(1), proxy: at(3), panel: `http://localhost:${panelPort}` }

/** What `--demo` puts on the first site; the same files at every start. */
const DEMO_FILL = { assets: 120, folders: 14, seed: 7 }

const children: ChildProcess[] = []

try {
  await main()
} catch (error) {
  console.error(
    `Asset Dock could not start: ${error instanceof Error ? error.message : String(error)}`,
  )
  await stop(1)
}

async function main(): Promise<void> {
  process.once('SIGINT', () => void stop(0))
  process.once('SIGTERM', () => void stop(0))
  await requireFreePorts()
  mkdirSync(dataDir, { recursive: true })
  const built = process.env['PANEL_DIR']
  const panelDir = built || join(dataDir, 'panel')
  if (dev) await servePanel()
  else if (!built) {
    console.log('Building the panel…')
    await build(panelConfig({ build: { outDir: panelDir, emptyOutDir: true } }))
  }
  console.log('Starting the sandbox and the proxy…')
  const [sandbox] = await Promise.all([
    start('src/sandbox/node.ts', 'sandbox ', sandboxEnv(panelDir)),
    start('src/proxy/node.ts', 'proxy ', proxyEnv()),
  ])
  if (demo) await fillDemoSite()
  const storage = / storage=(\S+)/.exec(sandbox)?.[1] ?? at(2)
  console.log(
    `ready designer=${url.designer} panel=${url.panel} proxy=${url.proxy} api=${url.api} storage=${storage}`,
  )
  console.log(
    `Open ${url.designer} and drop files or a folder on the panel on the right; they appear in the Assets panel on the left. Everything is kept in ${dataDir}; press Ctrl-C to stop.`,
  )
}

/** @throws Error naming the first port in use, and how to choose others. */
async function requireFreePorts(): Promise<void> {
  const ports = [...[0, 1, 2, 3, 4].map((offset) => portBase + offset), panelPort]
  for (const port of ports) {
    if (await isFree(port)) continue
    throw new Error(
      `port ${port} is in use. Stop the program that uses it, or choose other ports: PORT_BASE=${portBase + 100} PANEL_PORT=${panelPort + 1} npm start`,
    )
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createTcpServer()
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    )
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** The sandbox answers 409 where an earlier start has filled the site. */
async function fillDemoSite(): Promise<void> {
  console.log(`Adding ${DEMO_FILL.assets} assets to the demo site…`)
  const headers = { 'Content-Type': 'application/json' }
  const body = JSON.stringify(DEMO_FILL)
  const answer = await fetch(`${url.api}/__sandbox/fill`, { method: 'POST', headers, body })
  if (answer.ok || answer.status === 409) return
  throw new Error(`the demo site could not be filled: ${await answer.text()}`)
}

// The panel

function panelConfig(extra: InlineConfig): InlineConfig {
  process.env['PROXY_URL'] = url.proxy
  process.env['PANEL_PORT'] = String(panelPort)
  return { configFile: join(root, 'vite.config.ts'), logLevel: 'error', ...extra }
}

async function servePanel(): Promise<void> {
  const server = await createServer(panelConfig({ plugins: [designerScript] }))
  await server.listen()
}

/** Loads the Designer's script before everything else, as Webflow's own dev server does. */
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

/** Uses the first site's token, the simplest set-up; with an app's client ID, any site by OAuth. */
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

/** Made at the first start and kept, so that sealed data opens after a restart. */
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

/** Resolves with the line that the process prints when it is ready. */
function start(script: string, says: string, env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, script)],
    {
      cwd: root,
      env: { LOG_LEVEL: 'warn', ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  children.push(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => {
      reject(new Error(`${script} ended (${code ?? 'by a signal'}). Its messages are above.`))
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
