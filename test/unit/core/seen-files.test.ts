import { describe, expect, it } from 'vitest'
import { md5Hex } from '../../../src/core/brands.ts'
import { MOST_SEEN, seenFiles, SeenFiles, seenRecord } from '../../../src/core/seen-files.ts'
import { mark } from '../../contracts/panel/digest-cache.ts'

const A = md5Hex('a'.repeat(32))
const B = md5Hex('b'.repeat(32))
const NOW = 1_800_000_000_000

describe('files seen before', () => {
  it('are bounded: the ones hashed longest ago are forgotten', () => {
    const seen = new SeenFiles()
    const files = Array.from({ length: MOST_SEEN + 2 }, (_, n) => mark(`${n}.png`))
    seen.learn(files[0], A, NOW)
    for (const file of files) seen.learn(file, A, NOW)
    expect(seen.entries()).toHaveLength(MOST_SEEN)
    expect(seen.recall(files.slice(0, 3), NOW)).toEqual([undefined, undefined, A])
  })

  it('survive storing, with marks that are not trusted', () => {
    const seen = new SeenFiles()
    seen.learn(mark('a.png'), A, NOW)
    seen.learn(mark('b.png'), A, NOW)
    seen.learn(mark('b.png'), B, NOW)
    const stored: unknown = structuredClone(seenRecord(seen))
    const again = seenFiles(stored)
    expect(again.entries()).toEqual(seen.entries())
    again.learn(mark('b.png'), B, NOW)
    expect(again.recall([mark('a.png'), mark('b.png')], NOW)).toEqual([A, undefined])
  })

  it.each([
    ['nothing', undefined],
    ['text', 'version'],
    ['another version', { version: 2, keys: ['a'], digests: [A], days: [1] }],
    ['a missing column', { version: 1, keys: ['a'], digests: [A] }],
    [
      'columns of other things',
      { version: 1, keys: [1, 'b', 'c'], digests: [A, 'no', A], days: [1, 1] },
    ],
  ])('are none where %s was stored', (_, stored) => {
    expect(seenFiles(stored).entries()).toEqual([])
  })
})
