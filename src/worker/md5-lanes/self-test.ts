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

/** Up to here the lanes are held against the scalar kernel: every way to pad, and more than one block. */
const LONGEST = 300

/**
 * The known digests by the scalar kernel, then every length up to 300 by it and by the lanes, twelve, eight and
 * four at a time.
 * @throws Error that tells the length and both digests.
 */
export function selfTest(hasher: LanesHasher): void {
  const scalar = hasher.createHasher()
  const alone = (bytes: Uint8Array): string => {
    scalar.init()
    scalar.update(bytes)
    return scalar.digest()
  }
  for (const [text, md5] of KNOWN) {
    compare('known', text.length, alone(new TextEncoder().encode(text)), md5)
  }
  const pattern = Uint8Array.from({ length: 2 * LONGEST }, (_, at) => (at * at) >>> 3)
  const files = Array.from({ length: LONGEST + 1 }, (_, length) =>
    pattern.subarray(LONGEST - length, LONGEST),
  )
  for (
    let from = 0, lanes = 12;
    from < files.length;
    from += lanes, lanes = lanes === 4 ? 12 : lanes - 4
  ) {
    const group = files.slice(from, from + lanes)
    const digests = hasher.hashMany(group)
    for (const [lane, file] of group.entries()) {
      compare(`${lanes} lanes`, file.length, digests[lane] ?? '', alone(file))
    }
  }
}

// Helpers

function compare(what: string, length: number, found: string, expected: string): void {
  if (found === expected) return
  throw new Error(
    `The MD5 lanes are wrong (${what}, ${length} bytes): expected ${expected}, got ${found}.`,
  )
}
