/**
 * The proxy over HTTP. The session lives in memory only. Answers are parsed here and trusted inside; silence
 * beyond a bound is a failure, so no call waits for ever.
 */
import type { SiteId } from '../../core/brands.ts'
import { FailureError, type Failure } from '../../core/failure.ts'
import {
  AssetPage,
  Cancelled,
  FolderList,
  FolderPath,
  NDJSON,
  ReserveLine,
  Sent,
  Session,
  TICKET_HEADER,
  type BudgetView,
  type Place,
  type ReserveRequest,
  type SessionRequest,
  type Verdict,
} from '../../core/wire.ts'
import type { Clock, ProxyClient } from '../ports.ts'
import { readLines } from './ndjson.ts'
import { Caller, parseReply, type Call } from './proxy-call.ts'
import { cutReply, failureOfReply } from './proxy-failure.ts'
import { sendBytes } from './xhr-send.ts'

export interface HttpProxyOptions {
  /** The proxy's address, without a slash at its end. */
  readonly url: string
  readonly clock: Clock
  /** Who asks: the site that is open, and the Designer's proof of the person. */
  readonly identity: () => Promise<{ readonly siteId: SiteId; readonly idToken: string }>
  /** Milliseconds without a sign of life after which a call fails. @default 90_000 */
  readonly silenceMs?: number
}

/** Bytes that a browser lets a page send while it leaves, all its requests together. */
const KEEPALIVE_BYTES = 60_000

export class HttpProxy implements ProxyClient {
  readonly #options: Required<HttpProxyOptions>
  readonly #caller: Caller
  #session: Session | undefined
  #accessKey: string | undefined
  #renewing: Promise<Session> | undefined

  constructor(options: HttpProxyOptions) {
    this.#options = { silenceMs: 90_000, ...options }
    this.#caller = new Caller(this.#options)
  }

  async connect({
    signal,
    accessKey,
  }: {
    readonly signal: AbortSignal
    readonly accessKey?: string
  }): Promise<Session> {
    if (accessKey !== undefined) this.#accessKey = accessKey
    return this.#open(signal)
  }

  listAssets(offset: number, signal: AbortSignal): Promise<AssetPage> {
    return this.#ask(AssetPage, { method: 'GET', path: `/assets?offset=${offset}`, signal })
  }

  listFolders(signal: AbortSignal): Promise<FolderList> {
    return this.#ask(FolderList, { method: 'GET', path: '/folders', signal })
  }

  ensureFolder(place: Place, signal: AbortSignal): Promise<FolderPath> {
    return this.#ask(FolderPath, { method: 'POST', path: '/folders', json: { place }, signal })
  }

  reserve(
    request: ReserveRequest,
    options: { readonly signal: AbortSignal; readonly onVerdict: (verdict: Verdict) => void },
  ): Promise<BudgetView> {
    const { signal, onVerdict } = options
    return this.#withSession(signal, (session) =>
      this.#caller.call(
        { method: 'POST', path: '/reserve', json: request, accept: NDJSON, session, signal },
        async (reply, heard) => {
          for await (const line of readLines(reply.body ?? cutReply(reply))) {
            heard()
            const said = parseReply(ReserveLine, line, reply)
            if (said.verdict === 'end') return said.budget
            onVerdict(said)
          }
          return cutReply(reply)
        },
      ),
    )
  }

  send(
    upload: { readonly ticket: string; readonly file: Blob; readonly contentType: string },
    options: { readonly signal: AbortSignal; readonly onProgress: (bytes: number) => void },
  ): Promise<Sent> {
    const { clock, silenceMs, url } = this.#options
    return this.#withSession(options.signal, async (session) => {
      const sending = sendBytes({
        url: `${url}/send`,
        headers: {
          authorization: `Bearer ${session}`,
          [TICKET_HEADER]: upload.ticket,
          'content-type': upload.contentType,
        },
        file: upload.file,
        clock,
        silenceMs,
        ...options,
      })
      const reply = await sending.catch((error: unknown) => blameFile(upload.file, error))
      if (reply.ok) return parseReply(Sent, reply.text, reply)
      throw new FailureError(failureOfReply(reply.text, reply))
    })
  }

  cancel(tickets: readonly string[], signal: AbortSignal): Promise<Cancelled> {
    return this.#ask(Cancelled, { method: 'POST', path: '/cancel', json: { tickets }, signal })
  }

  cancelOnLeave(tickets: readonly string[]): void {
    if (!this.#session) return
    let room = KEEPALIVE_BYTES
    const fitting = tickets.filter((ticket) => (room -= ticket.length + 3) > 0)
    if (fitting.length === 0) return
    fetch(`${this.#options.url}/cancel`, {
      method: 'POST',
      keepalive: true,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${this.#session.session}`,
      },
      body: JSON.stringify({ tickets: fitting }),
    }).catch(() => undefined)
  }

  #ask<Answer>(schema: Parameters<typeof parseReply<Answer>>[0], call: Call): Promise<Answer> {
    return this.#withSession(call.signal, (session) =>
      this.#caller.call({ ...call, session }, async (reply) =>
        parseReply(schema, await reply.text(), reply),
      ),
    )
  }

  /** Once more with a fresh session where the proxy says that this one has expired. */
  async #withSession<Answer>(
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
    this.#renewing ??= this.#open(new AbortController().signal).finally(
      () => (this.#renewing = undefined),
    )
    return raceAbort(this.#renewing, signal)
  }

  async #open(signal: AbortSignal): Promise<Session> {
    if (this.#options.url === '') throw new FailureError(NO_ADDRESS)
    const identity = await raceAbort(this.#options.identity(), signal)
    const json: SessionRequest = {
      ...identity,
      ...(this.#accessKey === undefined ? {} : { accessKey: this.#accessKey }),
    }
    const call: Call = { method: 'POST', path: '/session', json, signal }
    const session = await this.#caller.call(call, async (reply) =>
      parseReply(Session, await reply.text(), reply),
    )
    this.#session = session
    return session
  }
}

// Helpers

const NO_ADDRESS: Failure = {
  code: 'proxy-missing',
  message: 'This build of the panel was given no proxy address. Build it with PROXY_URL set.',
}
const STOPPED: Failure = { code: 'aborted', message: 'Stopped on request.' }

const UNREADABLE: Failure = {
  code: 'file-unreadable',
  message: 'The file can no longer be read: it was moved, changed or locked. Add it again.',
}

const isExpired = (error: unknown): boolean =>
  error instanceof FailureError && error.failure.code === 'session-expired'

/** A file that changed or went away breaks the connection too: asking it tells the two apart. */
async function blameFile(file: Blob, error: unknown): Promise<never> {
  if (!(error instanceof FailureError) || error.failure.code === 'aborted') throw error
  await file
    .slice(0, 1)
    .arrayBuffer()
    .catch((cause: unknown) => {
      throw new FailureError(UNREADABLE, { cause })
    })
  throw error
}

function raceAbort<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new FailureError(STOPPED))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
