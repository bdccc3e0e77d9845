/** The proxy on Node: sites and budgets in one SQLite file, a sweeper on a timer, an end that lets uploads finish. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import type { SiteId } from '../../core/brands.ts'
import { createApp } from '../http/app.ts'
import { Budget } from '../webflow/budget.ts'
import type { Config } from '../base/config.ts'
import type { TimeSource } from '../base/clock.ts'
import type { Deps } from '../access/deps.ts'
import type { Log } from '../base/log.ts'
import { createDigest } from './node-digest.ts'
import { nodePost } from './node-post.ts'
import { openSql } from './node-sql.ts'
import { createSealer } from '../access/sealer.ts'
import { NO_SITE, Site } from '../state/site.ts'
import type { Sql } from '../state/sql.ts'
import { SWEEP_MS, Sweeping, sitesWithWork, sweepSites } from '../uploads/sweeper.ts'

export interface RunningProxy {
  /** Where it listens. */
  readonly url: string
  /** Takes no more requests, lets those under way finish for at most `graceMs`, then closes everything. */
  stop(graceMs: number): Promise<void>
}

/**
 * Node's default of five minutes is too short for an upload on a slow line. The form that it goes into lives for an hour,
 * and nobody else may hold a connection for longer by sending byte for byte.
 */
const LONGEST_UPLOAD_MS = 60 * 60_000

const LONGEST_CALL_MS = 60_000

/** Everything that the application needs, on one open database. */
export async function nodeDeps(
  config: Config,
  sql: Sql,
  clock: TimeSource,
  log: Log,
): Promise<Deps> {
  const sites = new Map<SiteId, Site>()
  const siteOf = (id: SiteId): Site => {
    const site = sites.get(id) ?? new Site(sql, id, clock)
    sites.set(id, site)
    return site
  }
  return {
    config,
    clock,
    log,
    sealer: await createSealer(config.keys, clock),
    fetch: (input, init) => globalThis.fetch(input, init),
    postForm: nodePost(),
    createDigest,
    site: siteOf,
    vault: () => new Site(sql, NO_SITE, clock).vault,
    budget: (tokenHash) => new Budget(sql, tokenHash, clock),
    keepAlive: (work) => {
      work.catch(() => {})
    },
    ping: async () => {
      sql.exec('select 1')
    },
  }
}

/** Resolves when the proxy answers. */
export async function startProxy(
  config: Config,
  clock: TimeSource,
  log: Log,
): Promise<RunningProxy> {
  const sql = openSql(config.databaseUrl)
  const deps = await nodeDeps(config, sql, clock, log)
  const app = createApp(deps)
  const { server, address } = await listening((request, host) => {
    hurry(host, clock)
    return app.fetch(request, host)
  }, config)
  // At once too: what stopped the last time may have left work behind.
  const sweeping = new Sweeping(async () => sweepSites(deps, sitesWithWork(sql)), log)
  sweeping.due()
  const timer = setInterval(() => sweeping.due(), SWEEP_MS)
  timer.unref()
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  return {
    url: `http://${host}:${address.port}`,
    async stop(graceMs) {
      clearInterval(timer)
      await closed(server, graceMs)
      await Promise.race([
        sweeping.current,
        new Promise((resolve) => setTimeout(resolve, 1000).unref()),
      ])
      sql.close()
    },
  }
}

// Helpers

type Host = HttpBindings | Http2Bindings

/** Calls are small: one whose body has not come by then is not waited for. Uploads (`PUT`) are watched by `send`. */
function hurry({ incoming }: Host, clock: TimeSource): void {
  if (incoming.method === 'PUT') return
  const disarm = clock.after(LONGEST_CALL_MS, () => {
    if (!incoming.complete) incoming.destroy()
  })
  incoming.once('end', disarm).once('close', disarm)
}

type HttpServer = ReturnType<typeof serve> & Server

function listening(
  fetch: (request: Request, host: Host) => Response | Promise<Response>,
  { host, port }: Config,
): Promise<{ readonly server: HttpServer; readonly address: AddressInfo }> {
  return new Promise((resolve, reject) => {
    const serverOptions = { requestTimeout: LONGEST_UPLOAD_MS, headersTimeout: 60_000 }
    const options = { fetch, hostname: host, port, serverOptions }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- without `createServer` it is Node's HTTP server
    const server = serve(options, (address) => {
      resolve({ server, address })
    }) as HttpServer
    server.once('error', reject)
  })
}

function closed(server: HttpServer, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      server.closeAllConnections()
    }, graceMs)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    server.closeIdleConnections()
  })
}
