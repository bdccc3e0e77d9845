/** One HTTP call to the proxy, with a silence time-out, abort, and failures as data. */
import * as v from 'valibot'
import { FailureError } from '../../../core/failure.ts'
import type { Clock } from '../../ports/run.ts'
import { aborted, failureOfReply, malformedReply, unreachable, type ReplyHead } from './failure.ts'
import { watch } from '../browser/watchdog.ts'

export interface ProxyRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly json?: unknown
  readonly accept?: string
  readonly session?: string
  readonly signal: AbortSignal
}

export class Caller {
  readonly #url: string
  readonly #clock: Clock
  readonly #silenceMs: number

  constructor(options: {
    readonly url: string
    readonly clock: Clock
    readonly silenceMs: number
  }) {
    this.#url = options.url
    this.#clock = options.clock
    this.#silenceMs = options.silenceMs
  }

  /**
   * Resolves with the result of `read` for a successful reply; `read` calls `heard` as data arrives.
   * @throws FailureError the proxy's own failure, `proxy-unreachable`, `proxy-reply`, `aborted`.
   */
  async call<Answer>(
    call: ProxyRequest,
    read: (reply: Response, heard: () => void) => Promise<Answer>,
  ): Promise<Answer> {
    const stop = new AbortController()
    const onAbort = (): void => stop.abort()
    if (call.signal.aborted) stop.abort()
    call.signal.addEventListener('abort', onAbort, { once: true })
    let silent = false
    const watchdog = watch(this.#clock, this.#silenceMs, () => {
      silent = true
      stop.abort()
    })
    try {
      const reply = await fetch(this.#url + call.path, requestOf(call, stop.signal))
      watchdog.heard()
      if (!reply.ok) throw new FailureError(failureOfReply(await reply.text(), headOf(reply)))
      return await read(reply, watchdog.heard)
    } catch (error) {
      if (error instanceof FailureError) throw error
      if (call.signal.aborted) throw aborted()
      throw unreachable(this.#url, silent ? 'it stopped answering' : 'the connection failed', error)
    } finally {
      watchdog.stop()
      call.signal.removeEventListener('abort', onAbort)
    }
  }
}

/** Parses JSON text with `schema`. @throws FailureError `proxy-reply`. */
export function parseReply<Answer>(
  schema: v.BaseSchema<unknown, Answer, v.BaseIssue<unknown>>,
  text: string,
  reply: Response | ReplyHead,
): Answer {
  const head = reply instanceof Response ? headOf(reply) : reply
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (cause) {
    throw malformedReply(head, 'it is not JSON', cause)
  }
  const parsed = v.safeParse(schema, data)
  if (parsed.success) return parsed.output
  throw malformedReply(
    head,
    v.getDotPath(parsed.issues[0]) ?? 'it has an unexpected form',
    parsed.issues,
  )
}

// Helpers

function headOf(reply: Response): ReplyHead {
  return { status: reply.status, header: (name) => reply.headers.get(name) }
}

function requestOf(
  { method, json, accept, session }: ProxyRequest,
  signal: AbortSignal,
): RequestInit {
  const headers: Record<string, string> = { accept: accept ?? 'application/json' }
  if (session !== undefined) headers['authorization'] = `Bearer ${session}`
  if (json === undefined) return { method, headers, signal }
  headers['content-type'] = 'application/json'
  return { method, headers, signal, body: JSON.stringify(json) }
}
