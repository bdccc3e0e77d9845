/** The locales of a site; each has its own alt texts. */
import type { Locales, SiteLocale } from '../../core/wire-library.ts'
import type { SiteContext } from '../access/site-context.ts'
import { UpstreamError } from '../webflow/upstream-errors.ts'
import type { WebflowLocale } from '../webflow/schemas.ts'

/** Costs one call. Returns no locales if the token lacks `sites:read`. */
export async function localesOf({ webflow, site }: SiteContext): Promise<Locales> {
  try {
    const { locales } = await webflow.site(site)
    const secondary = (locales?.secondary ?? []).map(siteLocale).filter((found) => found !== null)
    return { primary: siteLocale(locales?.primary ?? {}), secondary }
  } catch (thrown) {
    const isForbidden = thrown instanceof UpstreamError && thrown.failure.code === 'webflow-scopes'
    if (!isForbidden) throw thrown
    return { primary: null, secondary: [] }
  }
}

// Helpers

function siteLocale({ id, tag, displayName }: WebflowLocale): SiteLocale | null {
  if (id == null) return null
  return { id, tag: tag ?? '', name: displayName ?? tag ?? id }
}
