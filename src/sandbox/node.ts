import { join } from 'node:path'
import { startSandbox } from './sandbox.ts'
import type { Sandbox, SandboxOptions } from './sandbox.ts'

/**
 * The sandbox as a process. Environment: PORT_BASE, PANEL_PORT, DATA_DIR, PANEL_DIR, PANEL_URL, PANEL_MANIFEST,
 * SANDBOX_REDIRECT_URIS (comma-separated, in addition to the proxy's). Prints one line on stdout once all origins
 * answer; warnings go to stderr.
 */
const { env } = process
const base = portOf('PORT_BASE', 4100)
const proxyPort = base + 3

const sandbox = await start({
  directory: join(env['DATA_DIR'] ?? '.data', 'sandbox'),
  ports: {
    designer: base,
    api: base + 1,
    storage: base + 2,
    cdn: base + 4,
    panel: portOf('PANEL_PORT', 1337),
  },
  redirectUris: [
    `http://127.0.0.1:${proxyPort}/oauth/callback`,
    `http://localhost:${proxyPort}/oauth/callback`,
    ...(env['SANDBOX_REDIRECT_URIS'] ?? '').split(',').filter((uri) => uri !== ''),
  ],
  designer: {
    panelDir: env['PANEL_DIR'] || undefined,
    panelUrl: env['PANEL_URL'] || undefined,
    manifest: env['PANEL_MANIFEST'] || undefined,
  },
  log: (line) => process.stderr.write(`sandbox: ${line}\n`),
})
const { designer, panel, api, storage, cdn } = sandbox.origins
process.stdout.write(
  `sandbox designer=${designer} panel=${panel} api=${api} storage=${storage} cdn=${cdn}\n`,
)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void sandbox.close().then(() => process.exit(0))
  })
}

// Helpers

async function start(options: SandboxOptions): Promise<Sandbox> {
  try {
    return await startSandbox(options)
  } catch (error) {
    process.stderr.write(`sandbox: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}

function portOf(name: string, fallback: number): number {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  process.stderr.write(`sandbox: ${name} must be a port, 1 to 65535, not "${text}".\n`)
  process.exit(1)
}
