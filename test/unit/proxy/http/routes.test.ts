import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROUTES } from '../../../../src/proxy/http/route-table.ts'
import { PANEL_ORIGIN } from '../../../fakes/proxy-host.ts'
import { Conversation, failureFrom } from '../conversation.ts'

let proxy: Conversation
beforeEach(async () => {
  proxy = await Conversation.open()
})
afterEach(() => {
  proxy.webflow.end()
})

describe('the route table', () => {
  it('names every route of the application', () => {
    expect(strayRoutes()).toEqual([])
    proxy.host.app.get('/forgotten', (c) => c.text('open to everybody'))
    expect(strayRoutes()).toEqual(['GET /forgotten'])
  })

  it('names each route once', () => {
    expect(new Set(ROUTES.map(nameOf)).size).toBe(ROUTES.length)
  })

  it('gives a reason for each route that needs no session', () => {
    const open = ROUTES.filter((route) => route.guard === 'none')
    expect(open.map(nameOf).toSorted()).toEqual([
      'GET /healthz',
      'GET /oauth/callback',
      'GET /oauth/start',
      'GET /readyz',
      'POST /session',
    ])
    for (const { reason } of open) expect(reason).toMatch(/^[A-Z].{20,}\.$/)
  })
})

describe.each(ROUTES.filter(({ guard }) => guard === 'session'))('$method $path', (route) => {
  it.each([
    ['without a session', {}],
    ['with a forged session', { authorization: 'Bearer forged' }],
  ])('answers 401 %s', async (_, headers) => {
    const { method, path } = route
    const answer = await proxy.host.app.request(path, {
      method,
      headers: { origin: PANEL_ORIGIN, ...headers },
      ...(method === 'GET' ? {} : { body: '{}' }),
    })
    expect(await failureFrom(answer)).toEqual([401, 'session-expired'])
  })

  it('answers something else with a session', async () => {
    await proxy.connect()
    const { method, path } = route
    const answer = await proxy.request(path, {
      method,
      ...(method === 'GET' ? {} : { body: '{}' }),
    })
    await answer.text()
    expect(answer.status).not.toBe(401)
    // What a handler asks Webflow here is not announced, and need not be: this conversation is not judged.
    proxy = await Conversation.open()
  })
})

// Helpers

const nameOf = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  `${method} ${path}`

/** Routes of the application that are not in the table; `/*` is what every request passes. */
function strayRoutes(): string[] {
  const table = new Set(ROUTES.map(nameOf))
  const routes = proxy.host.app.routes.filter(({ path }) => path !== '/*')
  return routes.map(nameOf).filter((name) => !table.has(name))
}
