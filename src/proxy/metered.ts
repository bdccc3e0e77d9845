/** Measures a file as it streams past, and ends the stream with an error when it is not what was announced. */
import { FailureError } from '../core/failure.ts'
import type { Digest } from './deps.ts'

export interface Meter {
  /** What the bytes must turn out to be. */
  readonly md5: string
  readonly size: number
  readonly digest: Digest
  /** Called for each chunk. */
  readonly onBytes: () => void
  /** Called with what is wrong, before the error passes through layers that may rename it. */
  readonly onWrong: (failure: FailureError) => void
  /** Its end cancels `file` at once, also while no byte moves. */
  readonly signal: AbortSignal
}

/**
 * Passes bytes on unchanged, each piece when it is asked for. The last check happens before the stream ends, so a body
 * that turns out wrong is never completed towards storage. Read by hand: a pipe (Node 24) holds on to its source when
 * it is stopped before its first piece has gone on, as where storage cannot be reached.
 */
export function metered(
  file: ReadableStream<Uint8Array>,
  meter: Meter,
): ReadableStream<Uint8Array> {
  const { signal } = meter
  const reader = file.getReader()
  let size = 0
  const end = (reason: unknown): void => {
    reader.cancel(reason).catch(() => {})
  }
  const wrong = (failure: FailureError): never => {
    meter.onWrong(failure)
    end(failure)
    throw failure
  }
  const leave = (): void => end(signal.reason)
  if (signal.aborted) leave()
  signal.addEventListener('abort', leave, { once: true })
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value } = await reader.read()
        signal.throwIfAborted()
        if (value === undefined) {
          if (size !== meter.size) wrong(cutOff(meter.size, size))
          if (meter.digest.hex() !== meter.md5) wrong(mismatch('digest', meter.size, size))
          controller.close()
          return
        }
        size += value.byteLength
        if (size > meter.size) wrong(mismatch('length', meter.size, size))
        meter.digest.update(value)
        meter.onBytes()
        controller.enqueue(value)
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  )
}

/** The file is not the one that was hashed: its record is of no use any more. */
export function mismatch(what: 'length' | 'digest', expected: number, got: number): FailureError {
  const measured =
    what === 'length' ? `${got} bytes instead of ${expected}` : 'other bytes than were hashed'
  return new FailureError({
    code: `${what}-mismatch`,
    message: `The file has ${measured}: it has changed since it was added. Add it again.`,
    facts: { expectedBytes: expected, sentBytes: got },
  })
}

// Helpers

function cutOff(expected: number, got: number): FailureError {
  return new FailureError({
    code: 'storage-unavailable',
    message: `The upload broke off after ${got} of ${expected} bytes. Try again.`,
  })
}
