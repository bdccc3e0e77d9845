/** Attacks on uploads, direct and through a victim's browser. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  ASSETS,
  Conversation,
  failureFrom,
  hexId,
  OTHER_CONVERSATION_SITE,
  CONVERSATION_SITE,
  testFile,
} from '../conversation.ts'

let proxy: Conversation

beforeEach(async () => {
  proxy = await Conversation.open()
  await proxy.connect()
})
afterEach(() => {
  proxy.webflow.end()
})

it('a ticket of another site opens nothing', async () => {
  const file = testFile()
  const ticket = await proxy.ticketFor(file)
  await proxy.connect(OTHER_CONVERSATION_SITE)
  expect(await failureFrom(await proxy.send(ticket, file.bytes))).toEqual([409, 'ticket-invalid'])
  const cancelled = await proxy.post('/cancel', { tickets: [ticket] })
  expect(await cancelled.json()).toEqual({ deleted: 0, pending: 0 })
})

it('a ticket that was sent already sends nothing more', async () => {
  const file = testFile()
  const ticket = await proxy.ticketFor(file)
  proxy.stores(file.md5)
  expect((await proxy.send(ticket, file.bytes)).status).toBe(200)
  expect((await proxy.send(ticket, file.bytes)).status).toBe(200)
  expect((await proxy.send(ticket, testFile().bytes)).status).toBe(200)
  expect(proxy.webflow.seen.filter(({ path }) => path === '/storage')).toHaveLength(1)
})

it('a ticket whose form has expired sends nothing', async () => {
  const file = testFile()
  const ticket = await proxy.ticketFor(file)
  proxy.host.clock.advance(61 * 60_000)
  await proxy.connect()
  expect(await failureFrom(await proxy.send(ticket, file.bytes))).toEqual([410, 'ticket-expired'])
  proxy.host.clock.advance(24 * 60 * 60_000)
  await proxy.connect()
  expect(await failureFrom(await proxy.send(ticket, file.bytes))).toEqual([410, 'ticket-expired'])
})

it('a session ends, and a session sealed for something else is none', async () => {
  const ticket = await proxy.ticketFor(testFile())
  const asBearer = { headers: { authorization: `Bearer ${ticket}` } }
  expect(await failureFrom(await proxy.request('/folders', asBearer))).toEqual([
    401,
    'session-expired',
  ])
  proxy.host.clock.advance(15 * 60_000)
  expect(await failureFrom(await proxy.request('/folders'))).toEqual([401, 'session-expired'])
})

it('what is sent is refused by size, type and length before storage hears of it', async () => {
  const file = testFile()
  const ticket = await proxy.ticketFor(file)
  const send = async (more: Parameters<typeof proxy.send>[2]) =>
    await failureFrom(await proxy.send(ticket, file.bytes, more))
  expect(await send({ length: undefined })).toEqual([400, 'bad-request'])
  expect(await send({ length: '1e3' })).toEqual([400, 'bad-request'])
  expect(await send({ length: '-1' })).toEqual([400, 'bad-request'])
  expect(await send({ length: '0' })).toEqual([400, 'file-empty'])
  expect(await send({ length: String(11 * 1024 * 1024) })).toEqual([413, 'file-too-large'])
  const form = { headers: { 'content-type': 'multipart/form-data; boundary=x' } }
  expect(await send(form)).toEqual([415, 'file-type'])
  proxy.stores(file.md5)
  expect((await proxy.send(ticket, file.bytes)).status).toBe(200)
})

it.each(['http://169.254.169.254/latest', 'file:///etc/passwd', 'http://evil.example/', 'x'])(
  'an upload address like %s is not followed',
  async (uploadUrl) => {
    proxy.webflow.on(`POST ${ASSETS}`, proxy.webflow.created(hexId(), 'a.txt', { uploadUrl }))
    expect(await proxy.reserve(testFile())).toMatchObject([
      { verdict: 'refused', failure: { code: 'webflow-refused' } },
    ])
  },
)

it('the panel cannot say where its bytes go', async () => {
  const file = testFile()
  const ticket = await proxy.ticketFor(file)
  proxy.stores(file.md5)
  const evil = { 'x-upload-url': 'http://evil.example/', host: 'evil.example' }
  expect((await proxy.send(ticket, file.bytes, { headers: evil })).status).toBe(200)
})

it.each([
  'http://evil.example',
  'http://localhost:1337.evil.example',
  'http://LOCALHOST:1337',
  'null',
])('a page of %s is not served', async (origin) => {
  const answer = await proxy.post('/cancel', { tickets: ['x'] }, { origin })
  expect(await failureFrom(answer)).toEqual([403, 'session-refused'])
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
})

it('names cannot break out of headers, paths or forms', async () => {
  const name = '../x"\r\nContent-Type: text/html\r\n\r\n<b>.txt'
  const clean = 'b>.txt'
  const file = testFile({ name })
  proxy.webflow.on(`POST ${ASSETS}`, ({ json }) => {
    const { fileName } = json as { fileName: string }
    expect(fileName).not.toMatch(/[\r\n/\\]/)
    return proxy.webflow.created(hexId(), fileName)
  })
  const [verdict] = await proxy.reserve(file)
  proxy.webflow.on('POST /storage', ({ text }) => {
    expect(text.match(/Content-Disposition/g)).toHaveLength(6)
    expect(text).not.toContain('text/html')
    expect(text).toContain(clean.slice(1))
    return { status: 201 }
  })
  const ticket = verdict?.verdict === 'ticket' ? verdict.ticket : ''
  expect((await proxy.send(ticket, file.bytes)).status).toBe(200)
})

it('ids that are none never reach an address', async () => {
  const answer = await proxy.post('/folders', { place: { under: '../../x', path: ['a'] } })
  expect(await failureFrom(answer)).toEqual([400, 'bad-request'])
  const session = await proxy.post('/session', { siteId: `${CONVERSATION_SITE}/../x`, idToken: '' })
  expect(await failureFrom(session)).toEqual([400, 'bad-request'])
})

it('the log has no secret, and one line a request with its id', async () => {
  const file = testFile()
  const session = await proxy.connect()
  const ticket = await proxy.ticketFor(file)
  proxy.webflow.on('POST /storage', { status: 403, text: '<Code>AccessDenied</Code>' })
  const answer = await proxy.send(ticket, file.bytes)
  const log = proxy.host.logged.join('\n')
  for (const secret of [session, ticket, 'the-site-token', 'id-token']) {
    expect(log).not.toContain(secret)
  }
  const id = answer.headers.get('x-request-id') ?? ''
  const lines = proxy.host.logged.filter((line) => line.includes(id))
  expect(lines.filter((line) => line.includes('"message":"request"'))).toHaveLength(1)
  expect(lines.some((line) => line.includes('storage-refused'))).toBe(true)
})

it('logs an unexpected error and answers 500 without details', async () => {
  const failing = () => {
    throw new Error('secret detail of the database')
  }
  proxy.host.sql.exec = failing
  const answer = await proxy.request('/folders')
  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toContain('secret detail')
  expect(proxy.host.logged.join('\n')).toContain('secret detail')
  expect((await proxy.request('/readyz')).status).toBe(503)
})
