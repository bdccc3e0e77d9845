/** Posting to storage on the proxy's hosts. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { serve } from '@hono/node-server'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDigest } from '../../../src/proxy/hosts/node-digest.ts'
import { nodePost } from '../../../src/proxy/hosts/node-post.ts'
import { postFormContract } from '../../contracts/proxy/post-form.ts'
import { certificate, key } from '../../vectors/localhost-certificate.ts'
import { bundled } from './bundled.ts'
import { relay } from './post-relay.ts'

describe('Node', () => {
  const postForm = nodePost()
  const fetch = (request: Request, host: object) => relay({ request, host }, postForm, createDigest)
  let server: ReturnType<typeof serve>
  beforeAll(async () => {
    server = serve({ fetch, hostname: '127.0.0.1', port: 0 })
    await once(server, 'listening')
  })
  afterAll(() => {
    server.close()
  })
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  postFormContract('node:http', url)

  it('uses TLS, and checks the certificate', async () => {
    const bytes = Buffer.from('by TLS')
    const storage = createServer({ key, cert: certificate }, (incoming, answer) => {
      incoming.resume().once('end', () => answer.writeHead(204).end())
    })
    storage.listen(0, 'localhost')
    await once(storage, 'listening')
    const { port } = storage.address() as AddressInfo
    const post = async (host: string): Promise<unknown> => {
      const headers = {
        'x-to': `https://${host}:${port}/`,
        'x-size': String(bytes.length),
        'x-md5': createHash('md5').update(bytes).digest('hex'),
      }
      return await (await globalThis.fetch(url(), { method: 'PUT', headers, body: bytes })).json()
    }
    expect(await post('localhost')).toEqual({ failure: 'broken off' })
    const trusted = getCACertificates('default')
    setDefaultCACertificates([...trusted, certificate])
    try {
      expect(await post('localhost')).toMatchObject({ status: 204 })
      expect(await post('127.0.0.1')).toEqual({ failure: 'broken off' })
    } finally {
      setDefaultCACertificates(trusted)
      storage.close()
      storage.closeAllConnections()
    }
  })
})

describe('workerd', () => {
  let miniflare: Miniflare
  let url: URL
  beforeAll(async () => {
    miniflare = new Miniflare({
      modules: true,
      script: await bundled(join(import.meta.dirname, 'post-relay-workerd.ts')),
      compatibilityDate: '2026-01-14',
      compatibilityFlags: ['nodejs_compat'],
      cf: false,
    })
    url = await miniflare.ready
  })
  afterAll(async () => {
    await miniflare.dispose()
  })
  postFormContract('web streams', () => url.href)
})
