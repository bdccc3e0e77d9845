/** Measures a file as it streams past, and ends the stream with an error when it is not what was announced. */
import { FailureError } from '../core/failure.ts'
import type { Digest } from './deps.ts'

export interface Announced {
  readonly md5: string
  readonly size: number
}

/**
 * Passes bytes on unchanged. The last check happens before the stream ends, so a body that turns out wrong is never
 * completed towards storage. `onBytes` is called for each chunk, `onWrong` before the error passes through layers that
 * may rename it.
 */
export function metered(
  file: ReadableStream<Uint8Array>,
  announced: Announced,
  digest: Digest,
  onBytes: () => void,
  onWrong: (failure: FailureError) => void,
): ReadableStream<Uint8Array> {
  let size = 0
  const wrong = (failure: FailureError): never => {
    onWrong(failure)
    throw failure
  }
  return file.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        size += chunk.byteLength
        if (size > announced.size) wrong(mismatch('length', announced.size, size))
        digest.update(chunk)
        onBytes()
        controller.enqueue(chunk)
      },
      flush() {
        if (size !== announced.size) wrong(cutOff(announced.size, size))
        if (digest.hex() !== announced.md5) wrong(mismatch('digest', announced.size, size))
      },
    }),
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
