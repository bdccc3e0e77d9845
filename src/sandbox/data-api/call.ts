import type { Context } from 'hono'
import { isObjectId } from '../world/ids.ts'
import { findSite } from '../world/sites.ts'
import type { Site } from '../world/sites.ts'
import type { Token } from '../world/tokens.ts'
import type { World } from '../world/world.ts'
import { ApiError, badRequest, invalid, notAuthorized, notFound } from './errors.ts'

/** One authorised request on its way to its answer. All methods throw ApiErrors for what the caller did wrong. */
export class Call {
  readonly world: World
  readonly token: Token
  readonly context: Context

  constructor(world: World, token: Token, context: Context) {
    this.world = world
    this.token = token
    this.context = context
  }

  /** An id of the path; 400 when it has not the form of one. */
  id(name: string): string {
    const value = this.context.req.param(name) ?? ''
    if (!isObjectId(value)) throw invalid(`Value (${name})'s value is not a valid ObjectId`)
    return value
  }

  /** The site of the path, which the token must be for. */
  site(): Site {
    const site = findSite(this.id('siteId'))
    if (site === undefined) throw notFound('site')
    this.mustCover(site.id, 'site')
    return site
  }

  /** Refuses when the token is not for that site; how is a setting, because Webflow does not document it. */
  mustCover(siteId: string, what: string): void {
    if (this.token.siteIds.includes(siteId)) return
    switch (this.world.settings.current.foreignSite) {
      case 401:
        throw notAuthorized()
      case 403:
        throw new ApiError(
          403,
          'forbidden',
          `Forbidden: You do not have access to the requested ${what}`,
        )
      case 404:
        throw notFound(what)
    }
  }

  /**
   * The `localeId` of the query as the world has it: null for the primary language or none. `fallback`: what a body says,
   * where Webflow's documentation had it before 2026 and its JavaScript SDK still puts it.
   */
  localeId(siteId: string, fallback?: string): string | null {
    const localeId = this.context.req.query('localeId') || fallback || undefined
    const site = findSite(siteId)
    if (localeId === undefined || localeId === site?.primaryLocale.id) return null
    if (!site?.secondaryLocales.some((locale) => locale.id === localeId)) {
      throw invalid("Value (localeId)'s value is not a locale of the site")
    }
    return localeId
  }

  /** `offset` and `limit` of the query; a limit beyond `most` is refused. */
  page(most: number): { offset: number; limit: number } {
    return {
      offset: this.#wholeNumber('offset', 0, Number.MAX_SAFE_INTEGER) ?? 0,
      limit: this.#wholeNumber('limit', 1, most) ?? most,
    }
  }

  /** The body, which must be a JSON object. */
  async body(): Promise<Readonly<Record<string, unknown>>> {
    const body = await this.context.req.json<unknown>().catch(() => {
      throw badRequest()
    })
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badRequest()
    return { ...body }
  }

  /** The folder that `parentFolder` of a body names, null for the root. */
  parentFolder(body: Readonly<Record<string, unknown>>, siteId: string): string | null {
    const id = body['parentFolder'] ?? null
    if (id === null) return null
    if (typeof id !== 'string' || !isObjectId(id)) {
      throw invalid("Value (parentFolder)'s value is not a valid ObjectId")
    }
    const folder = this.world.folders.get(id)
    if (folder?.siteId !== siteId) throw notFound('asset folder')
    return folder.id
  }

  #wholeNumber(name: string, least: number, most: number): number | undefined {
    const text = this.context.req.query(name)
    if (text === undefined) return undefined
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw invalid(`Value (${name}) should be a whole number from ${least} to ${most}`)
    }
    return value
  }
}

/** A text of a body: 400 when it is missing, empty, of another type or not well-formed Unicode. */
export function requiredText(body: Readonly<Record<string, unknown>>, name: string): string {
  const text = optionalText(body, name)
  if (text === undefined) throw invalid(`Value (${name}) is required`)
  return text
}

/** As {@link requiredText}, but the field may be missing. */
export function optionalText(
  body: Readonly<Record<string, unknown>>,
  name: string,
): string | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (typeof value !== 'string') throw invalid(`Value (${name})'s type should be string`)
  if (value === '' || !value.isWellFormed()) throw invalid(`Value (${name}) is not a valid text`)
  return value
}
