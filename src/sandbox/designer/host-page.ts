import { SITES, WORKSPACE_ID } from '../world/sites.ts'
import type { HostConfig } from './browser/wire.ts'

/** The Designer's document: nothing in it but the script's root and what the script must know. */
export function hostPage(panelUrl: string | undefined, ownRules: boolean): string {
  const config: HostConfig = {
    sites: SITES.map(({ id, displayName, shortName }) => ({ id, name: displayName, shortName })),
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

/** JSON that cannot end the script element around it. */
const inScript = (value: object) => JSON.stringify(value).replaceAll('<', '\\u003c')
