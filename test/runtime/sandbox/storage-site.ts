import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SANDBOX_KEYS, presignUpload } from '../../../src/sandbox/storage/presign.ts'
import { createStorage } from '../../../src/sandbox/storage/server.ts'
import { type Asset, objectKey } from '../../../src/sandbox/world/assets.ts'
import { FIRST_SITE_ID } from '../../../src/sandbox/world/sites.ts'
import { World } from '../../../src/sandbox/world/world.ts'

export const md5 = (bytes: Uint8Array | string) => createHash('md5').update(bytes).digest('hex')
export const bytesOf = (length: number) => Buffer.alloc(length, 'Harbour light, ')

/** A storage server over an empty world. `stop` removes everything. */
export async function startStorage() {
  const directory = mkdtempSync(join(tmpdir(), 'storage-'))
  const logged: string[] = []
  const nowhere = 'http://127.0.0.1:9'
  const world = new World({
    directory,
    origins: { designer: nowhere, panel: nowhere, api: nowhere, storage: nowhere, cdn: nowhere },
    log: (line) => logged.push(line),
  })
  const server = createStorage(world).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return {
    world,
    server,
    origin,
    logged,
    /** Creates an asset without bytes and its upload form. */
    record: (bytes: Uint8Array, fileName = 'photo.png') => record(world, bytes, fileName),
    post: (form: FormData, path = `/${SANDBOX_KEYS.bucket}`, headers = {}) =>
      fetch(`${origin}${path}`, { method: 'POST', body: form, headers }),
    sizeOf: (asset: Asset) => world.assets.get(asset.id)?.size,
    files: () => readdirSync(join(directory, 'objects')),
    bytesOnDisk: () =>
      readdirSync(join(directory, 'objects'))
        .map((name) => statSync(join(directory, 'objects', name)).size)
        .reduce((sum, size) => sum + size, 0),
    answers: () => world.stats.report().operations['putObject'],
    stop: () => {
      server.closeAllConnections()
      server.close()
      world.close()
      rmSync(directory, { recursive: true })
    },
  }
}

export function formOf(fields: Iterable<[string, string]>, bytes?: Uint8Array<ArrayBuffer>) {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  if (bytes) form.append('file', new Blob([bytes], { type: 'image/png' }), 'photo.png')
  return form
}

/** The form as bytes, with its content type. */
export async function encoded(form: FormData) {
  const whole = new Response(form)
  const type = whole.headers.get('content-type') ?? ''
  return { body: Buffer.from(await whole.arrayBuffer()), type }
}

/** A raw request with the given headers and body. */
export function raw(
  origin: string,
  body: Buffer | string,
  headers: Record<string, string | number>,
) {
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const sent = request(origin, { method: 'POST', path: '/', headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode, text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

// Helpers

function record(world: World, bytes: Uint8Array, fileName: string) {
  const contentType = 'image/png'
  const asset = world.assets.create({
    siteId: FIRST_SITE_ID,
    folderId: null,
    fileName,
    contentType,
    fileHash: md5(bytes),
  })
  const key = objectKey(asset)
  const grant = { siteId: asset.siteId, key, contentType, now: world.clock.now() }
  const fields = presignUpload({ ...grant, ttlSeconds: 3600 })
  return { asset, key, fields: new Map<string, string>(Object.entries(fields)) }
}
