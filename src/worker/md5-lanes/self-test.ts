/** Checks that the kernels compute MD5 on this machine before anything relies on them. */
import type { PieceHasher } from './piece-hasher.ts'

/** Hashes many files at once, or one in pieces. Uses half a megabyte of memory, whatever it hashes. */
export interface LanesHasher {
  /**
   * MD5 of each file, 32 lower-case hex digits, in the order of the files. The longest files start first; a free lane
   * takes the next file. Synchronous: 16 MB take about 5 ms.
   */
  hashMany(files: readonly Uint8Array[]): string[]
  /** A hasher for one file that arrives in pieces; any number may be open at a time. */
  createHasher(): PieceHasher
}

/** The longest test file, in bytes: enough for every padding and up to five blocks. */
const LONGEST = 300
/** MD5 of the digests of the pattern's first 0, 1 … 300 bytes, joined; computed by OpenSSL. */
export const DIGEST_OF_DIGESTS = '1ffd222284ba9606b08970d1eea8db3c'

/**
 * Hashes every length up to 300 in twelve lanes, and checks the digest of all digests, computed by the scalar kernel; then
 * hashes some of them again in eight and in four lanes. Takes about two milliseconds when nothing is compiled yet.
 * @throws Error with the expected and the computed digest.
 */
export function selfTest(hasher: LanesHasher): void {
  const files = patterns()
  const digests = hasher.hashMany(files)
  const scalar = hasher.createHasher()
  scalar.update(new TextEncoder().encode(digests.join('')))
  compare('twelve lanes', scalar.digest(), DIGEST_OF_DIGESTS)
  for (const lanes of [8, 4]) {
    const again = hasher.hashMany(files.slice(-lanes))
    compare(`${lanes} lanes`, again.join(), digests.slice(-lanes).join())
  }
}

/** The first 0, 1 … 300 bytes of a pattern without a short period. */
export function patterns(): Uint8Array[] {
  const pattern = Uint8Array.from({ length: LONGEST }, (_, at) => (at * at) >>> 3)
  return Array.from({ length: LONGEST + 1 }, (_, length) => pattern.subarray(0, length))
}

// Helpers

function compare(what: string, found: string, expected: string): void {
  if (found === expected) return
  throw new Error(
    `The MD5 of ${what} is wrong on this machine: expected ${expected}, got ${found}.`,
  )
}
