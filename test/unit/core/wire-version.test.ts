import { afterEach, describe, expect, it, vi } from 'vitest'
import * as v from 'valibot'
import { isSiteId } from '../../../src/core/brands.ts'
import { outdated, OLDEST_WIRE, WIRE_VERSION } from '../../../src/core/wire-version.ts'
import { ErrorBody, Verdict } from '../../../src/core/wire.ts'
import { ProxyChannel } from '../../../src/panel/adapters/proxy/channel.ts'
import { HttpProxy } from '../../../src/panel/adapters/proxy/proxy-http.ts'
import { systemClock } from '../../../src/panel/adapters/browser/clock.ts'
import { AppScene } from '../../fakes/app-scene.ts'
import { PANEL_ORIGIN } from '../../fakes/proxy-host.ts'
import { STANDING_SITE } from '../../fakes/standing-webflow.ts'
import { throughWire1 } from '../../fakes/wire-1.ts'
import { WIRE_1 } from '../../vectors/wire-1.ts'

afterEach(() => vi.unstubAllGlobals())

const never = (): AbortSignal => new AbortController().signal
const oldest = { siteId: STANDING_SITE, idToken: 'id-token' }

describe('a panel that sends no version', () => {
  it('opens a session and lists folders, in answers that version 1 reads', async () => {
    const { fetch } = await AppScene.open(PANEL_ORIGIN)
    const opened = await ask(throughWire1(fetch), 'POST', '/session', oldest)
    const { session } = (await opened.json()) as { session: string }
    const listed = await ask(throughWire1(fetch), 'GET', '/folders', undefined, session)
    expect(await listed.json()).toEqual({ folders: [] })
  })

  it('gets failures that version 1 reads', async () => {
    const { fetch } = await AppScene.open(PANEL_ORIGIN)
    const answer = await ask(throughWire1(fetch), 'GET', '/folders')
    expect(await answer.json()).toMatchObject({ error: { code: 'session-expired' } })
  })
})

describe('a panel that is too old for the proxy', () => {
  it('gets a failure that asks for an update', async () => {
    const { fetch } = await AppScene.open(PANEL_ORIGIN)
    const answer = await ask(fetch, 'POST', '/session', { ...oldest, wire: OLDEST_WIRE - 1 })
    expect(answer.status).toBe(426)
    expect(v.parse(ErrorBody, await answer.json()).error).toMatchObject({
      code: 'panel-outdated',
      message: 'This panel is older than the server. Update the panel.',
    })
  })
})

describe('a proxy', () => {
  it('that sends no version serves this panel', async () => {
    const { fetch } = await AppScene.open(PANEL_ORIGIN)
    const panel = panelOn(throughWire1(fetch))
    expect(await panel.connect({ signal: never() })).not.toHaveProperty('wire')
    expect(await panel.listFolders(never())).toEqual({ folders: [] })
  })

  it('of this version sends its version', async () => {
    const { fetch } = await AppScene.open(PANEL_ORIGIN)
    expect(await panelOn(fetch).connect({ signal: never() })).toMatchObject({ wire: WIRE_VERSION })
  })

  it('that is too old for this panel must be updated', async () => {
    const { fetch } = await AppScene.open(PANEL_ORIGIN)
    const old = async (request: Request): Promise<Response> => {
      const session = (await (await fetch(request)).json()) as object
      return Response.json({ ...session, wire: OLDEST_WIRE - 1 })
    }
    await expect(panelOn(old).connect({ signal: never() })).rejects.toMatchObject({
      failure: {
        code: 'proxy-outdated',
        message: 'This panel is newer than the server. Update the server.',
      },
    })
  })

  it('that is newer is not refused: only it knows whether it still supports this panel', () => {
    expect(outdated('proxy', WIRE_VERSION + 1)).toBeUndefined()
  })
})

describe('what a newer peer adds', () => {
  it('is ignored by this version', () => {
    const failure = { code: 'code-of-the-future', message: 'Something new.', more: 1 }
    expect(v.parse(Verdict, { verdict: 'refused', row: 1, failure, more: 1 })).toEqual({
      verdict: 'refused',
      row: 1,
      failure: { code: 'internal', message: 'Something new.' },
    })
  })

  it('makes the status decide about a failed call with an unknown code', async () => {
    const newer = async (): Promise<Response> =>
      Response.json({ error: { code: 'code-of-the-future', message: '' } }, { status: 429 })
    await expect(panelOn(newer).connect({ signal: never() })).rejects.toMatchObject({
      failure: { code: 'rate-limited' },
    })
  })
})

describe('version 1 in between', () => {
  it('would find a call, a header and an answer that version 1 does not know', async () => {
    const serve = throughWire1(async () => Response.json({ folders: 'none' }))
    await expect(ask(serve, 'GET', '/new')).rejects.toThrow('has no GET /new')
    const withNew = new Request('http://proxy/folders', { headers: { 'x-new': '1' } })
    await expect(serve(withNew)).rejects.toThrow('x-new')
    await expect(ask(serve, 'GET', '/folders')).rejects.toThrow('Invalid type')
    expect(Object.keys(WIRE_1)).toHaveLength(15)
  })
})

// Helpers

function ask(
  serve: (request: Request) => Promise<Response>,
  method: string,
  path: string,
  json?: unknown,
  session?: string,
): Promise<Response> {
  return serve(
    new Request(`http://proxy${path}`, {
      method,
      headers: {
        origin: PANEL_ORIGIN,
        ...(session === undefined ? {} : { authorization: `Bearer ${session}` }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    }),
  )
}

/** The panel's client, connected to `serve` instead of the network. */
function panelOn(serve: (request: Request) => Promise<Response>): HttpProxy {
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => serve(new Request(url, init)))
  const siteId = STANDING_SITE
  if (!isSiteId(siteId)) throw new TypeError('bad site id')
  const identity = async () => ({ siteId, idToken: 'id-token' })
  return new HttpProxy(new ProxyChannel({ url: 'http://proxy', clock: systemClock, identity }))
}
