/**
 * Sends a file's bytes to the proxy with XMLHttpRequest, the only API that reports upload progress. The browser reads
 * the file directly; its bytes never pass through the page. Part of `proxy-http.ts`.
 */
import type { Clock } from '../../ports/run.ts'
import { aborted, unreachable, type ReplyHead } from './failure.ts'
import { watch } from '../browser/watchdog.ts'

export interface Sending {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly file: Blob
  readonly clock: Clock
  readonly silenceMs: number
  readonly signal: AbortSignal
  readonly onProgress: (bytes: number) => void
}

export interface SendReply extends ReplyHead {
  readonly ok: boolean
  readonly text: string
}

/**
 * Resolves with the reply, whatever its status. The silence time-out restarts with every progress event.
 * @throws FailureError `proxy-unreachable`, `aborted`.
 */
export function sendBytes(sending: Sending): Promise<SendReply> {
  const { signal, file } = sending
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(aborted())
      return
    }
    const request = new XMLHttpRequest()
    const over = new AbortController()
    const on = { signal: over.signal, once: true }
    const watchdog = watch(sending.clock, sending.silenceMs, () => fail('it stopped answering'))
    const end = (): void => {
      watchdog.stop()
      over.abort()
    }
    const fail = (why: string): void => {
      end()
      request.abort()
      reject(unreachable(originOf(sending.url), why, undefined))
    }
    signal.addEventListener(
      'abort',
      () => {
        end()
        request.abort()
        reject(aborted())
      },
      on,
    )
    let sent = 0
    request.upload.addEventListener(
      'progress',
      (event) => {
        watchdog.heard()
        if (event.loaded <= sent) return
        sent = Math.min(event.loaded, file.size)
        sending.onProgress(sent)
      },
      { signal: over.signal },
    )
    request.addEventListener('error', () => fail('the connection failed'), on)
    request.addEventListener('timeout', () => fail('it took too long'), on)
    request.addEventListener(
      'load',
      () => {
        end()
        resolve(replyOf(request))
      },
      on,
    )
    request.open('PUT', sending.url)
    for (const [name, value] of Object.entries(sending.headers)) {
      request.setRequestHeader(name, value)
    }
    request.send(file)
  })
}

// Helpers

const replyOf = (request: XMLHttpRequest): SendReply => ({
  status: request.status,
  ok: request.status >= 200 && request.status < 300,
  text: request.responseText,
  header: (name) => request.getResponseHeader(name),
})

const originOf = (url: string): string => new URL(url, location.href).origin
