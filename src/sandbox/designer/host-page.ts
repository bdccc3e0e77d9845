import { type Locale, SITES, WORKSPACE_ID } from '../world/sites.ts'
import type { AppManifest } from './browser/manifest.ts'
import type { HostConfig, LocaleName } from './browser/wire.ts'

/** The Designer's document: an empty root, the script and its configuration. */
export function hostPage(options: {
  readonly panelUrl: string | undefined
  readonly ownRules: boolean
  readonly app: AppManifest
}): string {
  const { panelUrl, ownRules, app } = options
  const config: HostConfig = {
    sites: SITES.map(({ id, displayName, shortName, primaryLocale, secondaryLocales }) => ({
      id,
      name: displayName,
      shortName,
      locales: [primaryLocale, ...secondaryLocales].map(localeName),
    })),
    app,
    workspaceId: WORKSPACE_ID,
    panelUrl: panelUrl === undefined ? null : new URL('/', panelUrl).href,
    ownRules,
  }
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Designer (sandbox)</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/host.css">
</head>
<body>
<div id="designer"></div>
<script type="application/json" id="config">${inScript(config)}</script>
<script src="/host.js"></script>
</body>
</html>`
}

// Helpers

const localeName = ({ id, displayName, tag }: Locale): LocaleName => ({
  id,
  name: displayName,
  tag,
})

/** Escapes JSON so that it can't close the surrounding script element. */
const inScript = (value: object) => JSON.stringify(value).replaceAll('<', '\\u003c')
