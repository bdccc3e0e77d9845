import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { faultOf, GARBAGE_BODY, instrument } from '../control/instrument.ts'
import { WRONG_ETAG } from '../storage/answer.ts'
import type { Listener } from '../control/instrument.ts'
import type { StoredObject } from '../world/objects.ts'
import { originalOfVariant } from '../world/variants.ts'
import type { World } from '../world/world.ts'
import { parseRange } from './range.ts'

/**
 * Serves hosted files: `GET` and `HEAD` of `/<siteId>/<assetId>_<name>`, with ETag, caching, single ranges and CORS for
 * every origin. An SVG opened directly can't run scripts.
 */
export function createCdn(world: World): Listener {
  return instrument(
    world,
    {
      operationOf: ({ method }) => (method === 'GET' || method === 'HEAD' ? 'getObject' : null),
      latencyMs: () => 0,
    },
    (request, response) => answer(world, request, response),
  )
}

// Helpers

async function answer(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(COMMON_HEADERS)) response.setHeader(name, value)
  const { method = '' } = request
  if (method === 'OPTIONS') return sendText(response, 204, '')
  if (method !== 'GET' && method !== 'HEAD') return sendText(response, 405, 'Method not allowed')
  const fault = faultOf(request)
  if (fault?.name === 'status') return sendText(response, fault.status, 'Error')
  if (fault?.name === 'garbage') {
    response.setHeader('Content-Type', GARBAGE_BODY.contentType)
    response.end(GARBAGE_BODY.body)
    return
  }
  const object = find(world, request.url ?? '')
  if (object === undefined) return sendText(response, 404, 'Not found')
  if (world.clock.now() < object.storedOn + world.settings.current.cdnDelayMs) {
    return sendText(response, 403, 'Access denied')
  }
  const etag = fault?.name === 'wrong-etag' ? WRONG_ETAG : `"${object.md5}"`
  await serve(world, object, etag, request, response)
}

async function serve(
  world: World,
  object: StoredObject,
  etag: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { headers, method } = request
  response.setHeader('ETag', etag)
  response.setHeader('Last-Modified', new Date(object.storedOn).toUTCString())
  response.setHeader('Cache-Control', object.cacheControl)
  if (matches(headers['if-none-match'], etag)) {
    response.writeHead(304).end()
    return
  }
  response.setHeader('Content-Type', object.contentType)
  response.setHeader('Accept-Ranges', 'bytes')
  if (object.contentType === 'image/svg+xml') response.setHeader(...SVG_POLICY)
  const ifRange = headers['if-range']
  const rangeHeader = ifRange === undefined || ifRange === etag ? headers.range : undefined
  const range = parseRange(rangeHeader, object.size)
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${object.size}`)
    return sendText(response, 416, 'Range not satisfiable')
  }
  if (range !== null) {
    response.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${object.size}`)
  }
  const length = range === null ? object.size : range.end - range.start + 1
  response.writeHead(range === null ? 200 : 206, { 'Content-Length': length })
  const body =
    method === 'HEAD' || length === 0 ? null : world.objects.read(object.key, range ?? undefined)
  if (!body) {
    response.end()
    return
  }
  await pipeline(body, response).catch((cause: unknown) => {
    world.log(`cdn: ${object.key} was not read to its end: ${String(cause)}`)
  })
}

const COMMON_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Content-Range, Content-Length',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
} as const

const SVG_POLICY = [
  'Content-Security-Policy',
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
] as const

function find(world: World, url: string): StoredObject | undefined {
  try {
    const key = decodeURIComponent(url.split('?', 1)[0]?.slice(1) ?? '')
    return world.objects.get(key) ?? variantAt(world, key)
  } catch {
    return undefined
  }
}

/** A variant has its original's bytes: the sandbox scales no images. */
function variantAt(world: World, key: string): StoredObject | undefined {
  const original = world.settings.current.imageVariants ? originalOfVariant(key) : undefined
  return original === undefined ? undefined : world.objects.get(original)
}

const matches = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  header.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' })
  response.end(text)
}
