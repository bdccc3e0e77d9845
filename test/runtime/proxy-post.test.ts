/** Posting to storage, on the hosts that the proxy runs on. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe } from 'vitest'
import { createDigest } from '../../src/proxy/node-digest.ts'
import { nodePost } from '../../src/proxy/node-post.ts'
import { postFormContract } from '../contracts/post-form.ts'
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
  postFormContract('node:http', () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
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
