/** What every `Hasher` must do: the pool of workers, its fallback on the page, and the fake of the other tests. */
import SparkMD5 from 'spark-md5'
import { describe, expect, it } from 'vitest'
import type { Hasher } from '../../../src/panel/ports/run.ts'
import { nextTask } from '../../../src/worker/next-task.ts'

/** Enough files for some to wait, whatever is read together. */
const MANY = 100

/** The test suite in RFC 1321, A.5 (https://www.rfc-editor.org/rfc/rfc1321). */
const VECTORS: readonly [text: string, md5: string][] = [
  ['', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['a', '0cc175b9c0f1b6a831c399e269772661'],
  ['abc', '900150983cd24fb0d6963f7d28e17f72'],
  ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
  ['abcdefghijklmnopqrstuvwxyz', 'c3fcd3d76192e4007dfb496cca67e13b'],
  [
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
    'd174ab98d277d9f5a5611c2c9f419d9f',
  ],
  ['1234567890'.repeat(8), '57edf4a22be3c955ac49da2e2107b67a'],
]

const MEGABYTE = 1024 * 1024
const EDGES = [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1]

export function hasherContract(name: string, create: () => Hasher): void {
  const use = async (test: (hasher: Hasher) => Promise<void>): Promise<void> => {
    const hasher = create()
    try {
      await test(hasher)
    } finally {
      hasher.dispose()
    }
  }

  describe(`${name} hashes correctly`, () => {
    it.each(VECTORS)('the RFC 1321 vector %j', (text, md5) =>
      use(async (hasher) => {
        expect(await hasher.digest(new Blob([text]), { signal: never() })).toBe(md5)
      }),
    )

    it('lengths at the edges of blocks and pieces', () =>
      use(async (hasher) => {
        for (const size of EDGES) {
          const bytes = pattern(size)
          const md5 = await hasher.digest(new Blob([bytes]), { signal: never() })
          expect(md5, `${size} bytes`).toBe(SparkMD5.ArrayBuffer.hash(bytes.buffer))
        }
      }))

    it.each([
      ['many small ones', Array.from({ length: 700 }, (_, n) => (n * 997) % 60_000)],
      [
        'long ones among small ones',
        [1, 9, 0, 2, 17, 0.1, 9, 8, 0, 0.3, 10].map((mb) => Math.round(mb * MEGABYTE)),
      ],
    ])('%s at once, each with its own digest', (_, sizes) =>
      use(async (hasher) => {
        const digests = await Promise.all(
          sizes.map((size) => hasher.digest(new Blob([pattern(size)]), { signal: never() })),
        )
        expect(digests).toEqual(
          sizes.map((size) => SparkMD5.ArrayBuffer.hash(pattern(size).buffer)),
        )
      }),
    )
  })

  describe(`${name} as a Hasher`, () => {
    it('reports how it hashes once it has started', () =>
      use(async (hasher) => {
        expect(hasher.way()).toBeUndefined()
        await hasher.digest(new Blob(['a']), { signal: never() })
        expect(hasher.way()).toEqual({
          engine: expect.stringMatching(/^(lanes|wasm|javascript)$/),
          place: expect.stringMatching(/^(worker|page)$/),
        })
      }))

    it('reports progress that never falls or exceeds the size', () =>
      use(async (hasher) => {
        const file = new Blob([pattern(5 * MEGABYTE)])
        const told: number[] = []
        await hasher.digest(file, { signal: never(), onProgress: (bytes) => told.push(bytes) })
        expect(told.length).toBeGreaterThan(0)
        expect(told).toEqual([...told].sort((a, b) => a - b))
        expect(told.at(-1)).toBeLessThanOrEqual(file.size)
      }))

    it('rejects a file whose signal is already aborted', () =>
      use(async (hasher) => {
        await expect(
          hasher.digest(new Blob(['a']), { signal: AbortSignal.abort() }),
        ).rejects.toMatchObject({ failure: { code: 'aborted' } })
      }))

    it('aborts a waiting file and a running one at once; the others continue', () =>
      use(async (hasher) => {
        const stops = Array.from({ length: MANY }, () => new AbortController())
        const all = Promise.allSettled(
          stops.map(({ signal }) => hasher.digest(new Blob([pattern(MEGABYTE)]), { signal })),
        )
        stops[0]?.abort()
        stops.at(-1)?.abort()
        const ends = await all
        expect(ends[0]).toMatchObject({ reason: { failure: { code: 'aborted' } } })
        expect(ends.at(-1)).toMatchObject({ reason: { failure: { code: 'aborted' } } })
        expect(ends.slice(1, -1).every(({ status }) => status === 'fulfilled')).toBe(true)
      }))

    it('aborts some of the files that are read together', () =>
      use(async (hasher) => {
        await hasher.digest(new Blob(['a']), { signal: never() })
        const stops = Array.from({ length: MANY }, () => new AbortController())
        const all = Promise.allSettled(
          stops.map(({ signal }, n) => hasher.digest(new Blob([pattern(1000 + n)]), { signal })),
        )
        await nextTask()
        const undone = stops.filter((_, n) => n % 2 === 0)
        for (const stop of undone) stop.abort()
        for (const [n, end] of (await all).entries()) {
          const md5 = SparkMD5.ArrayBuffer.hash(pattern(1000 + n).buffer)
          const found = end.status === 'fulfilled' ? end.value : end.reason.failure.code
          expect(n % 2 === 1 ? [md5] : [md5, 'aborted']).toContain(found)
        }
      }))

    it('frees the slot of an aborted file', () =>
      use(async (hasher) => {
        for (let n = 0; n < 10; n++) {
          const stop = new AbortController()
          const digest = hasher.digest(new Blob([pattern(4 * MEGABYTE)]), { signal: stop.signal })
          stop.abort()
          await expect(digest).rejects.toMatchObject({ failure: { code: 'aborted' } })
        }
        expect(await hasher.digest(new Blob(['a']), { signal: never() })).toBe(VECTORS[1]?.[1])
      }))

    it('rejects all files when it is disposed of', () =>
      use(async (hasher) => {
        const all = Promise.allSettled(
          Array.from({ length: 30 }, () =>
            hasher.digest(new Blob([pattern(MEGABYTE)]), { signal: never() }),
          ),
        )
        hasher.dispose()
        for (const end of await all) {
          expect(end).toMatchObject({ reason: { failure: { code: 'aborted' } } })
        }
        await expect(hasher.digest(new Blob(['a']), { signal: never() })).rejects.toMatchObject({
          failure: { code: 'aborted' },
        })
      }))

    it('reports a file whose length is not its size', () =>
      use(async (hasher) => {
        const file = lying(new Blob(['abc']), 5)
        // A worker gets a clone, which tells the truth; reading the file here must notice it.
        const end = await hasher.digest(file, { signal: never() }).then(
          (md5) => md5,
          (error: { failure: { code: string } }) => error.failure.code,
        )
        expect(['file-changed', VECTORS[2]?.[1]]).toContain(end)
      }))
  })
}

// Helpers

const never = (): AbortSignal => new AbortController().signal

function pattern(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size)
  for (let n = 0; n < size; n++) bytes[n] = (n * 31 + (n >> 8)) & 255
  return bytes
}

function lying(blob: Blob, size: number): Blob {
  Object.defineProperty(blob, 'size', { value: size })
  return blob
}
