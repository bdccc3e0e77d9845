import { afterEach, describe, expect, it } from 'vitest'
import { PANEL_ORIGIN } from '../../../fakes/proxy-host.ts'
import { refusal } from '../../../fakes/scripted-webflow.ts'
import {
  Conversation,
  failureFrom,
  OTHER_CONVERSATION_SITE,
  CONVERSATION_SITE,
} from '../conversation.ts'

let proxy: Conversation
afterEach(() => {
  proxy.webflow.end()
})

const RESOLVE = 'POST /beta/token/resolve'
const user = { id: '1', email: 'designer@example.com', siteId: CONVERSATION_SITE }
const opened = (accessKey?: string) =>
  proxy.post('/session', {
    siteId: CONVERSATION_SITE,
    idToken: 'id-token',
    ...(accessKey ? { accessKey } : {}),
  })

describe('with a site token', () => {
  it('opens a session for a user that Webflow confirms', async () => {
    proxy = await Conversation.open()
    proxy.webflow.on(RESOLVE, ({ json, headers }) => {
      expect(json).toEqual({ idToken: 'id-token' })
      expect(headers.get('authorization')).toBe('Bearer the-site-token')
      return { json: user }
    })
    proxy.webflow.on(`GET /v2/sites/${CONVERSATION_SITE}`, {
      json: { id: CONVERSATION_SITE, displayName: 'Harbour' },
    })
    expect(await (await opened()).json()).toMatchObject({
      livesMs: 900_000,
      site: { id: CONVERSATION_SITE, name: 'Harbour' },
      user: { email: 'designer@example.com' },
    })
  })

  it.each([
    [undefined, [403, 'session-refused']],
    ['a wrong key of the test', [403, 'session-refused']],
    ['the right key of the test', undefined],
  ])('where Webflow cannot vouch, the access key does: %s', async (key, failure) => {
    proxy = await Conversation.open({ ACCESS_KEY: 'the right key of the test' })
    proxy.webflow.on(RESOLVE, refusal(403, 'missing_scopes'))
    if (!failure)
      proxy.webflow.on(`GET /v2/sites/${CONVERSATION_SITE}`, { json: { id: CONVERSATION_SITE } })
    const answer = await opened(key)
    expect(answer.ok ? undefined : await failureFrom(answer)).toEqual(failure)
  })

  it('a token without the scope for names still tells its site', async () => {
    proxy = await Conversation.open()
    proxy.webflow.on(RESOLVE, refusal(403, 'missing_scopes'))
    proxy.webflow.on(`GET /v2/sites/${CONVERSATION_SITE}`, refusal(403, 'missing_scopes'))
    const authorization = { authorizedTo: { siteIds: [OTHER_CONVERSATION_SITE] } }
    proxy.webflow.on('GET /v2/token/introspect', { json: { authorization } })
    expect(await failureFrom(await opened())).toEqual([403, 'session-refused'])
  })

  it('distinguishes a token for another site from a token that is no longer valid', async () => {
    proxy = await Conversation.open()
    const reasonOf = async (answer: Response): Promise<unknown> => {
      const { error } = (await answer.json()) as { error: { code: string; facts?: object } }
      return [error.code, error.facts]
    }
    const scopes = refusal(403, 'missing_scopes')
    const denied = refusal(401, 'not_authorized')
    proxy.webflow.on(RESOLVE, scopes).on(`GET /v2/sites/${CONVERSATION_SITE}`, denied)
    proxy.webflow.on('GET /v2/token/introspect', { json: { authorization: {} } })
    expect(await reasonOf(await opened())).toEqual(['session-refused', { reason: 'other-site' }])
    proxy.webflow
      .on(RESOLVE, scopes)
      .on(`GET /v2/sites/${CONVERSATION_SITE}`, refusal(404, 'not_found'))
    expect(await reasonOf(await opened())).toEqual(['session-refused', { reason: 'other-site' }])
    proxy.webflow.on(RESOLVE, scopes).on(`GET /v2/sites/${CONVERSATION_SITE}`, denied)
    proxy.webflow.on('GET /v2/token/introspect', denied)
    expect(await reasonOf(await opened())).toMatchObject(['webflow-unauthorized', {}])
  })

  it.each([400, 404])('an ID token that Webflow refuses (%i) is refused', async (status) => {
    proxy = await Conversation.open()
    proxy.webflow.on(RESOLVE, refusal(status, 'bad_request'))
    expect(await failureFrom(await opened())).toEqual([403, 'session-refused'])
  })

  it('distinguishes a 401 for the ID token from one for the proxy’s token', async () => {
    proxy = await Conversation.open()
    proxy.webflow.on(RESOLVE, refusal(401, 'not_authorized'))
    proxy.webflow.on('GET /v2/token/introspect', { json: { authorization: {} } })
    expect(await failureFrom(await opened())).toEqual([403, 'session-refused'])
    proxy.webflow.on(RESOLVE, refusal(401, 'not_authorized'))
    proxy.webflow.on('GET /v2/token/introspect', refusal(401, 'not_authorized'))
    expect(await failureFrom(await opened())).toEqual([401, 'webflow-unauthorized'])
  })
})

describe('with an app', () => {
  const app = { WEBFLOW_CLIENT_ID: 'the-client', WEBFLOW_CLIENT_SECRET: 'the-client-secret' }

  const connectUrl = async (): Promise<URL> => {
    const answer = await opened()
    const body = (await answer.json()) as { error: { code: string }; connectUrl: string }
    expect([answer.status, body.error.code]).toEqual([401, 'not-connected'])
    return new URL(body.connectUrl)
  }
  const start = async () => {
    const url = await connectUrl()
    const answer = await proxy.host.app.request(url.pathname + url.search)
    const cookie = answer.headers.get('set-cookie') ?? ''
    return { answer, cookie, consent: new URL(answer.headers.get('location') ?? 'x:') }
  }
  const back = (query: Record<string, string>, cookie: string) =>
    proxy.host.app.request(`/oauth/callback?${new URLSearchParams(query)}`, {
      headers: { cookie: cookie.split(';')[0] ?? '' },
    })
  const grants = (sites: string[]) => {
    proxy.webflow.on('POST /oauth/access_token', ({ text }) => {
      expect(Object.fromEntries(new URLSearchParams(text))).toMatchObject({
        client_id: 'the-client',
        client_secret: 'the-client-secret',
        code: 'the-code',
        grant_type: 'authorization_code',
        redirect_uri: 'http://127.0.0.1:4103/oauth/callback',
      })
      return { json: { access_token: 'the-app-token' } }
    })
    const authorization = { authorizedTo: { siteIds: sites } }
    proxy.webflow.on('GET /v2/token/introspect', { json: { authorization } })
  }

  it('the whole way: not connected, consent, connected, let in', async () => {
    proxy = await Conversation.open(app)
    const { answer, cookie, consent } = await start()
    expect(answer.status).toBe(302)
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(consent.pathname).toBe('/oauth/authorize')
    expect(Object.fromEntries(consent.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'the-client',
      scope: 'assets:read assets:write sites:read authorized_user:read',
    })
    const state = consent.searchParams.get('state') ?? ''
    grants([CONVERSATION_SITE])
    const page = await back({ code: 'the-code', state }, cookie)
    expect(page.status).toBe(200)
    const html = await page.text()
    expect(html).toContain(`"${PANEL_ORIGIN}"`)
    expect(html).not.toContain('the-app-token')
    const nonces = [...html.matchAll(/<(?:style|script) nonce="([^"]+)"/g)].map(
      ([, nonce]) => nonce,
    )
    expect(nonces).toHaveLength(2)
    const policy = page.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    for (const nonce of nonces) {
      expect(policy).toContain(`script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'`)
    }
    proxy.webflow.on(RESOLVE, ({ headers }) => {
      expect(headers.get('authorization')).toBe('Bearer the-app-token')
      return { json: user }
    })
    proxy.webflow.on(`GET /v2/sites/${CONVERSATION_SITE}`, { json: { id: CONVERSATION_SITE } })
    expect((await opened()).status).toBe(200)
    const stored = JSON.stringify(proxy.host.sql.exec('select * from tokens'))
    expect(stored).not.toContain('the-app-token')
    expect((await back({ code: 'the-code', state }, cookie)).status).toBe(400)
  })

  it('a state without its cookie, or with another, is not good', async () => {
    proxy = await Conversation.open(app)
    const { consent, cookie } = await start()
    const state = consent.searchParams.get('state') ?? ''
    expect((await back({ code: 'the-code', state }, '')).status).toBe(400)
    expect((await back({ code: 'the-code', state }, 'asset_dock_state=other')).status).toBe(400)
    expect((await back({ code: 'the-code', state: `${state}x` }, cookie)).status).toBe(400)
    proxy.host.clock.advance(15 * 60_000)
    expect((await back({ code: 'the-code', state }, cookie)).status).toBe(400)
    expect((await proxy.host.app.request('/oauth/start?with=forged')).status).toBe(400)
  })

  it('reports a declined consent and a different site', async () => {
    proxy = await Conversation.open(app)
    const first = await start()
    const denied = await back(
      { error: 'access_denied', state: first.consent.searchParams.get('state') ?? '' },
      first.cookie,
    )
    expect([denied.status, await denied.text()]).toEqual([
      403,
      expect.stringContaining('Not connected'),
    ])
    const second = await start()
    grants([OTHER_CONVERSATION_SITE])
    const state = second.consent.searchParams.get('state') ?? ''
    const page = await back({ code: 'the-code', state }, second.cookie)
    expect([page.status, await page.text()]).toEqual([
      403,
      expect.stringContaining('Different site'),
    ])
    await connectUrl()
  })

  it('a token that Webflow has withdrawn leads to connecting again', async () => {
    proxy = await Conversation.open(app)
    const { consent, cookie } = await start()
    grants([CONVERSATION_SITE])
    await back({ code: 'the-code', state: consent.searchParams.get('state') ?? '' }, cookie)
    proxy.webflow.on(RESOLVE, refusal(401, 'not_authorized'))
    proxy.webflow.on('GET /v2/token/introspect', refusal(401, 'not_authorized'))
    const answer = await opened()
    expect(await answer.json()).toMatchObject({
      error: { code: 'webflow-unauthorized' },
      connectUrl: expect.stringContaining('/oauth/start?with='),
    })
  })
})
