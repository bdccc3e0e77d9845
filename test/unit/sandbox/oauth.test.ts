import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOauth } from '../../../src/sandbox/oauth/app.ts'
import { SandboxClock } from '../../sandbox-clock.ts'
import { dataApi, makeWorld, OTHER_SITE, SITE } from '../../sandbox.ts'

const CALLBACK = 'http://127.0.0.1:4103/oauth/callback'
const SCOPES = 'assets:read assets:write sites:read authorized_user:read'

let clock: SandboxClock
let made: ReturnType<typeof makeWorld>
let app: ReturnType<typeof createOauth>
beforeEach(() => {
  clock = new SandboxClock()
  made = makeWorld(clock)
  app = createOauth(made.world, [CALLBACK, 'http://localhost:4103/oauth/callback'])
})
afterEach(() => made.end())

const open = (params: Record<string, string> = {}) =>
  app.request(
    `/oauth/authorize?${new URLSearchParams({
      response_type: 'code',
      client_id: 'sandbox-client',
      scope: SCOPES,
      redirect_uri: CALLBACK,
      state: 's"<1>',
      ...params,
    })}`,
  )

async function decide(page: Response, decision: string, sites = [SITE, OTHER_SITE]) {
  const id = /name="request" value="(\w+)"/.exec(await page.text())?.[1] ?? ''
  const body = new URLSearchParams({ request: id, decision })
  for (const site of sites) body.append('site', site)
  const answer = await app.request('/oauth/authorize', { method: 'POST', body })
  return { answer, target: new URL(answer.headers.get('location') ?? 'none:'), body }
}

async function getCode(params: Record<string, string> = {}, sites?: string[]) {
  const { target } = await decide(await open(params), 'approve', sites)
  return target.searchParams.get('code') ?? ''
}

const APP = { client_id: 'sandbox-client', client_secret: 'sandbox-secret' }

async function exchange(code: string, changes: Record<string, string | undefined> = {}) {
  const fields = {
    ...APP,
    code,
    grant_type: 'authorization_code',
    redirect_uri: CALLBACK,
    ...changes,
  }
  const answer = await app.request('/oauth/access_token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(fields),
  })
  return { status: answer.status, body: await answer.json() }
}

describe('the authorize page', () => {
  it('shows app, scopes and sites, and may only submit its form', async () => {
    const page = await open()
    expect(page.status).toBe(200)
    const policy = page.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("form-action 'self' http://127.0.0.1:4103;")
    const html = await page.text()
    for (const word of ['assets:write', 'Harbour', 'Lighthouse', 'designer@example.com', 'Deny']) {
      expect(html).toContain(word)
    }
    expect(html).not.toContain('s"<1>')
  })

  it('returns a code for the chosen sites, and the state, on approval', async () => {
    const { answer, target } = await decide(await open(), 'approve', [OTHER_SITE])
    expect(answer.status).toBe(303)
    expect(target.href.startsWith(`${CALLBACK}?`)).toBe(true)
    expect(target.searchParams.get('state')).toBe('s"<1>')
    const { body } = await exchange(target.searchParams.get('code') ?? '')
    expect(body).toMatchObject({ token_type: 'bearer', scope: SCOPES })
    const { sites } = (await dataApi(made.world, body.access_token)('GET', '/v2/sites')).body
    expect(sites.map((site: { id: string }) => site.id)).toEqual([OTHER_SITE])
  })

  it('returns access_denied on denial', async () => {
    const { target } = await decide(await open(), 'deny')
    expect(target.searchParams.get('error')).toBe('access_denied')
    expect(target.searchParams.get('state')).toBe('s"<1>')
    expect(target.searchParams.has('code')).toBe(false)
  })

  it('asks again if no site was chosen', async () => {
    const { answer } = await decide(await open(), 'approve', [])
    expect(answer.status).toBe(400)
    const { target } = await decide(answer, 'approve', [SITE])
    expect(target.searchParams.get('code')).toMatch(/^\w{64}$/)
  })

  it('accepts one answer, and none after it expires', async () => {
    const { body } = await decide(await open(), 'approve')
    const again = await app.request('/oauth/authorize', { method: 'POST', body })
    expect([again.status, again.headers.get('location')]).toEqual([400, null])
    const page = await open()
    clock.turn(15 * 60_000)
    expect((await decide(page, 'approve')).answer.status).toBe(400)
  })

  it.each([
    { client_id: 'another' },
    { redirect_uri: 'https://evil.example/oauth/callback' },
    { redirect_uri: `${CALLBACK}/` },
    { redirect_uri: `${CALLBACK}?x=1` },
  ])('does not redirect for %j', async (params) => {
    const answer = await open(params)
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null])
  })

  it.each([
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ scope: 'assets:read cms:write' }, 'invalid_scope'],
  ])('reports the error to the app for %j', async (params, error) => {
    const target = new URL((await open(params)).headers.get('location') ?? 'none:')
    expect(target.searchParams.get('error')).toBe(error)
  })

  it('grants only the requested scopes', async () => {
    const { body } = await exchange(await getCode({ scope: 'assets:read' }))
    expect(body.scope).toBe('assets:read')
    expect((await dataApi(made.world, body.access_token)('GET', '/v2/sites')).status).toBe(403)
  })
})

describe('the token endpoint', () => {
  it('accepts a form or JSON', async () => {
    const answer = await app.request('/oauth/access_token', {
      method: 'POST',
      body: new URLSearchParams({
        ...APP,
        code: await getCode(),
        grant_type: 'authorization_code',
        redirect_uri: CALLBACK,
      }),
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('accepts a code once', async () => {
    const code = await getCode()
    expect((await exchange(code)).status).toBe(200)
    const again = await exchange(code)
    expect([again.status, again.body.error]).toEqual([400, 'invalid_grant'])
  })

  it('accepts a code for 15 minutes', async () => {
    const [inTime, late] = [await getCode(), await getCode()]
    clock.turn(15 * 60_000 - 1)
    expect((await exchange(inTime)).status).toBe(200)
    clock.turn(1)
    expect((await exchange(late)).body.error).toBe('invalid_grant')
  })

  it.each([
    [{ client_secret: 'wrong' }, 401, 'invalid_client'],
    [{ client_id: 'another' }, 401, 'invalid_client'],
    [{ grant_type: 'refresh_token' }, 400, 'unsupported_grant_type'],
    [{ redirect_uri: 'http://localhost:4103/oauth/callback' }, 400, 'invalid_grant'],
    [{ redirect_uri: undefined }, 400, 'invalid_grant'],
    [{ code: 'unknown' }, 400, 'invalid_grant'],
  ])('refuses %j', async (changes, status, error) => {
    const answer = await exchange(await getCode(), changes)
    expect([answer.status, answer.body.error]).toEqual([status, error])
  })

  it('refuses a body that it cannot parse', async () => {
    const answer = await app.request('/oauth/access_token', { method: 'POST', body: '{' })
    expect([answer.status, (await answer.json()).error]).toEqual([400, 'invalid_request'])
  })
})

describe('revoking', () => {
  const revoke = async (fields: object) => {
    const answer = await app.request('/oauth/revoke_authorization', {
      method: 'POST',
      body: JSON.stringify(fields),
    })
    return [answer.status, await answer.json()]
  }

  it('invalidates a token at once', async () => {
    const { body } = await exchange(await getCode())
    const call = dataApi(made.world, body.access_token)
    expect((await call('GET', '/v2/sites')).status).toBe(200)
    const fields = { ...APP, access_token: body.access_token }
    expect(await revoke(fields)).toEqual([200, { did_revoke: true }])
    expect((await call('GET', '/v2/sites')).status).toBe(401)
    expect(await revoke(fields)).toMatchObject([400, { error: 'invalid_token' }])
  })

  it('works only for the app’s own tokens', async () => {
    const fields = { ...APP, access_token: 'sandbox-token' }
    expect(await revoke(fields)).toMatchObject([400, { error: 'invalid_token' }])
    expect(await revoke({ ...fields, client_secret: '' })).toMatchObject([401, {}])
    expect(await revoke(APP)).toMatchObject([400, { error: 'invalid_request' }])
  })
})
