import type { IncomingMessage } from 'node:http'
import type { World } from '../world/world.ts'
import { type Answer, refused } from './answer.ts'

/**
 * CORS headers that let pages of other origins post forms and read the answer's ETag. Webflow's bucket rules are not
 * documented, so `storageCors` switches between a bucket that allows every origin and one without CORS rules.
 */
export function corsHeaders(
  request: IncomingMessage,
  world: World,
): Readonly<Record<string, string>> {
  if (!world.settings.current.storageCors || request.headers.origin === undefined) return {}
  return {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, HEAD, POST',
    'Access-Control-Expose-Headers': 'ETag, Location',
    Vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  }
}

/** Answers a CORS preflight request. */
export function preflight(request: IncomingMessage, world: World, requestId: string): Answer {
  const allowed = corsHeaders(request, world)
  const requestedHeaders = request.headers['access-control-request-headers']
  if (Object.keys(allowed).length > 0) {
    const headers = {
      ...allowed,
      'Access-Control-Max-Age': '3000',
      ...(requestedHeaders !== undefined && { 'Access-Control-Allow-Headers': requestedHeaders }),
    }
    return { status: 200, headers, body: '' }
  }
  return refused(
    {
      status: 403,
      code: 'AccessForbidden',
      message: 'CORSResponse: CORS is not enabled for this bucket.',
      details: [
        ['Method', request.headers['access-control-request-method'] ?? ''],
        ['ResourceType', 'BUCKET'],
      ],
    },
    requestId,
  )
}
