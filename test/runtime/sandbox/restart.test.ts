import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startProcess } from '../../processes.ts'
import { SITE, temporaryFolder } from '../../sandbox.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

const BASE = 5100
const API = `http://127.0.0.1:${BASE + 1}`
const start = () =>
  startProcess('src/sandbox/node.ts', 'sandbox ', {
    DATA_DIR: folder.path,
    PORT_BASE: String(BASE),
    PANEL_PORT: String(BASE + 5),
  })

const headers = { Authorization: 'Bearer sandbox-token', 'Content-Type': 'application/json' }
const get = async (path: string) => (await fetch(`${API}${path}`, { headers })).json()
const post = async (path: string, body: object) => {
  const answer = await fetch(`${API}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return answer.json()
}

async function upload(fileName: string, fileHash: string, parentFolder: string, bytes: string) {
  const asset = await post(`/v2/sites/${SITE}/assets`, { fileName, fileHash, parentFolder })
  const form = new FormData()
  for (const [name, value] of Object.entries(asset.uploadDetails)) form.append(name, String(value))
  form.append('file', new Blob([bytes]), fileName)
  expect((await fetch(asset.uploadUrl, { method: 'POST', body: form })).status).toBe(201)
  return asset
}

describe('the sandbox as a process', () => {
  it('keeps everything but settings and faults over a restart', async () => {
    const first = await start()
    expect(first.line).toBe(
      `sandbox designer=http://127.0.0.1:${BASE} panel=http://localhost:${BASE + 5} api=${API} storage=http://127.0.0.1:${BASE + 2} cdn=http://127.0.0.1:${BASE + 4}`,
    )
    const top = await post(`/v2/sites/${SITE}/asset_folders`, { displayName: 'Top' })
    const asset = await upload('a.txt', '5d41402abc4b2a76b9719d911017c592', top.id, 'hello')
    await post('/__sandbox/faults', [{ op: '*', kind: 'status:500' }])
    await fetch(`${API}/__sandbox/settings`, { method: 'PUT', body: '{"rateLimit":7}' })
    await first.end()
    expect(first.child.exitCode).toBe(0)

    const objects = join(folder.path, 'sandbox', 'objects')
    writeFileSync(join(objects, 'cut-short.part'), 'half of a')

    const second = await start()
    const { assets } = await get(`/v2/sites/${SITE}/assets`)
    expect(assets).toMatchObject([{ id: asset.id, size: 5, folderId: top.id }])
    expect(await (await fetch(asset.hostedUrl)).text()).toBe('hello')
    expect(readdirSync(objects)).toHaveLength(1)
    expect((await get('/__sandbox/settings')).rateLimit).toBe(60)
    await second.end()
  })

  it('reports invalid and taken ports', async () => {
    await expect(
      startProcess('src/sandbox/node.ts', 'sandbox ', { DATA_DIR: folder.path, PORT_BASE: 'x' }),
    ).rejects.toThrow('PORT_BASE must be a port')
    const first = await start()
    await expect(start()).rejects.toThrow(`Failed to listen on port ${BASE}: listen EADDRINUSE`)
    await first.end()
  })
})
