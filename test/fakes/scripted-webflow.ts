/**
 * A scripted Webflow and storage: a test announces each request and its answer. An unannounced request fails the test,
 * and so does an announced one that never comes.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'

export interface ScriptedRequest {
  readonly method: string
  /** The path with its query. */
  readonly path: string
  readonly headers: Headers
  readonly text: string
  /** The parsed body, if it is JSON. */
  readonly json: unknown
}

export interface ScriptedAnswer {
  readonly status?: number
  readonly json?: unknown
  readonly text?: string
  readonly bytes?: Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

type Answer =
  | ScriptedAnswer
  | ((request: ScriptedRequest) => ScriptedAnswer | Promise<ScriptedAnswer>)

export class ScriptedWebflow {
  /** The base URL of both the API and storage. */
  url = 'http://127.0.0.1:9'
  readonly seen: ScriptedRequest[] = []
  /** Answers unannounced requests; if it returns nothing, the request is unexpected. */
  otherwise: ((request: ScriptedRequest) => ScriptedAnswer | undefined) | undefined
  readonly #script: { readonly call: string; readonly answer: Answer }[] = []
  readonly #unexpected: string[] = []

  /** Announces one request, e.g. `GET /v2/sites/1/assets`; the query is not compared. */
  on(call: string, answer: Answer): this {
    this.#script.push({ call, answer })
    return this
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    const text = await read(request, init?.signal)
    const { method, headers } = request
    const path = url.pathname + url.search
    const seen = { method, path, headers, text, json: parsed(text) }
    this.seen.push(seen)
    const call = `${method} ${url.pathname}`
    const next = this.#script.findIndex((one) => one.call === call)
    const [turn] = next < 0 ? [] : this.#script.splice(next, 1)
    const answer = turn ? await answerOf(turn.answer, seen) : this.otherwise?.(seen)
    if (!answer) {
      this.#unexpected.push(call)
      return new Response(`Nobody announced ${call}.`, { status: 418 })
    }
    return new Response(bodyOf(answer), {
      status: answer.status ?? 200,
      headers: { ...(answer.json === undefined ? {} : JSON_TYPE), ...answer.headers },
    })
  }

  /** Starts a new conversation. @throws Error if the last one was not as announced. */
  end(): void {
    const missing = this.#script.splice(0).map((one) => one.call)
    const unexpected = this.#unexpected.splice(0)
    this.seen.length = 0
    if (missing.length + unexpected.length === 0) return
    throw new Error(
      `Unannounced: ${unexpected.join(', ') || '-'}. Never came: ${missing.join(', ') || '-'}.`,
    )
  }

  /** Serves the script over HTTP on a free port, for proxies in other processes. */
  async listen(): Promise<{ close(): Promise<void> }> {
    const server = createServer((incoming, outgoing) => {
      void (async () => {
        const bytes = await buffer(incoming)
        const headers = Object.entries(incoming.headers).flatMap(
          ([name, value]): [string, string][] =>
            typeof value === 'string' && !HOP_BY_HOP.has(name) ? [[name, value]] : [],
        )
        const answer = await this.fetch(`${this.url}${incoming.url ?? '/'}`, {
          method: incoming.method ?? 'GET',
          headers,
          ...(bytes.length > 0 ? { body: bytes } : {}),
        })
        outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
        if (answer.body) Readable.fromWeb(answer.body as never).pipe(outgoing)
        else outgoing.end()
      })()
    })
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return {
      close: () =>
        new Promise((resolve) => {
          server.close(() => {
            resolve()
          })
          server.closeAllConnections()
        }),
    }
  }

  /** A new asset record as in Webflow's answer to a create, with an upload form for this script's storage. */
  created(
    id: string,
    fileName: string,
    more: Readonly<Record<string, unknown>> = {},
  ): ScriptedAnswer {
    return {
      json: {
        id,
        originalFileName: fileName,
        contentType: 'text/plain',
        hostedUrl: `https://cdn.example.com/${id}_file`,
        uploadUrl: `${this.url}/storage`,
        uploadDetails: {
          acl: 'public-read',
          key: `site/${id}`,
          Policy: btoa(JSON.stringify({ expiration: '2026-11-24T13:00:00Z' })),
          'X-Amz-Date': '20261124T120000Z',
          'X-Amz-Security-Token': null,
          success_action_status: '201',
        },
        ...more,
      },
    }
  }
}

/** Webflow's error body. */
export const refusal = (status: number, code: string, message = code): ScriptedAnswer => ({
  status,
  json: { code, message, externalReference: null, details: [] },
})

// Helpers

/** Like a real connection, reading fails when `signal` aborts, and the sender's stream is cancelled. */
async function read(request: Request, signal: AbortSignal | null | undefined): Promise<string> {
  const reader = request.body?.getReader()
  const stop = () => {
    void reader?.cancel(signal?.reason).catch(() => {})
  }
  signal?.addEventListener('abort', stop, { once: true })
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const next = await reader?.read()
    signal?.throwIfAborted()
    if (!next || next.done) return text + decoder.decode()
    text += decoder.decode(next.value, { stream: true })
  }
}

const answerOf = (answer: Answer, seen: ScriptedRequest) =>
  typeof answer === 'function' ? answer(seen) : answer

const JSON_TYPE = { 'content-type': 'application/json' }
const HOP_BY_HOP = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'expect'])

function bodyOf(answer: ScriptedAnswer): string | Uint8Array<ArrayBuffer> | null {
  if (answer.bytes !== undefined) return new Uint8Array(answer.bytes)
  if (answer.json !== undefined) return JSON.stringify(answer.json)
  return answer.text ?? null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
