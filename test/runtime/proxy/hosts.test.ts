/** The same contract on real hosts: Node over HTTP, and workerd with Durable Objects. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BudgetHandle } from '../../../src/proxy/webflow/budget.ts'
import type { SiteHandle } from '../../../src/proxy/state/site.ts'
import { createLog } from '../../../src/proxy/base/log.ts'
import { startProxy, type RunningProxy } from '../../../src/proxy/hosts/node-server.ts'
import { SITE_PARTS } from '../../../src/proxy/state/site.ts'
import { hostClock } from '../../../src/proxy/hosts/system-clock.ts'
import { budgetContract } from '../../contracts/proxy/budget.ts'
import { proxyContract, type ProxyUnderTest } from '../../contracts/proxy/proxy.ts'
import { libraryContract } from '../../contracts/proxy/proxy-library.ts'
import { catalogueContract } from '../../contracts/proxy/site-catalogue.ts'
import { ledgerContract } from '../../contracts/proxy/site-ledger.ts'
import { siteContract } from '../../contracts/proxy/site.ts'
import { PANEL_ORIGIN, TEST_KEY, testConfig } from '../../fakes/proxy-host.ts'
import { ScriptedWebflow } from '../../fakes/scripted-webflow.ts'
import { bundled } from './bundled.ts'

const webflow = new ScriptedWebflow()
let served: { close(): Promise<void> }
beforeAll(async () => {
  served = await webflow.listen()
})
afterAll(async () => {
  await served.close()
})

describe('Node', () => {
  let proxy: RunningProxy
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'asset-dock-node-'))
    const config = testConfig(webflow, { PORT: '0', DATABASE_URL: `file:${folder}/proxy.db` })
    const log = createLog({ level: 'error', now: () => Date.now(), write: () => {} })
    proxy = await startProxy(config, hostClock, log)
  })
  afterAll(async () => {
    await proxy.stop(1000)
  })
  const open = async (): Promise<ProxyUnderTest> => ({
    webflow,
    origin: PANEL_ORIGIN,
    request: (path, init) => fetch(proxy.url + path, init),
  })
  proxyContract('Node over HTTP', open)
  libraryContract('Node over HTTP', open)
})

describe('workerd', () => {
  let miniflare: Miniflare
  let url: URL
  beforeAll(async () => {
    miniflare = new Miniflare({
      modules: true,
      script: await worker(),
      compatibilityDate: '2026-01-14',
      compatibilityFlags: ['nodejs_compat'],
      cf: false,
      durableObjects: {
        SITES: { className: 'SiteObject', useSQLite: true },
        BUDGETS: { className: 'BudgetObject', useSQLite: true },
      },
      bindings: {
        ALLOWED_ORIGINS: PANEL_ORIGIN,
        SECRET_KEY: TEST_KEY,
        WEBFLOW_API_URL: webflow.url,
        WEBFLOW_SITE_TOKEN: 'the-site-token',
        ACCESS_KEY: 'an access key of the test',
        PUBLIC_URL: 'https://proxy.example.com',
        LOG_LEVEL: 'error',
      },
    })
    url = await miniflare.ready
  })
  afterAll(async () => {
    await miniflare.dispose()
  })

  /** Calls a Durable Object's method through the worker's test route. */
  const call = async (target: object): Promise<unknown> => {
    const answer = await fetch(new URL('/__call', url), {
      method: 'POST',
      body: JSON.stringify(target),
    })
    if (!answer.ok) throw new Error(await answer.text())
    return ((await answer.json()) as { result: unknown }).result
  }
  const far = (target: object): object =>
    new Proxy(
      {},
      {
        get:
          (_, method) =>
          (...args: unknown[]) =>
            call({ ...target, method, args }),
      },
    )
  const openSite = (site: string): SiteHandle => {
    const part = (name: string) => far({ kind: 'site', name: site, part: name })
    return Object.fromEntries(SITE_PARTS.map((name) => [name, part(name)])) as unknown as SiteHandle
  }
  siteContract('Durable Objects', openSite)
  catalogueContract('Durable Objects', openSite)
  ledgerContract('Durable Objects', openSite)
  budgetContract('Durable Objects', (token) => far({ kind: 'budget', name: token }) as BudgetHandle)
  const open = async (): Promise<ProxyUnderTest> => ({
    webflow,
    origin: PANEL_ORIGIN,
    request: (path, init) => fetch(new URL(path, url), init),
  })
  proxyContract('workerd', open)
  libraryContract('workerd', open)

  it('the worker is small', async () => {
    expect((await worker()).length).toBeLessThan(600_000)
  })
})

/** The worker with the test route. */
const worker = (): Promise<string> => bundled(join(import.meta.dirname, 'workerd-entry.ts'))
