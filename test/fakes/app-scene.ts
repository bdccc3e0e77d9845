/** The real application on a standing Webflow: contract tests run against it as well as against the fakes. */
import { assetOf, type LibrarySetup } from './fake-library.ts'
import { proxyHost, type ProxyHost } from './proxy-host.ts'
import { refusal, ScriptedWebflow } from './scripted-webflow.ts'
import { STANDING_SITE, StandingWebflow } from './standing-webflow.ts'

export interface AppSetup {
  /** Storage refuses the next file. */
  readonly refuseSend?: true
  /** Cuts the next answer to a reserve request after this many lines. */
  readonly cutAfter?: number
  readonly library?: LibrarySetup
}

export class AppScene {
  readonly #host: ProxyHost
  readonly #site: StandingWebflow
  #cutAfter: number | undefined
  #hurries = false

  private constructor(host: ProxyHost, site: StandingWebflow) {
    this.#host = host
    this.#site = site
  }

  /** `origin`: the panel's origin. */
  static async open(origin: string): Promise<AppScene> {
    const webflow = new ScriptedWebflow()
    const site = new StandingWebflow(webflow)
    const environment = { ALLOWED_ORIGINS: origin, UPSTREAM_TIMEOUT_MS: '600000' }
    return new AppScene(await proxyHost(webflow, environment), site)
  }

  get orphans(): number {
    return this.#site.orphans()
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    // Makes sure that no two requests come in the same millisecond: one listing would count as fresh for both.
    this.#host.clock.advance(1)
    const answer = await this.#host.app.fetch(request)
    if (pathname === '/catalogue' && this.#hurries) return await this.#hurried(answer)
    if (pathname === '/reserve' && this.#cutAfter !== undefined) {
      const lines = (await answer.text()).split('\n').slice(0, this.#cutAfter)
      this.#cutAfter = undefined
      return new Response(lines.map((line) => `${line}\n`).join(''), answer)
    }
    return answer
  }

  async setUp({ refuseSend, cutAfter, library }: AppSetup): Promise<void> {
    if (refuseSend) {
      const text = '<Error><Code>AccessDenied</Code></Error>'
      this.#site.answerOnce((call) => call.startsWith('POST /storage'), { status: 403, text })
    }
    if (cutAfter !== undefined) this.#cutAfter = cutAfter
    if (library) await this.#setUpLibrary(library)
  }

  // Helpers

  async #setUpLibrary(setup: LibrarySetup): Promise<void> {
    const seeded = setup.seed ?? 0
    this.#add(0, seeded)
    if (setup.seed !== undefined) await this.#list()
    if (setup.ageMs !== undefined) this.#host.clock.advance(setup.ageMs)
    this.#add(seeded, setup.fresh ?? 0)
    const { waitNext, troubleAfter, failNext, refuse } = setup
    this.#hurries = waitNext !== undefined || troubleAfter !== undefined
    if (waitNext !== undefined) this.#site.answerOnce(isListing, later(waitNext))
    if (troubleAfter) {
      const isPage = (call: string) =>
        isListing(call) && call.includes(`offset=${troubleAfter.pages}00`)
      for (let n = 0; n < TRIES; n++) this.#site.answerOnce(isPage, refusal(503, 'unavailable'))
    }
    if (failNext) this.#site.answerOnce(isListing, refusal(400, 'bad_request', 'no'))
    if (!refuse) return
    const isIt = (call: string) => /^(?:PATCH|DELETE)/.test(call) && call.includes(refuse.asset)
    const { outcome } = refuse
    for (let n = 0; n < TRIES; n++) {
      const answer = outcome.type === 'wait' ? later(outcome.retryAfterMs) : refusal(400, 'no')
      this.#site.answerOnce(isIt, answer)
    }
  }

  #add(from: number, count: number): void {
    for (let n = from; n < from + count; n++) {
      const { name, fileName, hostedUrl, ...asset } = assetOf(n)
      this.#site.assets.set(asset.id, {
        ...asset,
        displayName: name,
        originalFileName: fileName,
        hostedUrl: hostedUrl ?? '',
        lastUpdated: asset.createdOn,
      })
    }
  }

  /** Makes the proxy list the site. */
  async #list(): Promise<void> {
    const { app } = this.#host
    const opened = await app.request('/session', {
      method: 'POST',
      body: JSON.stringify({ siteId: STANDING_SITE, idToken: 'id-token' }),
    })
    const { session } = (await opened.json()) as { session: string }
    const headers = { authorization: `Bearer ${session}` }
    await (await app.request('/catalogue?refresh=now', { headers })).text()
  }

  /** Resolves with the answer; advances the clock while the proxy waits for Webflow. */
  async #hurried(answer: Response): Promise<Response> {
    this.#hurries = false
    const timer = setInterval(() => this.#host.clock.advance(500), 2)
    try {
      return new Response(await answer.text(), answer)
    } finally {
      clearInterval(timer)
    }
  }
}

// Helpers

/** At least as many as the proxy makes. */
const TRIES = 10

const isListing = (call: string): boolean => /^GET .*\/assets\?/.test(call)

const later = (ms: number) => ({
  ...refusal(429, 'too_many_requests'),
  headers: { 'retry-after': String(ms / 1000) },
})
