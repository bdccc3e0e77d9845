/** The page at the end of connecting: says how it went, notifies the waiting panel, and asks to be closed. */
import { html, raw } from 'hono/html'
import type { OauthEnd } from './oauth.ts'

/** The message to the panel, posted to its exact origin only. */
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
    text: 'You declined access. Nothing changed. Close this window, or connect again from the panel.',
    status: 403,
  },
  uncovered: {
    title: 'Different site connected',
    text: 'You connected a different site from the one open in the Designer. Close this window, connect again from the panel, and choose that site.',
    status: 403,
  },
  stale: {
    title: 'This link has expired',
    text: 'It was already used, is too old, or belongs to another browser. Close this window and connect again from the panel.',
    status: 400,
  },
  failed: {
    title: 'Something went wrong with Webflow',
    text: 'Nothing changed. Close this window, wait a moment, and connect again from the panel.',
    status: 502,
  },
} as const satisfies Record<string, { title: string; text: string; status: Page['status'] }>

/** JSON that is safe inside a script element. */
const literal = (value: unknown): string =>
  JSON.stringify(value).replaceAll('<', String.raw`\u003c`)
