/** Whether the kernels compute MD5 on this machine, before anything relies on them. */
import type { LanesHasher } from './lanes-hasher.ts'

/** RFC 1321, A.5 (https://www.rfc-editor.org/rfc/rfc1321). */
export const KNOWN: readonly (readonly [text: string, md5: string])[] = [
  ['', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['a', '0cc175b9c0f1b6a831c399e269772661'],
  ['abc', '900150983cd24fb0d6963f7d28e17f72'],
  ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
  ['abcdefghijklmnopqrstuvwxyz', 'c3fcd3d76192e4007dfb496cca67e13b'],
  [
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
    'd174ab98d277d9f5a5611c2c9f419d9f',
  ],
  [
    '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
    '57edf4a22be3c955ac49da2e2107b67a',
  ],
]

/** Up to here every length is tried: every way to pad, and up to five blocks. */
const LONGEST = 300
/** MD5 of the digests of the pattern's first 0, 1 … 300 bytes, joined; computed by OpenSSL. */
export const DIGEST_OF_DIGESTS = '1ffd222284ba9606b08970d1eea8db3c'

/**
 * The known digests one by one, by the scalar kernel; then every length up to 300 in twelve lanes, proven by
 * one scalar digest of all digests; then some of them again in eight and in four lanes. Takes about two
 * milliseconds where nothing is compiled yet.
 * @throws Error that tells what was expected and what was found.
 */
export function selfTest(hasher: LanesHasher): void {
  const scalar = hasher.createHasher()
  const encoder = new TextEncoder()
  const alone = (text: string): string => {
    scalar.init()
    scalar.update(encoder.encode(text))
    return scalar.digest()
  }
  for (const [text, md5] of KNOWN) compare('one lane', alone(text), md5)

  const files = patterns()
  const digests = hasher.hashMany(files)
  compare('twelve lanes', alone(digests.join('')), DIGEST_OF_DIGESTS)
  for (const lanes of [8, 4]) {
    const again = hasher.hashMany(files.slice(-lanes))
    compare(`${lanes} lanes`, again.join(' '), digests.slice(-lanes).join(' '))
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
