/**
 * The proxy over HTTP. Replies are validated here, so the rest of the panel can trust them. Every call fails after a
 * bounded silence. The channel owns the session.
 */
import { FailureError, type Failure } from '../../../core/failure.ts'
import {
  AssetPage,
  Cancelled,
  FolderList,
  FolderPath,
  ReserveLine,
  Sent,
  TICKET_HEADER,
  type BudgetView,
  type Place,
  type ReserveRequest,
  type Session,
  type Verdict,
} from '../../../core/wire.ts'
import type { ProxyClient } from '../../ports/run.ts'
import { parseReply } from './call.ts'
import type { ProxyChannel } from './channel.ts'
import { failureOfReply } from './failure.ts'
import { sendBytes } from './xhr-send.ts'

/** The most bytes that a closing page may send, over all its requests. */
const KEEPALIVE_BYTES = 60_000

export class HttpProxy implements ProxyClient {
  readonly #channel: ProxyChannel

  constructor(channel: ProxyChannel) {
    this.#channel = channel
  }

  connect({
    signal,
    accessKey,
  }: {
    readonly signal: AbortSignal
    readonly accessKey?: string
  }): Promise<Session> {
    return this.#channel.connect(signal, accessKey)
  }

  listAssets(offset: number, signal: AbortSignal): Promise<AssetPage> {
    return this.#channel.ask(AssetPage, { method: 'GET', path: `/assets?offset=${offset}`, signal })
  }

  listFolders(signal: AbortSignal): Promise<FolderList> {
    return this.#channel.ask(FolderList, { method: 'GET', path: '/folders', signal })
  }

  ensureFolder(place: Place, signal: AbortSignal): Promise<FolderPath> {
    const json = { place }
    return this.#channel.ask(FolderPath, { method: 'POST', path: '/folders', json, signal })
  }

  reserve(
    request: ReserveRequest,
    options: { readonly signal: AbortSignal; readonly onVerdict: (verdict: Verdict) => void },
  ): Promise<BudgetView> {
    const { signal, onVerdict } = options
    return this.#channel.lines(
      ReserveLine,
      { method: 'POST', path: '/reserve', json: request, signal },
      (line) => {
        if (line.verdict === 'end') return line.budget
        onVerdict(line)
        return undefined
      },
    )
  }

  send(
    upload: { readonly ticket: string; readonly file: Blob; readonly contentType: string },
    options: { readonly signal: AbortSignal; readonly onProgress: (bytes: number) => void },
  ): Promise<Sent> {
    const { clock, silenceMs, url } = this.#channel.options
    return this.#channel.withSession(options.signal, async (session) => {
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
    const json = { tickets }
    return this.#channel.ask(Cancelled, { method: 'POST', path: '/cancel', json, signal })
  }

  cancelOnLeave(tickets: readonly string[]): void {
    const { bearer, options } = this.#channel
    if (bearer === undefined) return
    let room = KEEPALIVE_BYTES
    const fitting = tickets.filter((ticket) => (room -= ticket.length + 3) > 0)
    if (fitting.length === 0) return
    fetch(`${options.url}/cancel`, {
      method: 'POST',
      keepalive: true,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
      body: JSON.stringify({ tickets: fitting }),
    }).catch(() => undefined)
  }
}

// Helpers

const UNREADABLE: Failure = {
  code: 'file-unreadable',
  message: 'The file can no longer be read: it was moved, changed or locked. Add it again.',
}

/** A changed or deleted file breaks the connection, too: reading a byte tells the two cases apart. */
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
