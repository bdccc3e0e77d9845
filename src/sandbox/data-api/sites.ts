import { SITES, WORKSPACE_ID } from '../world/sites.ts'
import type { Locale, Site } from '../world/sites.ts'
import type { Call } from './call.ts'

/** The token's sites. */
export function listSites(call: Call): Response {
  const sites = SITES.filter((site) => call.token.siteIds.includes(site.id))
  return call.context.json({ sites: sites.map((site) => siteJson(call, site)) })
}

export function getSite(call: Call): Response {
  return call.context.json(siteJson(call, call.site()))
}

// Helpers

/** The creation date of the seed's sites; every Webflow site has these dates. */
const SEEDED_ON = '2026-01-05T09:00:00.000Z'

const siteJson = (call: Call, site: Site) => ({
  id: site.id,
  workspaceId: WORKSPACE_ID,
  createdOn: SEEDED_ON,
  displayName: site.displayName,
  shortName: site.shortName,
  lastPublished: SEEDED_ON,
  lastUpdated: SEEDED_ON,
  previewUrl: `${call.world.origins.designer}/preview/${site.shortName}.png`,
  timeZone: 'Europe/Berlin',
  parentFolderId: null,
  customDomains: [],
  locales: {
    primary: localeJson(site.primaryLocale),
    secondary: site.secondaryLocales.map(localeJson),
  },
  dataCollectionEnabled: false,
  dataCollectionType: 'disabled',
})

const localeJson = (locale: Locale) => ({
  ...locale,
  enabled: true,
  displayImageId: null,
  redirect: false,
})
