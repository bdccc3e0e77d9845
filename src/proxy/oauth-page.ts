/** The plain page at the end of connecting: says how it went, tells the panel that waits, and asks to be closed. */
import { html, raw } from 'hono/html'
import type { OauthEnd } from './oauth.ts'

/** What the panel hears, at its exact origin and no other. */
const CONNECTED_MESSAGE = 'asset-dock:connected'

export interface Page {
  readonly body: string
  readonly status: 200 | 400 | 403 | 502
}

export async function endPage(
  end: OauthEnd | { readonly type: 'failed' },
  nonce: string,
): Promise<Page> {
  const { title, text, status } = WORDS[end.type]
  const script =
    end.type === 'connected' && end.origin !== null
      ? `<script nonce="${nonce}">if (opener) opener.postMessage(${literal({ type: CONNECTED_MESSAGE, site: end.site })}, ${literal(end.origin)})</script>`
      : ''
  const body = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} · Asset Dock</title>
        <style nonce="${nonce}">
          body {
            font:
              16px/1.5 system-ui,
              sans-serif;
            max-width: 32em;
            margin: 4em auto;
            padding: 0 1em;
          }
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p>${text}</p>
        </main>
        ${raw(script)}
      </body>
    </html>`
  return { body: String(body), status }
}

// Helpers

const WORDS = {
  connected: {
    title: 'Connected',
    text: 'Asset Dock can now work with this site. You can close this window.',
    status: 200,
  },
  denied: {
    title: 'Not connected',
    text: 'Webflow was told not to let Asset Dock in, so nothing has changed. You can close this window, or connect again from the panel.',
    status: 403,
  },
  uncovered: {
    title: 'Another site was chosen',
    text: 'Asset Dock was let in, but not into the site that is open in the Designer. Close this window, connect again from the panel, and choose that site.',
    status: 403,
  },
  stale: {
    title: 'This link is no longer good',
    text: 'It was used already, is too old, or comes from another browser. Close this window and connect again from the panel.',
    status: 400,
  },
  failed: {
    title: 'Webflow did not answer as it should',
    text: 'Nothing has changed. Close this window and connect again from the panel in a moment.',
    status: 502,
  },
} as const satisfies Record<string, { title: string; text: string; status: Page['status'] }>

/** JSON that can stand inside a script element. */
const literal = (value: unknown): string =>
  JSON.stringify(value).replaceAll('<', String.raw`\u003c`)
