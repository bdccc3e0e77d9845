/**
 * Entry on Cloudflare Workers: the same application; each site and each token's budget is a Durable Object with its own
 * SQLite. Needs `nodejs_compat` (for MD5) and the bindings `SITES` and `BUDGETS`.
 */
import { DurableObject, type DurableObjectState } from 'cloudflare:workers'
import { createApp } from './http/app.ts'
import { Budget, type BudgetHandle } from './webflow/budget.ts'
import { parseConfig, type Config } from './base/config.ts'
import type { Deps } from './access/deps.ts'
import { createLog } from './base/log.ts'
import { createDigest } from './hosts/node-digest.ts'
import { createSealer } from './access/sealer.ts'
import { NO_SITE, Site, SITE_PARTS, type SiteHandle } from './state/site.ts'
import { prepareTables } from './state/schema.ts'
import type { Sql } from './state/sql.ts'
import { SWEEP_MS, sitesWithWork, sweepSites } from './uploads/sweeper.ts'
import { hostClock } from './hosts/system-clock.ts'
import { webPost } from './hosts/web-post.ts'

type Bindings = Readonly<Record<string, unknown>> & {
  readonly SITES: Namespace<SiteObject>
  readonly BUDGETS: Namespace<BudgetObject>
}

export class SiteObject extends DurableObject<Bindings> {
  readonly #sql: Sql

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env)
    this.#sql = sqlOf(ctx)
  }

  /** Calls a method of a part of the site. */
  async call(site: string, part: keyof Site, method: string, args: unknown[]): Promise<unknown> {
    const result = invoke(new Site(this.#sql, site, hostClock)[part], method, args)
    if (LEAVES_WORK.has(part)) await this.#wakeLater()
    return result
  }

  /** Called by the host; cleans up, and comes again while there is something left. */
  async alarm(): Promise<void> {
    const local = (site: string) => new Site(this.#sql, site, hostClock)
    await sweepSites({ ...(await depsOf(this.env)), site: local }, sitesWithWork(this.#sql))
    await this.#wakeLater()
  }

  async #wakeLater(): Promise<void> {
    if (sitesWithWork(this.#sql).length === 0) return
    if ((await this.ctx.storage.getAlarm()) === null) {
      await this.ctx.storage.setAlarm(hostClock.now() + SWEEP_MS)
    }
  }
}

export class BudgetObject extends DurableObject<Bindings> {
  readonly #sql: Sql

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env)
    this.#sql = sqlOf(ctx)
  }

  async call(token: string, method: string, args: unknown[]): Promise<unknown> {
    return invoke(new Budget(this.#sql, token, hostClock), method, args)
  }
}

export default {
  async fetch(request: Request, env: Bindings, context: ExecutionContext): Promise<Response> {
    const app = createApp({
      ...(await depsOf(env)),
      keepAlive: (work) => {
        context.waitUntil(work.catch(() => {}))
      },
    })
    return await app.fetch(request)
  },
}

// Helpers

/** What is called on these may leave something for the sweeper to do. */
const LEAVES_WORK: ReadonlySet<keyof Site> = new Set(['claims', 'sends', 'records', 'leftovers'])

interface Namespace<T> {
  idFromName(name: string): unknown
  get(id: unknown): T
}

interface ExecutionContext {
  waitUntil(work: Promise<unknown>): void
}

async function depsOf(env: Bindings): Promise<Deps> {
  const config = configOf(env)
  const { access, accessKey, logLevel } = config
  const log = createLog({
    level: logLevel,
    now: () => hostClock.now(),
    // oxlint-disable-next-line no-console -- Cloudflare's log is the console
    write: (line) => console.log(line),
    secrets: [access.type === 'oauth' ? access.clientSecret : access.token, accessKey ?? ''],
  })
  return {
    config,
    clock: hostClock,
    log,
    sealer: await createSealer(config.keys, hostClock),
    fetch: (input, init) => globalThis.fetch(input, init),
    postForm: webPost((input, init) => globalThis.fetch(input, init)),
    createDigest,
    site: (id) => farSite(env, id),
    vault: () => farSite(env, NO_SITE).vault,
    budget: (token) => {
      const object = env.BUDGETS.get(env.BUDGETS.idFromName(token))
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `invoke` calls the method of that very name
      return far((method, args) => object.call(token, method, args)) as BudgetHandle
    },
    keepAlive: () => {},
    ping: async () => {
      await farSite(env, NO_SITE).catalogue.listing()
    },
  }
}

/** @throws TypeError that names every problem: the worker cannot serve. */
function configOf(env: Bindings): Config {
  const texts = Object.entries(env).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[key, value]] : [],
  )
  // A worker is reached by everybody, whatever it believes its host to be.
  const parsed = parseConfig({ ...Object.fromEntries(texts), HOST: '0.0.0.0' })
  if (parsed.ok) return parsed.config
  throw new TypeError(['The proxy cannot start:', ...parsed.problems].join('\n- '))
}

function farSite(env: Bindings, site: string): SiteHandle {
  const object = env.SITES.get(env.SITES.idFromName(site))
  const part = (name: keyof Site) => far((method, args) => object.call(site, name, method, args))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each part is called by its own name
  return Object.fromEntries(SITE_PARTS.map((name) => [name, part(name)])) as unknown as SiteHandle
}

/** An object whose methods are calls to a Durable Object. */
function far(call: (method: string, args: unknown[]) => Promise<unknown>): object {
  const get =
    (_: object, method: string | symbol) =>
    (...args: unknown[]) =>
      call(String(method), args)
  return new Proxy({}, { get })
}

function invoke(target: object, method: string, args: readonly unknown[]): unknown {
  const found: unknown = Reflect.get(target, method)
  if (typeof found !== 'function') throw new TypeError(`There is no method "${method}".`)
  return Reflect.apply(found, target, args)
}

function sqlOf(ctx: DurableObjectState): Sql {
  const sql: Sql = {
    exec: (text, ...params) => ctx.storage.sql.exec(text, ...params).toArray(),
    atomic: (work) => ctx.storage.transactionSync(work),
  }
  prepareTables(sql)
  return sql
}
