import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startProcess } from '../processes.ts'
import type { Running } from '../processes.ts'
import { SITE, temporaryFolder } from '../sandbox.ts'

/**
 * Webflow's own command line tool, unmodified, as a process against the sandbox as a process. It follows WEBFLOW_API_HOST
 * for the API; the address that it posts bytes to is fixed in its code, so that one host is rerouted to the sandbox's
 * storage by a preload (`reroute-storage.ts`). Form, signature and bytes are the tool's own.
 */

const BASE = 5120
const API = `http://127.0.0.1:${BASE + 1}`
const CLI = resolve(import.meta.dirname, '../../node_modules/@webflow/webflow-cli/dist/index.js')
const REROUTE = import.meta.resolve('./reroute-storage.ts')

const folder = temporaryFolder()
let sandbox: Running
beforeAll(async () => {
  sandbox = await startProcess('src/sandbox/node.ts', 'sandbox ', {
    DATA_DIR: folder.path,
    PORT_BASE: String(BASE),
    PANEL_PORT: String(BASE + 5),
  })
})
afterAll(async () => {
  await sandbox.end()
  folder.remove()
})

/** Runs the tool; returns its JSON output. */
async function webflow(...args: string[]) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [CLI, ...args, '--site', SITE, '--json', '--no-input', '--skip-update-check'],
    {
      cwd: folder.path,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: folder.path,
        DO_NOT_TRACK: '1',
        WEBFLOW_API_HOST: API,
        WEBFLOW_API_TOKEN: 'sandbox-token',
        NODE_OPTIONS: `--import=${REROUTE}`,
        REROUTE_STORAGE_TO: `http://127.0.0.1:${BASE + 2}`,
      },
    },
  )
  return JSON.parse(stdout)
}

const objects = async () => (await fetch(`${API}/__sandbox/objects?site=${SITE}`)).json()

const control = (path: string, body: unknown) =>
  fetch(`${API}/__sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) })

describe('the official CLI', () => {
  it('creates a folder, uploads into it and lists both', async () => {
    const bytes = Buffer.from('%PDF-1.4 a price list, as far as anyone here looks')
    const file = join(folder.path, 'price list.pdf')
    writeFileSync(file, bytes)

    const { id } = await webflow('assets', 'folders', 'create', 'Documents')
    expect(await webflow('assets', 'folders', 'list')).toMatchObject([
      { id, displayName: 'Documents', parentFolder: null },
    ])
    const uploaded = await webflow('assets', 'upload', file, '--folder', id, '--name', 'Prices')
    expect(await objects()).toEqual([
      {
        key: `${SITE}/${uploaded.id}_price list.pdf`,
        md5: createHash('md5').update(bytes).digest('hex'),
        size: bytes.length,
        contentType: 'application/pdf',
        assetId: uploaded.id,
        folderPath: 'Documents',
        displayName: 'Prices',
        altText: null,
      },
    ])
    expect(await (await fetch(uploaded.hostedUrl)).text()).toBe(bytes.toString())
    const { assets } = await webflow('assets', 'list', '--folder', id)
    expect(assets).toMatchObject([{ id: uploaded.id, size: bytes.length, folderId: id }])
  })

  it('deletes its record when storage refuses the bytes', async () => {
    await control('reset', {})
    await control('faults', [{ op: 'putObject', kind: 'status:503' }])
    const file = join(folder.path, 'logo.svg')
    writeFileSync(file, '<svg xmlns="http://www.w3.org/2000/svg"/>')
    await expect(webflow('assets', 'upload', file)).rejects.toThrow('Command failed')
    const stats = await (await fetch(`${API}/__sandbox/stats`)).json()
    expect(stats).toMatchObject({
      operations: { createAsset: { 200: 1 }, putObject: { 503: 1 }, deleteAsset: { 204: 1 } },
      orphans: 0,
    })
  })
})
