/** `npm start` as a process: the demo site, and the message when a port is taken. */
import { once } from 'node:events'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LANE, portsOf } from '../ports.ts'
import { startProcess } from '../processes.ts'
import { SITE, temporaryFolder } from '../sandbox.ts'

const PORT_BASE = portsOf(7100, LANE)
const PANEL_PORT = PORT_BASE + 37
const folder = temporaryFolder()
const panelDir = join(folder.path, 'built-panel')
const dataDir = join(folder.path, 'data')

beforeAll(() => {
  mkdirSync(panelDir)
  writeFileSync(join(panelDir, 'index.html'), '<!doctype html><title>Panel</title>')
})
afterAll(() => folder.remove())

const start = (...args: string[]) =>
  startProcess(
    'src/start.ts',
    'ready ',
    {
      PORT_BASE: String(PORT_BASE),
      PANEL_PORT: String(PANEL_PORT),
      PANEL_DIR: panelDir,
      DATA_DIR: dataDir,
    },
    args,
  )

async function ask(path: string): Promise<unknown> {
  return (await fetch(`http://127.0.0.1:${PORT_BASE + 1}/__sandbox/${path}?site=${SITE}`)).json()
}

describe('npm start -- --demo', () => {
  it('opens a site with 120 assets in nested folders, once, and writes only to the demo folder', async () => {
    const first = await start('--demo')
    expect(first.line).toBe(
      `ready designer=http://127.0.0.1:${PORT_BASE} panel=http://localhost:${PANEL_PORT} proxy=http://127.0.0.1:${PORT_BASE + 3} api=http://127.0.0.1:${PORT_BASE + 1} storage=http://127.0.0.1:${PORT_BASE + 2}`,
    )
    const assets = (await ask('assets')) as { md5: string; folderPath: string }[]
    expect(assets).toHaveLength(120)
    expect(new Set(assets.map(({ md5 }) => md5)).size).toBeLessThan(120)
    expect(assets.some(({ folderPath }) => folderPath.includes('/'))).toBe(true)
    await first.end()

    const second = await start('--demo')
    expect(await ask('assets')).toEqual(assets)
    await second.end()
    expect(readdirSync(dataDir)).toEqual(['demo'])
  }, 180_000)
})

describe('npm start on a taken port', () => {
  it.each([
    [PORT_BASE + 2, `PORT_BASE=${PORT_BASE + 100}`],
    [PANEL_PORT, `PANEL_PORT=${PANEL_PORT + 1}`],
  ])('names port %i and the fix in one sentence, without a stack', async (port, fix) => {
    const holder = createServer()
    await once(holder.listen(port, '127.0.0.1'), 'listening')
    const failure = start()
    await expect(failure).rejects.toThrow(
      `src/start.ts ended (1):\nAsset Dock did not start. Port ${port} is already in use: stop the program that uses it, or choose other ports, for example ${fix}.\n`,
    )
    await expect(failure).rejects.not.toThrow('    at ')
    holder.close()
  })
})
