/**
 * Webflow's Data API v2 as the proxy uses it. Each call goes through the token's budget, has an end in time, and its
 * answer is parsed. Only calls that may be repeated without harm are, and only after trouble that may pass.
 */
import * as v from 'valibot'
import type { BudgetHandle, Clock } from './deps.ts'
import { sleep } from './deps.ts'
import type { CallKind } from './budget-rules.ts'
import { budgetSpent, refused, unanswered, UpstreamError } from './upstream.ts'
import * as schemas from './webflow-schemas.ts'

/** Most assets that a page of a listing has (Data API reference, "List assets", read 2026-11-23). */
const PAGE_SIZE = 100
const TRIES = 3
const FIRST_PAUSE_MS = 200
/** A turn that comes so soon is waited for here: sending the panel away and back would take longer. */
const PATIENCE_MS = 2000
/** All that nobody has started as a run shares one run's part: listings, probes, cleaning up. */
const BACKGROUND = 'background'

export interface WebflowOptions {
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  readonly apiUrl: string
  readonly token: string
  readonly budget: BudgetHandle
  readonly timeoutMs: number
  /** Who shares the budget's bulk calls with whom. @default {@link BACKGROUND} */
  readonly run?: string
}

/** `startedAt`: by Webflow's clock as far as its `Date` header tells, milliseconds since the epoch. */
export interface Creation {
  readonly asset: schemas.CreatedAsset
  readonly startedAt: number
}

/** Every method rejects with an {@link UpstreamError}. */
export class Webflow {
  readonly #options: WebflowOptions

  constructor(options: WebflowOptions) {
    this.#options = options
  }

  /** The same, with a share of the budget for this run. */
  forRun(run: string): Webflow {
    return new Webflow({ ...this.#options, run })
  }

  /** Alt texts are those of `localeId`, or of the primary locale. */
  async listAssets(
    site: string,
    offset: number,
    kind: CallKind,
    localeId?: string,
  ): Promise<schemas.AssetListing> {
    const page = `limit=${PAGE_SIZE}&offset=${offset}${localeQuery(localeId, '&')}`
    const path = `/v2/sites/${site}/assets?${page}`
    return await this.#read('list the assets', path, schemas.AssetListing, kind)
  }

  /** Undefined when the site has no such asset: a token may be for several sites, a session is for one. */
  async asset(
    site: string,
    asset: string,
    kind: CallKind,
  ): Promise<schemas.WebflowAsset | undefined> {
    const read = this.#read('read an asset', `/v2/assets/${asset}`, schemas.WebflowAsset, kind)
    const found = await ifThere(read)
    return found?.siteId == null || found.siteId === site ? found : undefined
  }

  /** What the asset is now, without its folder; undefined when there is none. May be repeated without harm. */
  async updateAsset(
    asset: string,
    changes: { readonly displayName?: string; readonly altText?: string },
    localeId: string | undefined,
    kind: CallKind,
  ): Promise<schemas.WebflowAsset | undefined> {
    const what = 'change an asset'
    // The locale is part of the query; in the body it was until 2026 (Data API reference, "Update asset").
    const path = `/v2/assets/${asset}${localeQuery(localeId, '?')}`
    const answer = await ifThere(
      this.#repeatedly({ what, kind, method: 'PATCH', path, body: changes }),
    )
    return answer && parse(what, schemas.WebflowAsset, answer)
  }

  /** Never repeated: each repetition may make another record. */
  async createAsset(
    site: string,
    wanted: { readonly name: string; readonly md5: string; readonly folder: string | null },
  ): Promise<Creation> {
    const what = `create the asset "${wanted.name}"`
    const parent = wanted.folder === null ? {} : { parentFolder: wanted.folder }
    const sentAt = this.#options.clock.now()
    const answer = await this.#once({
      what,
      kind: 'bulk',
      method: 'POST',
      path: `/v2/sites/${site}/assets`,
      body: { fileName: wanted.name, fileHash: wanted.md5, ...parent },
    })
    const now = this.#options.clock.now()
    const date = Date.parse(answer.headers.get('date') ?? '')
    const startedAt = (Number.isNaN(date) ? now : date) - (now - sentAt)
    return { asset: parse(what, schemas.CreatedAsset, answer), startedAt }
  }

  /** True when it was there. One that is gone already is no error. */
  async deleteAsset(asset: string, kind: CallKind): Promise<boolean> {
    const request = { what: 'delete an asset', kind, method: 'DELETE' } as const
    const answer = await ifThere(this.#repeatedly({ ...request, path: `/v2/assets/${asset}` }))
    return answer !== undefined
  }

  async listFolders(site: string, offset: number, kind: CallKind): Promise<schemas.FolderListing> {
    // No query parameters are documented; they are sent only when a first answer was incomplete.
    const query = offset === 0 ? '' : `?limit=${PAGE_SIZE}&offset=${offset}`
    const path = `/v2/sites/${site}/asset_folders${query}`
    return await this.#read('list the folders', path, schemas.FolderListing, kind)
  }

  /** Never repeated: each repetition may make another folder. */
  async createFolder(
    site: string,
    wanted: { readonly name: string; readonly parent: string | null },
    kind: CallKind,
  ): Promise<schemas.WebflowFolder> {
    const what = `create the folder "${wanted.name}"`
    const parent = wanted.parent === null ? {} : { parentFolder: wanted.parent }
    const answer = await this.#once({
      what,
      kind,
      method: 'POST',
      path: `/v2/sites/${site}/asset_folders`,
      body: { displayName: wanted.name, ...parent },
    })
    return parse(what, schemas.WebflowFolder, answer)
  }

  async site(site: string): Promise<v.InferOutput<typeof schemas.WebflowSite>> {
    const path = `/v2/sites/${site}`
    return await this.#read('read the site', path, schemas.WebflowSite, 'interactive')
  }

  async sites(): Promise<v.InferOutput<typeof schemas.SiteListing>> {
    return await this.#read('list the sites', '/v2/sites', schemas.SiteListing, 'interactive')
  }

  async introspect(): Promise<v.InferOutput<typeof schemas.Introspection>> {
    const path = '/v2/token/introspect'
    return await this.#read('read the token', path, schemas.Introspection, 'interactive')
  }

  /** Who holds this Designer ID token, and for which site. A `/beta` path still (as of 2026-04). */
  async resolveIdToken(idToken: string): Promise<schemas.ResolvedUser> {
    const what = 'resolve the ID token'
    const answer = await this.#repeatedly({
      what,
      kind: 'interactive',
      method: 'POST',
      path: '/beta/token/resolve',
      body: { idToken },
    })
    return parse(what, schemas.ResolvedUser, answer)
  }

  // Helpers

  async #read<T>(
    what: string,
    path: string,
    schema: v.GenericSchema<unknown, T>,
    kind: CallKind,
  ): Promise<T> {
    return parse(what, schema, await this.#repeatedly({ what, kind, method: 'GET', path }))
  }

  async #repeatedly(request: Request): Promise<Answer> {
    for (let failed = 1; ; failed++) {
      try {
        return await this.#once(request)
      } catch (thrown) {
        const mayPass = thrown instanceof UpstreamError && thrown.done === 'unknown'
        if (!mayPass || failed >= TRIES) throw thrown
        await sleep(this.#options.clock, FIRST_PAUSE_MS * 2 ** (failed - 1))
      }
    }
  }

  async #once(request: Request): Promise<Answer> {
    const { budget, clock } = this.#options
    const call = await this.#turn(request.kind)
    let answer: Answer | undefined
    try {
      answer = await this.#fetch(request)
    } finally {
      await budget.settle(call, answer ? budgetWords(answer, clock) : {})
    }
    if (answer.status >= 200 && answer.status < 300)
      return { ...answer, body: bodyOf(request, answer) }
    const said = v.safeParse(schemas.WebflowError, lenientJson(answer.text))
    throw refused(request.what, {
      status: answer.status,
      code: (said.success && said.output.code) || '',
      message: (said.success && said.output.message) || '',
      retryAfterMs: retryAfterMs(answer.headers, this.#options.clock),
    })
  }

  /** Resolves with a call that may be made. Rejects when the budget is spent for longer than one waits for it. */
  async #turn(kind: CallKind): Promise<number> {
    const { budget, clock, run = BACKGROUND } = this.#options
    const until = clock.now() + PATIENCE_MS
    for (;;) {
      const taken = await budget.take(kind, run)
      if (taken.ok) return taken.call
      if (clock.now() + taken.waitMs > until) throw budgetSpent(taken.waitMs)
      await sleep(clock, taken.waitMs)
    }
  }

  async #fetch(request: Request): Promise<Answer> {
    const { clock, timeoutMs, token, apiUrl } = this.#options
    const stop = new AbortController()
    const disarm = clock.after(timeoutMs, () => {
      stop.abort(new Error(`no answer within ${timeoutMs} ms`))
    })
    const headers: Record<string, string> = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
    }
    if (request.body !== undefined) headers['content-type'] = 'application/json'
    try {
      const response = await this.#options.fetch(apiUrl + request.path, {
        method: request.method,
        headers,
        signal: stop.signal,
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      })
      const text = await response.text()
      return { status: response.status, headers: response.headers, text, body: undefined }
    } catch (thrown) {
      const why = stop.signal.aborted
        ? 'Webflow did not answer in time'
        : 'Webflow cannot be reached'
      throw unanswered(request.what, why, thrown)
    } finally {
      disarm()
    }
  }
}

interface Request {
  /** What is being done, for the sentence of a failure. */
  readonly what: string
  readonly kind: CallKind
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: unknown
}

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: unknown
}

/** Undefined where Webflow did not find what was asked for. */
async function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (thrown) {
    if (thrown instanceof UpstreamError && thrown.status === 404) return undefined
    throw thrown
  }
}

const localeQuery = (localeId: string | undefined, before: '?' | '&'): string =>
  localeId === undefined ? '' : `${before}localeId=${encodeURIComponent(localeId)}`

function bodyOf(request: Request, answer: Answer): unknown {
  if (request.method === 'DELETE') return undefined
  const body = lenientJson(answer.text)
  if (body === undefined)
    throw unanswered(request.what, 'Webflow answered with something unreadable')
  return body
}

function parse<T>(what: string, schema: v.GenericSchema<unknown, T>, answer: Answer): T {
  const parsed = v.safeParse(schema, answer.body)
  if (parsed.success) return parsed.output
  const cause = new TypeError(v.summarize(parsed.issues))
  throw unanswered(what, 'Webflow answered with something unexpected', cause)
}

function lenientJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function budgetWords(answer: Answer, clock: Clock) {
  const limit = headerNumber(answer.headers, 'x-ratelimit-limit')
  const remaining = headerNumber(answer.headers, 'x-ratelimit-remaining')
  const retry = retryAfterMs(answer.headers, clock)
  return {
    status: answer.status,
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(retry === undefined ? {} : { retryAfterMs: retry }),
  }
}

/** NaN for a header that is no number, so that it is told from one that is missing. */
function headerNumber(headers: Headers, name: string): number | undefined {
  const value = headers.get(name)
  return value === null ? undefined : Number(value.trim() || Number.NaN)
}

/** `Retry-After` as seconds or as a date (RFC 9110, 10.2.3); undefined when missing or absurd. */
function retryAfterMs(headers: Headers, clock: Clock): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (!value) return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - clock.now()
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined
}
