import type { Context } from 'hono'
import { isObjectId } from '../world/ids.ts'
import { findSite } from '../world/sites.ts'
import type { Site } from '../world/sites.ts'
import type { Token } from '../world/tokens.ts'
import type { World } from '../world/world.ts'
import { ApiError, badRequest, invalid, notAuthorized, notFound } from './errors.ts'

/** An authorised request. All methods throw ApiError if the caller made a mistake. */
export class Call {
  readonly world: World
  readonly token: Token
  readonly context: Context

  constructor(world: World, token: Token, context: Context) {
    this.world = world
    this.token = token
    this.context = context
  }

  /** An ID from the path; 400 if it is malformed. */
  id(name: string): string {
    const value = this.context.req.param(name) ?? ''
    if (!isObjectId(value)) throw invalid(`Value (${name})'s value is not a valid ObjectId`)
    return value
  }

  /** The site in the path; refuses a token of another site. */
  site(): Site {
    const site = findSite(this.id('siteId'))
    if (site === undefined) throw notFound('site')
    this.mustCover(site.id, 'site')
    return site
  }

  /** Refuses a token of another site. Webflow does not document the status, so a setting decides. */
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
   * The query's `localeId`; null for the primary locale, or without one. `fallback` is the body's `localeId`: Webflow
   * documented it there before 2026, and its JavaScript SDK still sends it there.
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

  /** The query's `offset` and `limit`; refuses a limit above `most`. */
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

  /** The ID of the body's `parentFolder`; null for the root. */
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

/** A string field of the body: 400 if it is missing, empty, of another type, or not well-formed Unicode. */
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
