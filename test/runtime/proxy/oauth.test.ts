/** Connecting a site through the sandbox's consent page, and stopping the proxy during an upload. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { afterEach, expect, it } from 'vitest'
import { ErrorBody } from '../../../src/core/wire.ts'
import * as v from 'valibot'
import { HARBOUR, MiniPanel, md5Of, ORIGIN } from '../sandbox/mini-panel.ts'
import { startProxyStack, type ProxyStack } from './stack.ts'
import { until } from '../../until.ts'

let stack: ProxyStack
afterEach(async () => {
  await stack.stop()
})

const app = {
  WEBFLOW_SITE_TOKEN: '',
  WEBFLOW_CLIENT_ID: 'sandbox-client',
  WEBFLOW_CLIENT_SECRET: 'sandbox-secret',
}

/** Answers Webflow's consent page as a browser would; resolves with the proxy's final page. */
async function consent(decision: 'approve' | 'deny'): Promise<Response> {
  const refused = await new MiniPanel(stack.proxy).post('/session', {
    siteId: HARBOUR,
    idToken: '',
  })
  const { connectUrl = '' } = v.parse(ErrorBody, await refused.json())
  const start = await fetch(connectUrl, { redirect: 'manual' })
  const cookie = (start.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const question = await (await fetch(start.headers.get('location') ?? '')).text()
  const request = /name="request" value="([^"]+)"/.exec(question)?.[1] ?? ''
  const answer = await fetch(`${stack.api}/oauth/authorize`, {
    method: 'POST',
    body: new URLSearchParams({ request, decision, site: HARBOUR }),
    redirect: 'manual',
  })
  return await fetch(answer.headers.get('location') ?? '', { headers: { cookie } })
}

it('a site is connected through the consent page', async () => {
  stack = await startProxyStack(app)
  const denied = await consent('deny')
  expect([denied.status, await denied.text()]).toEqual([
    403,
    expect.stringContaining('Not connected'),
  ])
  const connected = await consent('approve')
  const page = await connected.text()
  expect([connected.status, page]).toEqual([200, expect.stringContaining(`"${ORIGIN}"`)])
  const still = await new MiniPanel(stack.proxy).post('/session', {
    siteId: HARBOUR,
    idToken: 'forged',
  })
  const { error } = v.parse(ErrorBody, await still.json())
  expect([still.status, error.code]).toEqual([403, 'session-refused'])
})

it('a proxy that is stopping lets an upload finish', async () => {
  stack = await startProxyStack({ UPSTREAM_TIMEOUT_MS: '10000' })
  await stack.control.settings({ rateLimit: 0, storageMbps: 16 })
  const panel = new MiniPanel(stack.proxy)
  await panel.connect()
  const bytes = randomBytes(2_000_000)
  const [verdict] = await panel.reserve([{ name: 'a.txt', path: [], bytes }])
  const sending = panel.send(verdict?.verdict === 'ticket' ? verdict.ticket : '', bytes)
  await until(async () => expect((await stack.control.stats()).bytesIn).toBeGreaterThan(0))
  const child = stack.proxyProcess()
  child.kill('SIGTERM')
  const [code] = (await once(child, 'exit')) as [number]
  expect((await sending).status).toBe(200)
  expect(code).toBe(0)
  expect(await stack.control.objects()).toMatchObject([{ md5: md5Of(bytes) }])
})
