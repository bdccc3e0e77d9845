import { createHash } from 'node:crypto'
import { createMD5 } from 'hash-wasm'
import { describe, expect, it } from 'vitest'
import { createLanesHasher } from '../../../src/worker/md5-lanes/lanes-hasher.ts'
import { LANE_PIECE_BYTES } from '../../../src/worker/md5-lanes/layout.ts'
import type { Md5Hasher } from '../../../src/worker/md5-hasher.ts'
import { randomBytes, seeded } from '../../random-bytes.ts'
import { MD5_VECTORS } from '../../md5-vectors.ts'

const hasher = await createLanesHasher()
const reference = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex')
const ofLengths = (lengths: readonly number[]): Uint8Array[] =>
  lengths.map((length, index) => randomBytes(length, index + 1))

/** The files whose digests differ between the lanes and OpenSSL. */
const wrongOf = (files: readonly Uint8Array[]): number[] => {
  const digests = hasher.hashMany(files)
  return [...files.keys()].filter((at) => digests[at] !== reference(files[at]))
}

describe('hashMany', () => {
  it('matches the test vectors of RFC 1321', () => {
    const files = MD5_VECTORS.map(([text]) => new TextEncoder().encode(text))
    expect(hasher.hashMany(files)).toEqual(MD5_VECTORS.map(([, md5]) => md5))
  })

  it('accepts an empty list and empty files', () => {
    expect(hasher.hashMany([])).toEqual([])
    expect(wrongOf(ofLengths([0]))).toEqual([])
    expect(wrongOf(ofLengths([0, 0, 5, 0]))).toEqual([])
  })

  it.each(Array.from({ length: 16 }, (_, index) => index + 1))(
    'is right for every length up to 300 with %i files at a time',
    (count) => {
      for (let length = 0; length <= 300; length++) {
        // Equal lengths keep all lanes busy to the end; the other half lets them end one by one.
        expect(wrongOf(ofLengths(Array.from({ length: count }, () => length)))).toEqual([])
        expect(
          wrongOf(ofLengths(Array.from({ length: count }, (_, at) => length + at * 37))),
        ).toEqual([])
      }
    },
  )

  it('is right around the end of a piece', () => {
    const around = [LANE_PIECE_BYTES, 2 * LANE_PIECE_BYTES, 3 * LANE_PIECE_BYTES].flatMap((edge) =>
      [-65, -64, -57, -56, -55, -9, -8, -1, 0, 1, 63, 64].map((by) => edge + by),
    )
    expect(wrongOf(ofLengths(around))).toEqual([])
    for (const length of around) expect(wrongOf(ofLengths([length]))).toEqual([])
  })

  it('is right for random mixes', () => {
    const next = seeded(7)
    for (let mix = 0; mix < 60; mix++) {
      const lengths = Array.from({ length: 1 + Math.floor(next() * 40) }, () =>
        Math.floor(Math.exp(next() * 13)),
      )
      expect(wrongOf(ofLengths(lengths))).toEqual([])
    }
  })

  it('is right for one huge file among tiny ones, in any position', () => {
    const tiny = Array.from({ length: 100 }, (_, index) => 1 + index * 9)
    for (const lengths of [
      [9_000_001, ...tiny],
      [...tiny, 9_000_001],
      [...tiny, 9_000_001, ...tiny, 5_000_000],
    ]) {
      expect(wrongOf(ofLengths(lengths))).toEqual([])
    }
  })

  it('reads views that start anywhere in their buffer', () => {
    const whole = randomBytes(200_000, 3)
    expect(
      wrongOf(Array.from({ length: 40 }, (_, at) => whole.subarray(at, at + 4_000 * at + 1))),
    ).toEqual([])
  })

  it('agrees with hash-wasm', async () => {
    const peer = await createMD5()
    const files = ofLengths([0, 1, 55, 56, 64, 4_096, 100_000, 1_000_003])
    const theirs = files.map((file) => peer.init().update(file).digest('hex'))
    expect(hasher.hashMany(files)).toEqual(theirs)
  })

  it('does not modify the files', () => {
    const file = randomBytes(100_001, 4)
    const before = file.slice()
    hasher.hashMany([file, file])
    expect(file).toEqual(before)
  })
})

describe('createHasher', () => {
  it('is compatible with `Md5Hasher`', () => {
    const single: Md5Hasher = hasher.createHasher()
    expect(single.digest()).toBe(reference(new Uint8Array()))
  })

  it.each([
    1,
    7,
    63,
    64,
    65,
    1_000,
    LANE_PIECE_BYTES - 1,
    LANE_PIECE_BYTES,
    LANE_PIECE_BYTES + 1,
    250_000,
  ])('is right for pieces of %i bytes', (size) => {
    const file = randomBytes(size < 64 ? 5_000 : 200_001, size)
    const single = hasher.createHasher()
    for (let from = 0; from < file.length; from += size) {
      single.update(file.subarray(from, from + size))
    }
    expect(single.digest()).toBe(reference(file))
  })

  it('starts a new digest at init, whatever came before', () => {
    const single = hasher.createHasher()
    single.update(randomBytes(70, 1))
    single.init()
    single.update(randomBytes(10, 2))
    expect(single.digest()).toBe(reference(randomBytes(10, 2)))
    single.init()
    expect(single.digest()).toBe(reference(new Uint8Array()))
  })

  it('keeps several hashers apart, with hashMany in between', () => {
    const file = randomBytes(100_000, 5)
    const [one, other] = [hasher.createHasher(), hasher.createHasher()]
    one.update(file.subarray(0, 33_333))
    other.update(file.subarray(0, 100))
    expect(wrongOf(ofLengths([5, 70_000, 1_000]))).toEqual([])
    one.update(file.subarray(33_333))
    other.update(file.subarray(100, 4_000))
    expect(other.digest()).toBe(reference(file.subarray(0, 4_000)))
    expect(one.digest()).toBe(reference(file))
  })

  it('hashes messages longer than 2^32 bits', () => {
    // 2^29 bytes and a few: the length field's upper word is not 0.
    const piece = randomBytes(2 ** 24, 6)
    const single = hasher.createHasher()
    const peer = createHash('md5')
    for (let count = 0; count < 33; count++) {
      single.update(piece)
      peer.update(piece)
    }
    expect(single.digest()).toBe(peer.digest('hex'))
    // Half a gigabyte, twice.
  })
})
