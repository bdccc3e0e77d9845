/**
 * The calls to one proxy with one session: opened when it is first needed, renewed once per call when the proxy says
 * that it has expired. Lives in memory only. Shared by `proxy-http.ts` and `library-http.ts`.
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
  /** The proxy's address, without a slash at its end. */
  readonly url: string
  readonly clock: Clock
  /** Who asks: the site that is open, and the Designer's proof of the person. */
  readonly identity: () => Promise<{ readonly siteId: SiteId; readonly idToken: string }>
  /** Milliseconds without a sign of life after which a call fails. @default 90_000 */
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

  /** Opens the session, or a fresh one; failures as in `ProxyClient.connect`. */
  async connect(signal: AbortSignal, accessKey?: string): Promise<Session> {
    if (accessKey !== undefined) this.#accessKey = accessKey
    return this.#open(signal)
  }

  /** The bearer of the session that is open, if one is. */
  get bearer(): string | undefined {
    return this.#session?.session
  }

  /** One question, one answer. */
  ask<Answer>(schema: Schema<Answer>, call: ProxyRequest): Promise<Answer> {
    return this.read(call, async (reply) => parseReply(schema, await reply.text(), reply))
  }

  /**
   * A streamed answer: `take` gets each line as it comes, and ends it by returning something.
   * @throws FailureError `proxy-reply` when the stream ends before that.
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

  /** What `read` makes of a good answer; `heard` is to be called at each sign of life of a long one. */
  read<Answer>(
    call: ProxyRequest,
    read: (reply: Response, heard: () => void) => Promise<Answer>,
  ): Promise<Answer> {
    return this.withSession(call.signal, (session) => this.#caller.call({ ...call, session }, read))
  }

  /** Once more with a fresh session where the proxy says that this one has expired. */
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

  /** One renewal for all calls that meet the same expired session; a caller that leaves does not end it. */
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
  message: 'This build of the panel was given no proxy address. Build it with PROXY_URL set.',
}

const isExpired = (error: unknown): boolean =>
  error instanceof FailureError && error.failure.code === 'session-expired'
