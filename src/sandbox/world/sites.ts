/** A site's locale. `id` is the Data API's `localeId`. */
export interface Locale {
  readonly id: string
  readonly cmsLocaleId: string
  readonly displayName: string
  readonly tag: string
  readonly subdirectory: string
}

/** A site. Sites come from the seed: they can be emptied, not created or deleted. */
export interface Site {
  readonly id: string
  readonly displayName: string
  readonly shortName: string
  readonly primaryLocale: Locale
  readonly secondaryLocales: readonly Locale[]
}

/** The person who is signed in to the sandbox's Designer and who approves apps. */
export interface User {
  readonly id: string
  readonly email: string
  readonly firstName: string
  readonly lastName: string
}

/** A registered app. */
export interface App {
  readonly id: string
  readonly clientId: string
  readonly clientSecret: string
  readonly displayName: string
  readonly description: string
  readonly homepage: string
  readonly scopes: readonly string[]
}

export const WORKSPACE_ID = '65f0c0ffee00000000000a00'

export const SITES: readonly Site[] = [
  site('65f0c0ffee00000000000001', 'Harbour', 'harbour', [
    ['German', 'de'],
    ['French', 'fr'],
  ]),
  site('65f0c0ffee00000000000002', 'Lighthouse', 'lighthouse', []),
]

/** The seed's first site; the sandbox's Designer opens it. */
export const FIRST_SITE_ID = '65f0c0ffee00000000000001'

export const USER: User = {
  id: '65f0c0ffee00000000000b01',
  email: 'designer@example.com',
  firstName: 'Dana',
  lastName: 'Signer',
}

/** A token made in a site's settings: no app and no user behind it, one site. */
export const SITE_TOKEN = {
  token: 'sandbox-token',
  id: '65f0c0ffee00000000000d01',
  siteId: FIRST_SITE_ID,
  scopes: ['assets:read', 'assets:write', 'sites:read'],
} as const

export const APP: App = {
  id: '65f0c0ffee00000000000c01',
  clientId: 'sandbox-client',
  clientSecret: 'sandbox-secret',
  displayName: 'Asset Dock (sandbox)',
  description: 'Gets files and whole folders into a site’s assets.',
  homepage: 'https://example.com/asset-dock',
  scopes: ['assets:read', 'assets:write', 'sites:read', 'authorized_user:read'],
}

/** The site with this id, if there is one. */
export const findSite = (id: string): Site | undefined => SITES.find((site) => site.id === id)

// Helpers

function site(
  id: string,
  displayName: string,
  shortName: string,
  secondary: readonly (readonly [name: string, tag: string])[],
): Site {
  const locale = (n: number, name: string, tag: string, subdirectory: string): Locale => ({
    id: `${id.slice(0, 20)}${n}${id.slice(21)}`,
    cmsLocaleId: `${id.slice(0, 20)}${n + 1}${id.slice(21)}`,
    displayName: name,
    tag,
    subdirectory,
  })
  return {
    id,
    displayName,
    shortName,
    primaryLocale: locale(1, 'English', 'en', ''),
    secondaryLocales: secondary.map(([name, tag], index) => locale(3 + 2 * index, name, tag, tag)),
  }
}
