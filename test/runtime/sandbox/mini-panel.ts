/** A panel without a UI that speaks the real wire format, to drive the whole proxy. */
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import * as v from 'valibot'
import {
  Cancelled,
  ErrorBody,
  ReserveLine,
  Sent,
  Session,
  TICKET_HEADER,
  type Verdict,
} from '../../../src/core/wire.ts'
import type { Failure } from '../../../src/core/failure.ts'

export const ORIGIN = 'http://localhost:1337'
export const HARBOUR = '65f0c0ffee00000000000001'

export interface PanelFile {
  readonly name: string
  readonly path: readonly string[]
  readonly bytes: Uint8Array
}

export type Outcome =
  | { readonly type: 'uploaded'; readonly sent: Sent }
  | { readonly type: 'existing'; readonly verdict: Verdict & { readonly verdict: 'existing' } }
  | { readonly type: 'failed'; readonly failure: Failure }

export const md5Of = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex')

export class MiniPanel {
  readonly run = crypto.randomUUID()
  readonly #proxy: string
  #session = ''
  /** Bodies sent, whether or not they succeeded. */
  sends = 0

  constructor(proxy: string) {
    this.#proxy = proxy
  }

  async connect(siteId = HARBOUR): Promise<Session> {
    const answer = await this.post('/session', { siteId, idToken: 'not-resolved-by-a-site-token' })
    const session = v.parse(Session, await answer.json())
    this.#session = session.session
    return session
  }

  post(path: string, body: unknown): Promise<Response> {
    return fetch(this.#proxy + path, {
      method: 'POST',
      headers: { ...this.#headers(), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  }

  get(path: string): Promise<Response> {
    return fetch(this.#proxy + path, { headers: this.#headers() })
  }

  async reserve(files: readonly PanelFile[], under: string | null = null): Promise<Verdict[]> {
    const answer = await this.post('/reserve', {
      run: this.run,
      files: files.map(({ name, path, bytes }, row) => ({
        row,
        name,
        place: { under, path },
        md5: md5Of(bytes),
        size: bytes.length,
      })),
    })
    if (!answer.ok) throw new Error(`reserve: ${answer.status} ${await answer.text()}`)
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => v.parse(ReserveLine, JSON.parse(line)))
    if (lines.at(-1)?.verdict !== 'end') throw new Error('The answer was cut.')
    return lines.filter((line) => line.verdict !== 'end')
  }

  send(ticket: string, bytes: Uint8Array, signal?: AbortSignal): Promise<Response> {
    this.sends += 1
    return fetch(`${this.#proxy}/send`, {
      method: 'PUT',
      headers: { ...this.#headers(), [TICKET_HEADER]: ticket, 'content-type': 'text/plain' },
      body: new Uint8Array(bytes),
      ...(signal ? { signal } : {}),
    })
  }

  async cancel(tickets: readonly string[]): Promise<Cancelled> {
    return v.parse(Cancelled, await (await this.post('/cancel', { tickets })).json())
  }

  /** Uploads all files. Retries temporary failures; cancels files that fail for good. */
  async bring(files: readonly PanelFile[], tries = 6): Promise<Outcome[]> {
    const outcomes: Outcome[] = Array.from({ length: files.length })
    const failures = new Map<number, number>()
    let open = files.map((_, index) => index)
    while (open.length > 0) {
      let pause = 10
      const verdicts = await this.reserve(open.map((index) => files[index]))
      await Promise.all(
        verdicts.map(async (verdict) => {
          const index = open[verdict.row]
          if (verdict.verdict === 'wait') pause = Math.max(pause, verdict.retryAfterMs)
          else if (verdict.verdict === 'existing') outcomes[index] = { type: 'existing', verdict }
          else if (verdict.verdict === 'ticket') {
            outcomes[index] = await this.#sendWithPatience(
              verdict.ticket,
              files[index].bytes,
              tries,
            )
          } else {
            const failed = (failures.get(index) ?? 0) + 1
            failures.set(index, failed)
            const again = verdict.failure.code === 'webflow-unavailable' && failed < tries
            if (!again) outcomes[index] = { type: 'failed', failure: verdict.failure }
          }
        }),
      )
      open = open.filter((index) => outcomes[index] === undefined)
      if (open.length > 0) await wait(pause)
    }
    return outcomes
  }

  async #sendWithPatience(ticket: string, bytes: Uint8Array, tries: number): Promise<Outcome> {
    for (let failed = 1; ; failed++) {
      const answer = await this.send(ticket, bytes)
      if (answer.ok) return { type: 'uploaded', sent: v.parse(Sent, await answer.json()) }
      const { error } = v.parse(ErrorBody, await answer.json())
      const passes = error.code.startsWith('storage-') && failed < tries
      if (!passes) {
        await this.cancel([ticket])
        return { type: 'failed', failure: error }
      }
      await wait(error.retryAfterMs ?? 20 * failed)
    }
  }

  #headers(): Record<string, string> {
    return this.#session
      ? { origin: ORIGIN, authorization: `Bearer ${this.#session}` }
      : { origin: ORIGIN }
  }
}
