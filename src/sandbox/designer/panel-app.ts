import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { Readable } from 'node:stream'
import { Hono } from 'hono'
import type { World } from '../world/world.ts'
import { DEFAULT_POLICY, parsePolicySegment } from './browser/panel-policy.ts'
import { contentPolicy } from './content-policy.ts'

/**
 * Serves the built panel at its own origin, as Webflow hosts extensions. The document gets the Designer's blocking
 * script first, and every answer the {@link PanelPolicy} that its path selects.
 */
export function createPanelApp(world: World, directory: string): Hono {
  const app = new Hono()
  app.get('*', async (c) => {
    const { policy, file } = locate(new URL(c.req.url).pathname)
    if (file === undefined) return c.text('Not found', 404)
    const headers = {
      'Content-Security-Policy': contentPolicy(policy, world.origins.designer),
      'Content-Type': CONTENT_TYPES[extname(file)] ?? 'application/octet-stream',
      'Cache-Control': 'no-cache',
      'X-Content-Type-Options': 'nosniff',
    }
    const path = join(directory, file)
    const found = await stat(path).catch(() => undefined)
    if (!found?.isFile()) return c.text('Not found', 404)
    if (file === 'index.html') {
      const document = await readFile(path, 'utf8')
      return c.body(withScript(document, `${world.origins.designer}/designer-api.js`), 200, headers)
    }
    const body = Readable.toWeb(createReadStream(path))
    return new Response(body as ReadableStream, {
      headers: { ...headers, 'Content-Length': String(found.size) },
    })
  })
  return app
}

// Helpers

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** The file's path below the panel's folder, and its policy; no file for a path outside of the folder. */
function locate(pathname: string) {
  const parts = pathname.split('/').slice(1).map(decode)
  const selected = parsePolicySegment(parts[0] ?? '')
  const policy = selected ?? DEFAULT_POLICY
  const rest = selected ? parts.slice(1) : parts
  if (rest.length === 0 || rest.at(-1) === '') rest.splice(-1, 1, 'index.html')
  return { policy, file: rest.every(isPlainName) ? rest.join('/') : undefined }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}

/** Rejects `..`, hidden files, and characters that another system treats as a separator. */
const isPlainName = (part: string) => /^[^./\\:\0][^/\\:\0]*$/.test(part)

/** Inserts the script first in the head, so that `window.webflow` exists when the body begins. */
function withScript(document: string, address: string): string {
  const script = `<script src="${address}"></script>`
  const head = /<head[^>]*>/i.exec(document)
  if (!head) return script + document
  const end = head.index + head[0].length
  return document.slice(0, end) + script + document.slice(end)
}
