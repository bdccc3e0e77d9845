/** Hand-written requests to the proxy's socket, as an attacker would send them. */
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLog } from '../../../src/proxy/base/log.ts'
import { startProxy, type RunningProxy } from '../../../src/proxy/hosts/node-server.ts'
import { PANEL_ORIGIN, ProxyClock, testConfig } from '../../fakes/proxy-host.ts'
import { refusal, ScriptedWebflow } from '../../fakes/scripted-webflow.ts'

const clock = new ProxyClock()
const webflow = new ScriptedWebflow()
let served: { close(): Promise<void> }
let proxy: RunningProxy

beforeAll(async () => {
  served = await webflow.listen()
  const config = testConfig(webflow, { PORT: '0', DATABASE_URL: 'file::memory:' })
  const log = createLog({ level: 'error', now: () => clock.now(), write: () => {} })
  proxy = await startProxy(config, clock, log)
})
afterAll(async () => {
  await proxy.stop(0)
  await served.close()
})

function dial(): Socket {
  const { hostname, port } = new URL(proxy.url)
  return connect(Number(port), hostname).on('error', () => {})
}

/** Everything received until the connection ends. */
async function answerTo(socket: Socket, ...lines: string[]): Promise<string> {
  let text = ''
  socket.setEncoding('latin1').on('data', (more: string) => (text += more))
  socket.write(lines.join('\r\n'))
  await new Promise((resolve) => socket.once('close', resolve))
  return text
}

const statuses = (text: string): string[] =>
  [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map((match) => match[1])

const SITE = '65f0c0ffee00000000000001'
const HEAD = ['PUT /send HTTP/1.1', 'Host: a', `Origin: ${PANEL_ORIGIN}`]

it.each([
  ['of two kinds', ['Content-Length: 5', 'Transfer-Encoding: chunked']],
  ['of two kinds, the other way round', ['Transfer-Encoding: chunked', 'Content-Length: 5']],
  ['that differ', ['Content-Length: 5', 'Content-Length: 50']],
  ['twice in one', ['Content-Length: 5, 5']],
  ['that are none', ['Content-Length: +5']],
  ['in an unknown coding', ['Transfer-Encoding: xchunked']],
])('lengths %s are refused, and the rest of the connection is ignored', async (_, lengths) => {
  const smuggled = ['GET /healthz HTTP/1.1', 'Host: a', '', '']
  const text = await answerTo(dial(), ...HEAD, ...lengths, '', '0', '', ...smuggled)
  expect(statuses(text)).toEqual(['400'])
})

it('a request whose body never arrives times out', async () => {
  const socket = dial()
  const head = ['POST /session HTTP/1.1', 'Host: a', `Origin: ${PANEL_ORIGIN}`]
  const ended = answerTo(socket, ...head, 'Content-Length: 100', '', '{"siteId":')
  const trickle = setInterval(() => socket.write('1'), 5)
  await expect.poll(() => clock.pending).toBe(1)
  clock.advance(59_000)
  await wait(20)
  expect(socket.closed).toBe(false)
  clock.advance(1000)
  await ended
  clearInterval(trickle)
  await expect.poll(() => clock.pending).toBe(0)
})

it('a complete request is answered, however long that takes', async () => {
  const json = { 'content-type': 'application/json', origin: PANEL_ORIGIN }
  webflow.on('POST /beta/token/resolve', refusal(403, 'missing_scopes'))
  webflow.on(`GET /v2/sites/${SITE}`, { json: { id: SITE, displayName: 'Harbour' } })
  const body = JSON.stringify({ siteId: SITE, idToken: 'id-token' })
  const opened = await fetch(`${proxy.url}/session`, { method: 'POST', headers: json, body })
  const { session } = (await opened.json()) as { session: string }
  const never = () => new Promise<never>(() => {})
  for (let tries = 0; tries < 3; tries++) webflow.on(`GET /v2/sites/${SITE}/asset_folders`, never)
  const startedAt = clock.now()
  const time = setInterval(() => clock.advance(1000), 1)
  const headers = { origin: PANEL_ORIGIN, authorization: `Bearer ${session}` }
  const answer = await fetch(`${proxy.url}/folders`, { headers })
  clearInterval(time)
  expect(answer.status).toBe(502)
  expect(clock.now() - startedAt).toBeGreaterThan(60_000)
})
