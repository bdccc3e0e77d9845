/** The site of a request: its state, and Webflow with the site's token. */
import * as v from 'valibot'
import type { SiteId } from '../../core/brands.ts'
import { FailureError } from '../../core/failure.ts'
import type { BudgetHandle } from '../webflow/budget.ts'
import type { Deps } from './deps.ts'
import type { Log } from '../base/log.ts'
import { hashOf } from './sealer.ts'
import type { SiteHandle } from '../state/site.ts'
import { Webflow } from '../webflow/client.ts'

export interface SiteContext {
  readonly deps: Deps
  readonly site: SiteId
  readonly state: SiteHandle
  readonly webflow: Webflow
  readonly budget: BudgetHandle
  readonly log: Log
}

/** @throws FailureError `not-connected` if the proxy has no token for this site. */
export async function openSite(deps: Deps, site: SiteId, log: Log): Promise<SiteContext> {
  const state = deps.site(site)
  const token = await tokenOf(deps, site, state)
  if (token === undefined) {
    throw new FailureError({
      code: 'not-connected',
      message: "Asset Dock isn't connected to this site. Connect it and try again.",
    })
  }
  return { deps, site, state, log, ...(await webflowWith(deps, token)) }
}

/** Webflow with one token, and that token's budget. */
export async function webflowWith(
  deps: Deps,
  token: string,
): Promise<{ readonly webflow: Webflow; readonly budget: BudgetHandle }> {
  const budget = deps.budget(await hashOf(token))
  const { fetch, clock, config } = deps
  const { apiUrl, upstreamTimeoutMs: timeoutMs } = config
  return { webflow: new Webflow({ fetch, clock, apiUrl, token, budget, timeoutMs }), budget }
}

/** Stores a token, sealed for this site only. */
export async function keepToken(deps: Deps, site: SiteId, token: string): Promise<void> {
  const sealed = await deps.sealer.seal({ purpose: 'token', context: site, value: token })
  await deps.site(site).vault.keepToken(sealed)
}

// Helpers

async function tokenOf(deps: Deps, site: SiteId, state: SiteHandle): Promise<string | undefined> {
  if (deps.config.access.type === 'site-token') return deps.config.access.token
  const text = await state.vault.sealedToken()
  if (text === null) return undefined
  const opened = await deps.sealer.open({ purpose: 'token', context: site, text }, v.string())
  return opened.type === 'ok' ? opened.value : undefined
}
