/** Data stored and tickets issued by proxy 0.1.0 still work. */
import { readFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSql, type NodeSql } from '../../../src/proxy/hosts/node-sql.ts'
import { createSealer } from '../../../src/proxy/access/sealer.ts'
import { sitesWithWork, sweepSites } from '../../../src/proxy/uploads/sweeper.ts'
import { PANEL_ORIGIN, proxyHost, ProxyClock } from '../../fakes/proxy-host.ts'
import { ScriptedWebflow } from '../../fakes/scripted-webflow.ts'

const recorded = (name: string): string =>
  readFileSync(resolve(import.meta.dirname, '../../vectors/stored-0.1.0', name), 'utf8')

/** What `record-proxy.mjs` has written. */
interface Recorded {
  readonly secretKey: string
  readonly now: number
  readonly site: string
  readonly run: string
  readonly version: number
  readonly sealed: {
    readonly session: string
    readonly ticket: string
    readonly token: { readonly text: string; readonly value: string }
    readonly form: { readonly text: string; readonly url: string; readonly key: string }
    readonly oauthStart: string
    readonly oauthState: { readonly text: string; readonly cookie: string }
  }
  readonly files: Readonly<Record<'sent' | 'waiting' | 'givenUp', RecordedFile>>
  readonly answers: {
    readonly folders: unknown
    readonly catalogue: readonly { readonly type: string }[]
    readonly known: readonly { readonly type: string; readonly md5?: string }[]
  }
  readonly rows: Readonly<Record<string, number>>
}

interface RecordedFile {
  readonly asset: string
  readonly name: string
  readonly text: string
  readonly size: number
  readonly md5: string
}

const stored = JSON.parse(recorded('proxy.json')) as Recorded
const { sealed, files } = stored

let folder: string
let database: string
let opened: NodeSql | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asset-dock-stored-'))
  database = `file:${join(folder, 'proxy.db')}`
  const old = new DatabaseSync(join(folder, 'proxy.db'))
  old.exec(recorded('proxy.sql'))
  old.close()
})
afterEach(() => {
  opened?.close()
  opened = undefined
  rmSync(folder, { recursive: true })
})

/** Today's proxy on the database of 0.1.0, at the moment it was recorded, with the session that was open then. */
async function start() {
  const webflow = new ScriptedWebflow()
  const app = { WEBFLOW_CLIENT_ID: 'the-client', WEBFLOW_CLIENT_SECRET: 'the-client-secret' }
  const host = await proxyHost(webflow, { ...app, SECRET_KEY: stored.secretKey }, database)
  opened = host.sql
  host.clock.advance(stored.now - host.clock.now())
  const call = (
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
  ) =>
    host.app.request(path, {
      ...init,
      headers: {
        origin: PANEL_ORIGIN,
        authorization: `Bearer ${sealed.session}`,
        ...init.headers,
      },
    })
  const post = (path: string, body: unknown) =>
    call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  return { ...host, webflow, call, post }
}

const linesOf = async (answer: Response): Promise<{ readonly type: string }[]> =>
  (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string })

const withoutEnd = <Line extends { readonly type: string }>(lines: readonly Line[]) =>
  lines.filter(({ type }) => type !== 'end')

describe('a database of 0.1.0', () => {
  const columns = (sql: NodeSql) =>
    sql.exec(
      `select m.name as "table", c.name, c.type, c."notnull", c.pk from sqlite_master m, pragma_table_info(m.name) c
       where m.type = 'table' and m.name not like 'sqlite_%' order by m.name, c.name`,
    )
  const indexes = (sql: NodeSql) =>
    sql.exec("select name from sqlite_master where type = 'index' order by name")

  it('gets the tables of a new one, and keeps its rows', () => {
    const fresh = openSql('file::memory:')
    // Twice: the second start finds what the first has made of it.
    for (let times = 0; times < 2; times++) {
      const sql = openSql(database)
      expect(columns(sql)).toEqual(columns(fresh))
      expect(indexes(sql)).toEqual(indexes(fresh))
      expect(Number(sql.exec('select version from schema')[0]?.['version'])).toBeGreaterThanOrEqual(
        stored.version,
      )
      const counts = Object.keys(stored.rows).map((table) => [
        table,
        sql.exec(`select count(*) as n from ${table}`)[0]?.['n'],
      ])
      expect(Object.fromEntries(counts)).toEqual(stored.rows)
      sql.close()
    }
    fresh.close()
  })

  it('still answers what it knew, to a session that was open', async () => {
    const { call, post, webflow } = await start()
    expect(await (await call('/folders')).json()).toEqual(stored.answers.folders)
    const catalogue = await linesOf(await call('/catalogue?refresh=never'))
    expect(withoutEnd(catalogue)).toEqual(withoutEnd(stored.answers.catalogue))
    const asked = withoutEnd(stored.answers.known).map(({ md5 }) => ({
      md5,
      size: md5 === files.sent.md5 ? files.sent.size : 900,
    }))
    const known = await linesOf(await post('/known', { files: asked }))
    expect(withoutEnd(known)).toEqual(withoutEnd(stored.answers.known))
    webflow.end()
  })

  it('gives a run its record back, and its ticket sends the file into the form that was sealed', async () => {
    const { call, post, webflow } = await start()
    const { name, size, md5, asset, text } = files.waiting
    const file = { row: 1, name, place: { under: null, path: [] }, md5, size }
    const answer = await post('/reserve', { run: stored.run, files: [file] })
    const [verdict] = await linesOf(answer)
    expect(verdict).toMatchObject({ verdict: 'ticket', row: 1, assetId: asset })
    webflow.on('POST /storage', (request) => {
      expect(request.text).toContain(sealed.form.key)
      expect(request.text).toContain(text)
      return { status: 201, headers: { etag: `"${md5}"` } }
    })
    const sent = await call('/send', {
      method: 'PUT',
      headers: { 'X-Upload-Ticket': sealed.ticket, 'content-length': String(size) },
      body: text,
    })
    expect([sent.status, await sent.json()]).toMatchObject([200, { md5, asset: { id: asset } }])
    webflow.end()
  })

  it('cleans up what was given up, with the token that was sealed', async () => {
    const { deps, sql, webflow } = await start()
    webflow.on(`DELETE /v2/assets/${files.givenUp.asset}`, ({ headers }) => {
      expect(headers.get('authorization')).toBe(`Bearer ${sealed.token.value}`)
      return { status: 204 }
    })
    await sweepSites(deps, sitesWithWork(sql))
    expect(sql.exec('select asset from removals')).toEqual([])
    webflow.end()
  })

  it('finishes a consent that was under way, and knows one that is used up', async () => {
    const { call, webflow } = await start()
    webflow.on('POST /oauth/access_token', { json: { access_token: 'a-later-token' } })
    webflow.on('GET /v2/token/introspect', {
      json: { authorization: { authorizedTo: { siteIds: [stored.site] } } },
    })
    const { text: state, cookie } = sealed.oauthState
    const back = () =>
      call(`/oauth/callback?${new URLSearchParams({ code: 'the-code', state })}`, {
        headers: { cookie: `asset_dock_state=${cookie}` },
      })
    expect((await back()).status).toBe(200)
    expect((await back()).status).toBe(400)
    expect((await call(`/oauth/start?with=${sealed.oauthStart}`)).status).toBe(302)
    webflow.end()
  })
})

describe('a text that 0.1.0 has sealed', () => {
  const { site } = stored
  it.each([
    ['session', '', sealed.session, { site }],
    ['ticket', site, sealed.ticket, { asset: files.waiting.asset, md5: files.waiting.md5 }],
    ['token', site, sealed.token.text, sealed.token.value],
    ['form', site, sealed.form.text, { url: sealed.form.url }],
    ['oauth-start', '', sealed.oauthStart, { site }],
    ['oauth-state', sealed.oauthState.cookie, sealed.oauthState.text, { site }],
  ] as const)('opens as %s, and as nothing else', async (purpose, context, text, value) => {
    const clock = new ProxyClock()
    const key = Uint8Array.from(atob(stored.secretKey), (char) => char.charCodeAt(0))
    const sealer = await createSealer([key], clock)
    const open = (purpose: Parameters<typeof sealer.open>[0]['purpose']) =>
      sealer.open({ purpose, context, text }, v.unknown())
    const { type, ...found } = await open(purpose)
    expect(type).toBe('ok')
    expect([found]).toMatchObject([{ value }])
    expect((await open(purpose === 'ticket' ? 'form' : 'ticket')).type).toBe('invalid')
  })
})
