/**
 * Records what the proxy of version 0.1.0 (commit 32c216a) stores and seals, by running that very code against a
 * scripted Webflow: `proxy.sql` (its whole database) and `proxy.json` (what it handed out, and what its state said).
 * Usage: `node record-proxy.mjs CHECKOUT`, CHECKOUT being that commit with its dependencies installed.
 */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const load = (path) => import(pathToFileURL(join(resolve(process.argv[2]), path)).href)
const { proxyHost, PANEL_ORIGIN, TEST_KEY } = await load('test/fakes/proxy-host.ts')
const { hashOf } = await load('src/proxy/sealer.ts')
const { ScriptedWebflow } = await load('test/fakes/scripted-webflow.ts')

const SITE = '65f0c0ffee00000000000001'
const ASSETS = `/v2/sites/${SITE}/assets`
const FOLDERS = `/v2/sites/${SITE}/asset_folders`
const RUN = '00000000-0000-4000-8000-000000000001'
const id = (last) => `65f0c0ffee0000000000${String(last).padStart(4, '0')}`
const fileOf = (name, text) => ({
  name,
  text,
  size: text.length,
  md5: createHash('md5').update(text).digest('hex'),
})

const webflow = new ScriptedWebflow()
const environment = { WEBFLOW_CLIENT_ID: 'the-client', WEBFLOW_CLIENT_SECRET: 'the-client-secret' }
const { app, deps, clock, sql } = await proxyHost(webflow, environment)
const site = deps.site(SITE)
const limits = { 'X-RateLimit-Limit': '60', 'X-RateLimit-Remaining': '40' }
let session = ''

const call = async (path, init = {}) => {
  const bearer = session && { authorization: `Bearer ${session}` }
  return await app.request(path, {
    ...init,
    headers: { origin: PANEL_ORIGIN, ...bearer, ...init.headers },
  })
}
const post = (path, body) =>
  call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const sessionOf = async () =>
  await (await post('/session', { siteId: SITE, idToken: 'id-token' })).json()

// Connected as an app; one more consent is under way.
const oauth = async () => {
  const start = new URL((await sessionOf()).connectUrl).searchParams.get('with')
  const answer = await call(`/oauth/start?with=${start}`)
  const cookie = answer.headers.get('set-cookie').split(';')[0]
  return { start, cookie, state: new URL(answer.headers.get('location')).searchParams.get('state') }
}
const pendingOauth = await oauth()
const finished = await oauth()
webflow.on('POST /oauth/access_token', { json: { access_token: 'the-app-token' } })
webflow.on('GET /v2/token/introspect', {
  json: { authorization: { authorizedTo: { siteIds: [SITE] } } },
})
await call(`/oauth/callback?code=the-code&state=${finished.state}`, {
  headers: { cookie: finished.cookie },
})
const user = { id: '1', email: 'designer@example.com', siteId: SITE }
webflow.on('POST /beta/token/resolve', { json: user, headers: limits })
webflow.on(`GET /v2/sites/${SITE}`, { json: { id: SITE, displayName: 'Harbour' }, headers: limits })
session = (await sessionOf()).session

// Folders, and a listing with two assets.
const folder = { id: id(50), displayName: 'Logos', parentFolder: null, assets: [id(10)] }
const dates = { createdOn: '2026-11-20T10:00:00.000Z', lastUpdated: '2026-11-20T10:00:00.000Z' }
webflow.on(`GET ${FOLDERS}`, {
  json: {
    assetFolders: [{ ...folder, siteId: SITE, ...dates }],
    pagination: { limit: 100, offset: 0, total: 1 },
  },
})
await (await call('/folders')).text()
const listed = (asset, name, size, more = {}) => ({
  id: asset,
  siteId: SITE,
  displayName: name,
  originalFileName: name,
  contentType: 'image/png',
  hostedUrl: `https://cdn.example.com/${asset}_${name}`,
  size,
  altText: null,
  ...dates,
  ...more,
})
webflow.on(`GET ${ASSETS}`, {
  json: {
    assets: [
      listed(id(10), 'pier.png', 1200, { altText: 'A pier', parentFolder: id(50) }),
      listed(id(11), 'tide.png', 900),
    ],
    pagination: { limit: 100, offset: 0, total: 2 },
  },
})
await (await call('/catalogue')).text()

// One file sent, one with a record that waits for its bytes, one that was given up and cannot be deleted yet.
const reserve = async (asset, file, path = []) => {
  webflow.on(`POST ${ASSETS}`, webflow.created(asset, file.name))
  const files = [{ row: 0, name: file.name, place: { under: null, path }, md5: file.md5, size: file.size }]
  const [line] = (await (await post('/reserve', { run: RUN, files })).text()).split('\n')
  const { ticket } = JSON.parse(line)
  if (!ticket) throw new Error(line)
  return ticket
}
const send = (ticket, { text, size }) =>
  call('/send', {
    method: 'PUT',
    headers: { 'X-Upload-Ticket': ticket, 'content-length': String(size) },
    body: text,
  })
const sent = { asset: id(20), ...fileOf('sent.txt', 'These bytes are on the site.') }
const sentTicket = await reserve(sent.asset, sent, ['Logos'])
webflow.on('POST /storage', { status: 201, headers: { etag: `"${sent.md5}"` } })
if (!(await send(sentTicket, sent)).ok) throw new Error('The file could not be sent.')
const waiting = { asset: id(21), ...fileOf('waiting.txt', 'These bytes are still to come.') }
const ticket = await reserve(waiting.asset, waiting)
const givenUp = { asset: id(22), ...fileOf('given-up.txt', 'Nobody wants these bytes.') }
await reserve(givenUp.asset, givenUp)
const [{ attempt }] = sql.exec('select attempt from reservations where asset = ?', givenUp.asset)
await site.records.giveUp(givenUp.md5, attempt)

// What takes a crash or another panel to come about.
const claimOf = (file, attempt) => ({
  md5: file.md5,
  run: RUN,
  attempt,
  name: file.name,
  folder: null,
  size: file.size,
  anew: false,
})
const claimed = fileOf('claimed.txt', 'Somebody makes the record of these bytes.')
await site.claims.claim(claimOf(claimed, 'attempt-claimed'))
const suspect = fileOf('suspect.txt', 'The answer about these bytes was lost.')
await site.claims.claim(claimOf(suspect, 'attempt-suspect'))
await site.claims.ambiguous(suspect.md5, 'attempt-suspect')
const hosted = {
  md5: createHash('md5').update('tide').digest('hex'),
  size: 900,
  how: 'hosted',
  asset: id(11),
  name: 'tide.png',
  folder: null,
  url: `https://cdn.example.com/${id(11)}_tide.png`,
}
await site.ledger.learn(hosted, { size: 900, updatedOn: dates.lastUpdated })
await site.probes.missed(id(10), 60_000)
await site.probes.judgeHost('cdn.example.com', true, 86_400_000)
await site.probes.takeBytes(5000, 1_000_000)
await site.folders.claim(id(50), 'Icons', 'a panel', 60_000)
clock.advance(1000)
await site.relisting.begin('a lister', clock.now(), 60_000)
const { assets: known } = await site.catalogue.page(1, 0, 100)
await site.relisting.save('a lister', { assets: known.slice(0, 1), done: 1, total: 2 }, 60_000)

const budget = deps.budget(await hashOf('the-app-token'))
const taken = budget.take('bulk', RUN)
budget.settle(taken.call, { status: 200, limit: 60, remaining: 30 })
budget.take('bulk', RUN)

const [{ sealed: token }] = sql.exec('select sealed from tokens')
const [{ form }] = sql.exec('select form from reservations where asset = ?', waiting.asset)
const linesOf = async (answer) => (await answer.text()).trim().split('\n').map((line) => JSON.parse(line))
const digests = [sent, hosted].map(({ md5, size }) => ({ md5, size }))
const answers = {
  folders: await (await call('/folders')).json(),
  catalogue: await linesOf(await call('/catalogue?refresh=never')),
  known: await linesOf(await post('/known', { files: digests })),
}
webflow.end()

const record = {
  secretKey: TEST_KEY,
  now: clock.now(),
  site: SITE,
  run: RUN,
  version: sql.exec('select version from schema')[0].version,
  sealed: {
    session,
    ticket,
    token: { text: token, value: 'the-app-token' },
    form: { text: form, url: `${webflow.url}/storage`, key: `site/${waiting.asset}` },
    oauthStart: pendingOauth.start,
    oauthState: { text: pendingOauth.state, cookie: pendingOauth.cookie.split('=')[1] },
  },
  files: { sent, waiting, givenUp, claimed, suspect, hosted },
  answers,
  rows: Object.fromEntries(
    sql
      .exec("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
      .map(({ name }) => [name, sql.exec(`select count(*) as n from ${name}`)[0].n]),
  ),
}
const empty = Object.entries(record.rows).filter(([, count]) => count === 0)
if (empty.length > 0) throw new Error(`Nothing is in ${empty.map(([name]) => name).join(', ')}.`)

writeFileSync(join(import.meta.dirname, 'proxy.json'), `${JSON.stringify(record, null, 2)}\n`)
writeFileSync(join(import.meta.dirname, 'proxy.sql'), `${dump().join('\n')}\n`)

// Helpers

/** The database as statements; each value as SQLite itself quotes it. */
function dump() {
  const things = sql.exec('select type, name, sql from sqlite_master where sql is not null')
  const tables = things.filter(({ type, name }) => type === 'table' && name !== 'sqlite_sequence')
  const rows = (table) => {
    const columns = sql.exec(`select name from pragma_table_info('${table}')`).map(({ name }) => name)
    const quoted = columns.map((column) => `quote("${column}")`).join(` || ', ' || `)
    return sql
      .exec(`select ${quoted} as line from ${table}`)
      .map(({ line }) => `insert into ${table} (${columns.join(', ')}) values (${line});`)
  }
  return [
    ...tables.map((one) => `${one.sql};`),
    ...tables.flatMap(({ name }) => rows(name)),
    'delete from sqlite_sequence;',
    ...rows('sqlite_sequence'),
    ...things.filter(({ type }) => type === 'index').map((one) => `${one.sql};`),
  ]
}
