/**
 * `npm start`: the whole product on one machine. Builds the panel, starts the sandbox and the proxy as child processes,
 * and prints their addresses. `--demo` fills the site with generated assets, `--dev` serves the panel with Vite,
 * `PANEL_DIR` names a panel that is already built.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { build, createServer, type InlineConfig } from 'vite'
import { firstTakenPort, portFrom } from './free-ports.ts'

/** What `--demo` adds to the site; the same each time. */
const DEMO_SITE = { assets: 120, folders: 14, seed: 5 }

const root = resolve(import.meta.dirname, '..')
const dev = process.argv.includes('--dev')
const demo = process.argv.includes('--demo')
const children: ChildProcess[] = []

try {
  await main()
} catch (error) {
  console.error(
    `Asset Dock did not start. ${error instanceof Error ? error.message : String(error)}`,
  )
  await stop(1)
}

async function main(): Promise<void> {
  process.once('SIGINT', () => void stop(0))
  process.once('SIGTERM', () => void stop(0))
  const config = readConfig()
  await refuseTakenPorts(config)
  mkdirSync(config.dataDir, { recursive: true })
  const panelDir = await preparePanel(config)
  console.log('Starting the sandbox (a local Webflow) and the proxy…')
  const { url } = config
  const [sandbox] = await Promise.all([
    start('src/sandbox/node.ts', 'sandbox ', sandboxEnv(config, panelDir)),
    start('src/proxy/node.ts', 'proxy ', proxyEnv(config)),
  ])
  if (demo) await fillDemoSite(url.api)
  const storage = / storage=(\S+)/.exec(sandbox)?.[1] ?? url.storage
  console.log(
    `ready designer=${url.designer} panel=${url.panel} proxy=${url.proxy} api=${url.api} storage=${storage}`,
  )
  console.log(howToUse(config))
}

// Where everything is

type Config = ReturnType<typeof readConfig>

/** @throws Error if a port in the environment is invalid. */
function readConfig() {
  const portBase = portFrom('PORT_BASE', 4100, 65_531)
  const panelPort = portFrom('PANEL_PORT', 1337)
  const dataRoot = resolve(root, process.env['DATA_DIR'] || '.data')
  const at = (offset: number): string => `http://127.0.0.1:${portBase + offset}`
  return {
    portBase,
    panelPort,
    dataDir: demo ? join(dataRoot, 'demo') : dataRoot,
    url: {
      designer: at(0),
      api: at(1),
      storage: at(2),
      proxy: at(3),
      panel: `http://localhost:${panelPort}`,
    },
  }
}

/** @throws Error that names the taken port and the fix. */
async function refuseTakenPorts({ portBase, panelPort }: Config): Promise<void> {
  const ports = [0, 1, 2, 3, 4].map((offset) => portBase + offset)
  const taken = await firstTakenPort([...ports, panelPort])
  if (taken === undefined) return
  const other = taken === panelPort ? `PANEL_PORT=${panelPort + 1}` : `PORT_BASE=${portBase + 100}`
  throw new Error(
    `Port ${taken} is already in use: stop the program that uses it, or choose other ports, for example ${other}.`,
  )
}

function howToUse({ url, dataDir }: Config): string {
  const first = demo
    ? `Open ${url.designer} and choose the Library tab in the panel on the right: the site has ${DEMO_SITE.assets} assets in folders.`
    : `Open ${url.designer} and drop files or a folder on the panel on the right: they appear in the Assets panel on the left.`
  return `${first} Your data stays in ${dataDir}; press Ctrl-C to stop.`
}

/** Fills the site once: after a restart it already has these assets, and the sandbox answers 409. */
async function fillDemoSite(api: string): Promise<void> {
  console.log(`Filling the site with ${DEMO_SITE.assets} assets…`)
  const answer = await fetch(`${api}/__sandbox/fill`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(DEMO_SITE),
  })
  if (!answer.ok && answer.status !== 409) {
    throw new Error(`The sandbox did not fill the site (${answer.status}): ${await answer.text()}`)
  }
}

// The panel

/** The folder of the built panel; with `--dev`, Vite serves the panel and nothing is built. */
async function preparePanel(config: Config): Promise<string> {
  const built = process.env['PANEL_DIR']
  const outDir = built || join(config.dataDir, 'panel')
  if (dev) {
    console.log('Starting Vite for the panel…')
    const server = await createServer(panelConfig(config, { plugins: [designerScript(config)] }))
    await server.listen()
  } else if (!built) {
    console.log('Building the panel (about ten seconds)…')
    // `npm run build` shows Vite's warnings; they don't help people who only want to try the product.
    await build(panelConfig(config, { logLevel: 'error', build: { outDir, emptyOutDir: true } }))
  }
  return outDir
}

function panelConfig({ url, panelPort }: Config, extra: InlineConfig): InlineConfig {
  process.env['PROXY_URL'] = url.proxy
  process.env['PANEL_PORT'] = String(panelPort)
  return { configFile: join(root, 'vite.config.ts'), logLevel: 'warn', ...extra }
}

/** Inserts the Designer's script first in the page, as Webflow's own dev server does. */
const designerScript = ({ url }: Config) => ({
  name: 'designer-script',
  transformIndexHtml: () => [
    {
      tag: 'script',
      attrs: { src: `${url.designer}/designer-api.js` },
      injectTo: 'head-prepend' as const,
    },
  ],
})

// The sandbox and the proxy

function sandboxEnv(config: Config, panelDir: string): NodeJS.ProcessEnv {
  return {
    PORT_BASE: String(config.portBase),
    PANEL_PORT: String(config.panelPort),
    DATA_DIR: config.dataDir,
    PANEL_MANIFEST: join(root, 'webflow.json'),
    ...(dev ? { PANEL_URL: config.url.panel } : { PANEL_DIR: panelDir }),
  }
}

/** Uses the first site's token, unless an OAuth client is configured. */
function proxyEnv({ url, portBase, dataDir }: Config): NodeJS.ProcessEnv {
  const isApp = (process.env['WEBFLOW_CLIENT_ID'] ?? '') !== ''
  return {
    PORT: String(portBase + 3),
    PUBLIC_URL: url.proxy,
    ALLOWED_ORIGINS: url.panel,
    WEBFLOW_API_URL: url.api,
    WEBFLOW_AUTH_URL: url.api,
    WEBFLOW_SITE_TOKEN: isApp ? '' : 'sandbox-token',
    SECRET_KEY: secretKey(dataDir),
    DATABASE_URL: `file:${join(dataDir, 'proxy.db')}`,
  }
}

/** Created at the first start and stored, so that sealed data can be opened after a restart. */
function secretKey(dataDir: string): string {
  const file = join(dataDir, 'secret-key')
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    const key = randomBytes(32).toString('base64')
    writeFileSync(file, key, { mode: 0o600 })
    return key
  }
}

/**
 * Resolves with the line that the process prints when it is ready.
 * @throws Error if the process exits first.
 */
function start(script: string, readyPrefix: string, env: NodeJS.ProcessEnv): Promise<string> {
  const args = ['--disable-warning=ExperimentalWarning', join(root, script)]
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { LOG_LEVEL: 'warn', ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      reject(new Error(`${script} stopped (${code ?? signal}); its message is above.`))
    })
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith(readyPrefix)) resolve(line)
      else console.log(line)
    })
  })
}

/** Stops the children, then this process. A second call finds no children left. */
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
