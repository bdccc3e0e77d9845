import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LANE, portsOf } from '../ports.ts'

const root = resolve(import.meta.dirname, '../..')
const PORT_BASE = portsOf(5600, LANE)
const SITE = '65f0c0ffee00000000000001'

let dataDir: string
let env: NodeJS.ProcessEnv

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'asset-dock-start-'))
  const ports = { PORT_BASE: String(PORT_BASE), PANEL_PORT: String(PORT_BASE + 9) }
  // The panel is not opened here, so it need not be built.
  env = { ...process.env, ...ports, DATA_DIR: dataDir, PANEL_DIR: join(root, 'public') }
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

describe('npm start', () => {
  it('explains a taken port, and how to choose others, in one sentence', async () => {
    const server = createServer().listen(PORT_BASE + 1, '127.0.0.1')
    await once(server, 'listening')
    try {
      const { code, stderr } = await runToEnd()
      expect(code).toBe(1)
      expect(stderr.trim()).toBe(
        `Asset Dock could not start: port ${PORT_BASE + 1} is in use. Stop the program that uses it, or choose other ports: PORT_BASE=${PORT_BASE + 100} PANEL_PORT=${PORT_BASE + 10} npm start`,
      )
    } finally {
      server.close()
    }
  })

  it('fills a demo site with 120 assets, once, and keeps its state apart', async () => {
    for (let round = 0; round < 2; round++) {
      const said = await whileRunning(['--demo'], async () => {
        const answer = await fetch(
          `http://127.0.0.1:${PORT_BASE + 1}/__sandbox/assets?site=${SITE}`,
        )
        expect(await answer.json()).toHaveLength(120)
      })
      expect(said.at(-2)).toMatch(/^ready designer=\S+ panel=\S+ proxy=\S+ api=\S+ storage=\S+$/)
    }
    expect(existsSync(join(dataDir, 'demo/proxy.db'))).toBe(true)
    expect(existsSync(join(dataDir, 'proxy.db'))).toBe(false)
  })
})

// Helpers

const script = join(root, 'src/start.ts')

const runToEnd = (): Promise<{ code: unknown; stderr: string }> =>
  new Promise((done) => {
    execFile(process.execPath, [script], { env }, (error, _, stderr) =>
      done({ code: error?.code, stderr }),
    )
  })

/** What it printed by the time that it was ready and said how to use it. Nothing may reach stderr. */
async function whileRunning(args: readonly string[], work: () => Promise<void>): Promise<string[]> {
  const child = spawn(process.execPath, [script, ...args], { env })
  const said: string[] = []
  const errors: string[] = []
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()))
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      said.push(line)
      if (line.startsWith('Open ')) break
    }
    expect(errors.join('')).toBe('')
    await work()
    return said
  } finally {
    child.kill('SIGINT')
    await once(child, 'exit')
  }
}
