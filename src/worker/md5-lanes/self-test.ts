/** Whether the kernels compute MD5 on this machine, before anything relies on them. */
import type { PieceHasher } from './piece-hasher.ts'

/** Hashes many files at once, or one in pieces. Holds half a megabyte, whatever it hashes. */
export interface LanesHasher {
  /**
   * MD5 of each file, 32 lower-case hex digits, in the order of the files. The longest go first, each keeps its
   * lane to its end, and every free lane takes the next. Synchronous: 16 MB take about 5 ms.
   */
  hashMany(files: readonly Uint8Array[]): string[]
  /** A hasher for one file that comes in pieces; any number may be open at a time. */
  createHasher(): PieceHasher
}

/** Up to here every length is tried: every way to pad, and up to five blocks. */
const LONGEST = 300
/** MD5 of the digests of the pattern's first 0, 1 … 300 bytes, joined; computed by OpenSSL. */
export const DIGEST_OF_DIGESTS = '1ffd222284ba9606b08970d1eea8db3c'

/**
 * Every length up to 300 in twelve lanes, proven by one digest of all digests by the scalar kernel; then some of
 * them again in eight and in four lanes. Takes about two milliseconds where nothing is compiled yet.
 * @throws Error that tells what was expected and what was found.
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
  throw new Error(`The MD5 of ${what} is wrong here: expected ${expected}, got ${found}.`)
}
