import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SandboxClock } from '../../sandbox-clock.ts'
import { problemsOf } from '../../openapi.ts'
import { dataApi, makeWorld, oauthToken, OTHER_SITE, SITE } from '../../sandbox.ts'

let clock: SandboxClock
let made: ReturnType<typeof makeWorld>
beforeEach(() => {
  clock = new SandboxClock()
  made = makeWorld(clock)
})
afterEach(() => made.end())

describe('tokens', () => {
  it.each([null, 'unknown', ''])('refuses the token %j', async (bearer) => {
    const answer = await dataApi(made.world, bearer)('GET', '/v2/sites')
    expect(answer.status).toBe(401)
    expect(answer.body).toEqual({
      code: 'not_authorized',
      message: 'Request not authorized',
      externalReference: null,
      details: [],
    })
  })

  it.each([
    ['GET', `/v2/sites/${SITE}/assets`, 'assets:read'],
    ['POST', `/v2/sites/${SITE}/assets`, 'assets:write'],
    ['GET', `/v2/assets/${SITE}`, 'assets:read'],
    ['PATCH', `/v2/assets/${SITE}`, 'assets:write'],
    ['DELETE', `/v2/assets/${SITE}`, 'assets:write'],
    ['GET', `/v2/sites/${SITE}/asset_folders`, 'assets:read'],
    ['POST', `/v2/sites/${SITE}/asset_folders`, 'assets:write'],
    ['GET', `/v2/asset_folders/${SITE}`, 'assets:read'],
    ['GET', '/v2/sites', 'sites:read'],
    ['GET', `/v2/sites/${SITE}`, 'sites:read'],
    ['GET', '/v2/token/authorized_by', 'authorized_user:read'],
    ['POST', '/beta/token/resolve', 'authorized_user:read'],
  ])('%s %s requires its scope', async (method, path, scope) => {
    const others = ['assets:read', 'assets:write', 'sites:read', 'authorized_user:read']
    const token = oauthToken(
      made.world,
      others.filter((other) => other !== scope),
    )
    const answer = await dataApi(made.world, token)(method, path)
    expect(answer.status).toBe(403)
    expect(answer.body).toMatchObject({
      code: 'missing_scopes',
      message: `OAuthForbidden: You are missing the following scopes - ${scope}`,
    })
  })

  it('is valid only for its sites; a setting decides the status elsewhere', async () => {
    const call = dataApi(made.world)
    const { sites } = (await call('GET', '/v2/sites')).body
    expect(sites.map((site: { id: string }) => site.id)).toEqual([SITE])
    const foreign = made.world.assets.create({
      siteId: OTHER_SITE,
      folderId: null,
      fileName: 'a.png',
      contentType: 'image/png',
      fileHash: '1',
    })
    for (const [status, code] of [
      [401, 'not_authorized'],
      [403, 'forbidden'],
      [404, 'resource_not_found'],
    ]) {
      made.world.settings.merge({ foreignSite: status })
      for (const path of [`/v2/sites/${OTHER_SITE}/assets`, `/v2/assets/${foreign.id}`]) {
        const answer = await call('GET', path)
        expect([answer.status, answer.body.code]).toEqual([status, code])
      }
    }
  })

  it('refuses ids that are not 24 hex digits, and unknown sites', async () => {
    const call = dataApi(made.world)
    expect((await call('GET', '/v2/sites/harbour')).status).toBe(400)
    expect((await call('GET', '/v2/assets/1')).status).toBe(400)
    expect((await call('GET', '/v2/sites/65f0c0ffee00000000000fff')).status).toBe(404)
  })

  it('can be introspected', async () => {
    const site = (await dataApi(made.world)('GET', '/v2/token/introspect')).body
    expect(site.authorization).toMatchObject({
      scope: 'assets:read,assets:write,sites:read',
      rateLimit: 60,
      authorizedTo: { siteIds: [SITE] },
    })
    const call = dataApi(made.world, oauthToken(made.world))
    expect((await call('GET', '/v2/token/introspect')).body.application).toBeDefined()
    expect((await call('GET', '/v2/token/authorized_by')).body.email).toBe('designer@example.com')
  })
})

describe('ID tokens', () => {
  it('resolve to user and site for 15 minutes', async () => {
    const call = dataApi(made.world, oauthToken(made.world))
    const idToken = made.world.identity.mint(SITE)
    expect(idToken.split('.')).toHaveLength(3)
    const answer = await call('POST', '/beta/token/resolve', { idToken })
    expect(answer.body).toMatchObject({ email: 'designer@example.com', siteId: SITE })
    clock.turn(15 * 60_000)
    expect((await call('POST', '/beta/token/resolve', { idToken })).status).toBe(401)
  })

  it('are refused if foreign, changed, or of a site without the app', async () => {
    const call = dataApi(made.world, oauthToken(made.world))
    const [head, , signature] = made.world.identity.mint(SITE).split('.')
    const claims = Buffer.from(`{"site":"${OTHER_SITE}","exp":9999999999}`).toString('base64url')
    for (const idToken of ['x', 'a.b.c', `${head}.${claims}.${signature}`]) {
      expect((await call('POST', '/beta/token/resolve', { idToken })).status).toBe(401)
    }
    const idToken = made.world.identity.mint(OTHER_SITE)
    expect((await call('POST', '/beta/token/resolve', { idToken })).status).toBe(403)
    expect((await call('POST', '/beta/token/resolve', {})).status).toBe(400)
  })
})

describe('the rate window', () => {
  const limits = ({ headers }: { headers: Headers }) =>
    ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'Retry-After'].map((name) =>
      Number(headers.get(name)),
    )

  it('is fixed, per token, and announces its end', async () => {
    made.world.settings.merge({ rateLimit: 2 })
    const call = dataApi(made.world)
    expect(limits(await call('GET', '/v2/sites'))).toEqual([2, 1, 60])
    clock.turn(30_500)
    expect(limits(await call('GET', '/v2/sites'))).toEqual([2, 0, 30])
    const spent = await call('GET', '/v2/sites')
    expect(spent.status).toBe(429)
    expect(spent.body).toEqual({
      message: 'Too Many Requests',
      code: 'too_many_requests',
      externalReference: null,
      details: [],
    })
    expect(limits(spent)).toEqual([2, 0, 30])
    clock.turn(29_499)
    expect((await call('GET', '/v2/sites')).status).toBe(429)
    clock.turn(1)
    expect(limits(await call('GET', '/v2/sites'))).toEqual([2, 1, 60])
  })

  it('slides with rateWindow "sliding"', async () => {
    made.world.settings.merge({ rateLimit: 2, rateWindow: 'sliding' })
    const call = dataApi(made.world)
    await call('GET', '/v2/sites')
    clock.turn(30_000)
    await call('GET', '/v2/sites')
    clock.turn(30_000)
    expect((await call('GET', '/v2/sites')).status).toBe(200)
    const spent = await call('GET', '/v2/sites')
    expect(spent.status).toBe(429)
    expect(limits(spent)).toEqual([2, 0, 30])
  })

  it('counts per token, includes scope refusals, ignores unknown tokens', async () => {
    made.world.settings.merge({ rateLimit: 1 })
    const call = dataApi(made.world)
    expect((await call('GET', '/v2/token/authorized_by')).status).toBe(403)
    expect((await call('GET', '/v2/sites')).status).toBe(429)
    const other = dataApi(made.world, oauthToken(made.world))
    expect((await other('GET', '/v2/sites')).status).toBe(200)
    const unknown = dataApi(made.world, 'unknown')
    for (let n = 0; n < 3; n++) {
      expect(limits(await unknown('GET', '/v2/sites')).slice(0, 2)).toEqual([1, 1])
    }
  })

  it('is off at 0, and is cleared by a reset', async () => {
    made.world.settings.merge({ rateLimit: 0 })
    const call = dataApi(made.world)
    for (let n = 0; n < 100; n++) expect((await call('GET', '/v2/sites')).status).toBe(200)
    made.world.settings.merge({ rateLimit: 1 })
    await call('GET', '/v2/sites')
    expect((await call('GET', '/v2/sites')).status).toBe(429)
    made.world.reset()
    expect((await call('GET', '/v2/sites')).status).toBe(200)
  })
})

describe('the OpenAPI check of all answers', () => {
  it('reports answers that the OpenAPI document does not allow', () => {
    const judge = (body: object, status = 200) =>
      problemsOf({ method: 'GET', path: '/v2/sites', status, body: JSON.stringify(body) })
    expect(judge({ sites: [] })).toEqual([])
    expect(judge({ sites: [{ id: 'harbour' }] })).not.toEqual([])
    expect(judge({ sites: [{ displayName: 'No id' }] })).not.toEqual([])
    expect(judge({ sites: [], invented: true })).not.toEqual([])
    expect(judge({ code: 'no_such_code', message: '' }, 404)).not.toEqual([])
  })
})
