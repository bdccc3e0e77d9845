/** Checks size and digest of a file while it streams, before the upload is reported as complete. */
import type { Md5Hex } from '../../core/brands.ts'
import { FailureError } from '../../core/failure.ts'
import type { Digest } from '../base/digest.ts'

export class Meter {
  readonly #wanted: { readonly md5: Md5Hex; readonly size: number }
  readonly #digest: Digest
  #size = 0

  /** `wanted`: the expected digest and size. */
  constructor(wanted: { readonly md5: Md5Hex; readonly size: number }, digest: Digest) {
    this.#wanted = wanted
    this.#digest = digest
  }

  /** @throws FailureError `length-mismatch` if there are more bytes than expected. */
  take(piece: Uint8Array): void {
    this.#size += piece.byteLength
    if (this.#size > this.#wanted.size) throw mismatch('length', this.#wanted.size, this.#size)
    this.#digest.update(piece)
  }

  /**
   * Call once, after the last byte.
   * @throws FailureError `storage-unavailable` if bytes are missing, `digest-mismatch` if they differ.
   */
  finish(): void {
    const { size, md5 } = this.#wanted
    if (this.#size !== size) throw cutOff(size, this.#size)
    if (this.#digest.hex() !== md5) throw mismatch('digest', size, this.#size)
  }
}

/** The file is not the one that was hashed, so its record is useless. */
export function mismatch(what: 'length' | 'digest', expected: number, got: number): FailureError {
  const measured = what === 'length' ? `${got} bytes instead of ${expected}` : 'different content'
  return new FailureError({
    code: `${what}-mismatch`,
    message: `The file changed after it was added: it has ${measured}. Add it again.`,
    facts: { expectedBytes: expected, sentBytes: got },
  })
}

// Helpers

function cutOff(expected: number, got: number): FailureError {
  return new FailureError({
    code: 'storage-unavailable',
    message: `The upload stopped after ${got} of ${expected} bytes. Try again.`,
  })
}
