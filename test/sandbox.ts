import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { createDataApi } from '../src/sandbox/data-api/app.ts'
import type { Clock } from '../src/sandbox/world/clock.ts'
import { objectKey } from '../src/sandbox/world/assets.ts'
import { APP, FIRST_SITE_ID, SITE_TOKEN } from '../src/sandbox/world/sites.ts'
import { CACHE_CONTROL, World } from '../src/sandbox/world/world.ts'
import { problemsOf } from './openapi.ts'

export const SITE = FIRST_SITE_ID
export const OTHER_SITE = '65f0c0ffee00000000000002'

/** Makes a temporary folder; `remove` deletes it. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'sandbox-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** An empty world of its own. `end` leaves nothing behind. */
export function makeWorld(clock?: Clock) {
  const folder = temporaryFolder()
  const nowhere = 'http://127.0.0.1:9'
  const world = new World({
    directory: folder.path,
    origins: { designer: nowhere, panel: nowhere, api: nowhere, storage: nowhere, cdn: nowhere },
    ...(clock && { clock }),
  })
  const end = () => {
    world.close()
    folder.remove()
  }
  return { world, end }
}

/** An OAuth token of the seeded app. */
export const oauthToken = (
  world: World,
  scopes: readonly string[] = APP.scopes,
  siteIds: readonly string[] = [SITE],
) => world.tokens.issue({ clientId: APP.clientId, scopes, siteIds }).token

/** What the tests read of answers. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- its form is proven by the OpenAPI document
  readonly body: any
}

/**
 * The Data API without a server. Each answer is held against Webflow's OpenAPI document and must carry the rate
 * headers, whatever the test looks at.
 */
export function dataApi(world: World, bearer: string | null = SITE_TOKEN.token) {
  const app = createDataApi(world)
  return async function call(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await app.request(path, {
      method,
      headers: {
        ...(bearer !== null && { Authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    if (path.startsWith('/v2/')) {
      const plain = path.split('?')[0] ?? ''
      expect(problemsOf({ method, path: plain, status: response.status, body: text })).toEqual([])
    }
    for (const name of ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'Retry-After']) {
      expect(response.headers.get(name)).toMatch(/^\d+$/)
    }
    const { status, headers } = response
    return { status, headers, body: text === '' ? null : JSON.parse(text) }
  }
}

/** Puts bytes to an asset as storage does. */
export async function putBytes(world: World, assetId: string, bytes: string): Promise<string> {
  const asset = world.assets.get(assetId)
  if (asset === undefined) throw new Error(`There is no asset ${assetId}.`)
  const draft = await world.objects.draft()
  await draft.write(Buffer.from(bytes))
  const { contentType } = asset
  const stored = await world.store(draft, {
    key: objectKey(asset),
    contentType,
    cacheControl: CACHE_CONTROL,
  })
  return stored.md5
}
