/** The proxy in a test: SQLite in memory, a manual clock, a scripted Webflow. */
import type { Hono } from 'hono'
import { createApp } from '../../src/proxy/http/app.ts'
import { parseConfig, type Config, type Environment } from '../../src/proxy/base/config.ts'
import type { TimeSource } from '../../src/proxy/base/clock.ts'
import type { Deps } from '../../src/proxy/access/deps.ts'
import type { Env } from '../../src/proxy/http/guards.ts'
import { createLog } from '../../src/proxy/base/log.ts'
import { nodeDeps } from '../../src/proxy/hosts/node-server.ts'
import { openSql, type NodeSql } from '../../src/proxy/hosts/node-sql.ts'
import { webPost } from '../../src/proxy/hosts/web-post.ts'
import type { ScriptedWebflow } from './scripted-webflow.ts'

export const PANEL_ORIGIN = 'http://localhost:1337'
export const TEST_KEY = btoa('0123456789abcdef0123456789abcdef')

/** A clock that stands still until the test moves it. */
export class ProxyClock implements TimeSource {
  #now = Date.parse('2026-11-24T12:00:00Z')
  readonly #timers = new Set<{ readonly at: number; readonly run: () => void }>()

  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run }
    this.#timers.add(timer)
    return () => {
      this.#timers.delete(timer)
    }
  }

  /** The number of running timers. */
  get pending(): number {
    return this.#timers.size
  }

  advance(ms: number): void {
    this.#now += ms
    for (const timer of this.#timers) {
      if (timer.at > this.#now) continue
      this.#timers.delete(timer)
      timer.run()
    }
  }
}

export interface ProxyHost {
  readonly app: Hono<Env>
  readonly deps: Deps
  readonly clock: ProxyClock
  readonly sql: NodeSql
  readonly logged: string[]
}

export function testConfig(webflow: ScriptedWebflow, more: Environment = {}): Config {
  const parsed = parseConfig({
    ALLOWED_ORIGINS: PANEL_ORIGIN,
    SECRET_KEY: TEST_KEY,
    WEBFLOW_API_URL: webflow.url,
    WEBFLOW_AUTH_URL: webflow.url,
    LOG_LEVEL: 'debug',
    ...(more['WEBFLOW_CLIENT_ID'] ? {} : { WEBFLOW_SITE_TOKEN: 'the-site-token' }),
    ...more,
  })
  if (!parsed.ok) throw new TypeError(parsed.problems.join('\n'))
  return parsed.config
}

export async function proxyHost(
  webflow: ScriptedWebflow,
  more: Environment = {},
  database = 'file::memory:',
): Promise<ProxyHost> {
  const config = testConfig(webflow, more)
  const clock = new ProxyClock()
  const sql = openSql(database)
  const logged: string[] = []
  const log = createLog({
    level: config.logLevel,
    now: () => clock.now(),
    write: (line) => logged.push(line),
    secrets: ['the-site-token', 'the-client-secret'],
  })
  const { fetch } = webflow
  const onNode = await nodeDeps(config, sql, clock, log)
  const deps = { ...onNode, fetch, postForm: webPost(fetch) }
  return { app: createApp(deps), deps, clock, sql, logged }
}
