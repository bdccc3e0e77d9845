/**
 * Calls to one proxy with one session: opened on first use, and renewed at most once per call when it has expired. The
 * session stays in memory. Shared by `proxy-http.ts` and `library-http.ts`.
 */
import type { SiteId } from '../../../core/brands.ts'
import { FailureError, type Failure } from '../../../core/failure.ts'
import { NDJSON, Session, type SessionRequest } from '../../../core/wire.ts'
import { outdated, WIRE_VERSION } from '../../../core/wire-version.ts'
import type { Clock } from '../../ports/run.ts'
import { readLines } from './ndjson.ts'
import { Caller, parseReply, type ProxyRequest } from './call.ts'
import { cutReply } from './failure.ts'
import { NEVER } from '../../base/never.ts'
import { untilAborted } from '../../base/races.ts'

export interface ProxyChannelOptions {
  /** The proxy's URL, without a trailing slash. */
  readonly url: string
  readonly clock: Clock
  /** The open site, and the Designer's ID token for the person. */
  readonly identity: () => Promise<{ readonly siteId: SiteId; readonly idToken: string }>
  /** Milliseconds of silence after which a call fails. @default 90_000 */
  readonly silenceMs?: number
}

type Schema<Answer> = Parameters<typeof parseReply<Answer>>[0]

export class ProxyChannel {
  readonly options: Required<ProxyChannelOptions>
  readonly #caller: Caller
  #session: Session | undefined
  #accessKey: string | undefined
  #renewing: Promise<Session> | undefined

  constructor(options: ProxyChannelOptions) {
    this.options = { silenceMs: 90_000, ...options }
    this.#caller = new Caller(this.options)
  }

  /** Opens a new session. Fails as `ProxyClient.connect` does. */
  async connect(signal: AbortSignal, accessKey?: string): Promise<Session> {
    if (accessKey !== undefined) this.#accessKey = accessKey
    return this.#open(signal)
  }

  /** The bearer token of the open session; undefined if there is none. */
  get bearer(): string | undefined {
    return this.#session?.session
  }

  /** Sends one request; resolves with its parsed reply. */
  ask<Answer>(schema: Schema<Answer>, call: ProxyRequest): Promise<Answer> {
    return this.read(call, async (reply) => parseReply(schema, await reply.text(), reply))
  }

  /**
   * Reads a streamed reply: calls `take` with each line until it returns a result.
   * @throws FailureError `proxy-reply` if the stream ends first.
   */
  lines<Line, Answer>(
    schema: Schema<Line>,
    call: ProxyRequest,
    take: (line: Line) => Answer | undefined,
  ): Promise<Answer> {
    return this.read({ ...call, accept: NDJSON }, async (reply, heard) => {
      for await (const line of readLines(reply.body ?? cutReply(reply))) {
        heard()
        const answer = take(parseReply(schema, line, reply))
        if (answer !== undefined) return answer
      }
      return cutReply(reply)
    })
  }

  /** Resolves with the result of `read` for a successful reply; `read` calls `heard` as data arrives. */
  read<Answer>(
    call: ProxyRequest,
    read: (reply: Response, heard: () => void) => Promise<Answer>,
  ): Promise<Answer> {
    return this.withSession(call.signal, (session) => this.#caller.call({ ...call, session }, read))
  }

  /** Runs `call` with the session; if it has expired, once more with a new one. */
  async withSession<Answer>(
    signal: AbortSignal,
    call: (session: string) => Promise<Answer>,
  ): Promise<Answer> {
    const { session } = this.#session ?? (await this.#renew(undefined, signal))
    try {
      return await call(session)
    } catch (error) {
      if (!isExpired(error)) throw error
      const fresh = await this.#renew(session, signal)
      return call(fresh.session)
    }
  }

  /** Calls with the same expired session share one renewal; aborting one call does not abort it. */
  async #renew(expired: string | undefined, signal: AbortSignal): Promise<Session> {
    if (this.#session && this.#session.session !== expired) return this.#session
    this.#renewing ??= this.#open(NEVER).finally(() => (this.#renewing = undefined))
    return untilAborted(this.#renewing, signal)
  }

  async #open(signal: AbortSignal): Promise<Session> {
    if (this.options.url === '') throw new FailureError(NO_ADDRESS)
    const identity = await untilAborted(this.options.identity(), signal)
    const json: SessionRequest = {
      ...identity,
      wire: WIRE_VERSION,
      ...(this.#accessKey === undefined ? {} : { accessKey: this.#accessKey }),
    }
    const call: ProxyRequest = { method: 'POST', path: '/session', json, signal }
    const session = await this.#caller.call(call, async (reply) =>
      parseReply(Session, await reply.text(), reply),
    )
    const refusal = outdated('proxy', session.wire)
    if (refusal) throw new FailureError(refusal)
    this.#session = session
    return session
  }
}

// Helpers

const NO_ADDRESS: Failure = {
  code: 'proxy-missing',
  message: 'This build of the panel has no proxy address. Set PROXY_URL and build it again.',
}

const isExpired = (error: unknown): boolean =>
  error instanceof FailureError && error.failure.code === 'session-expired'
