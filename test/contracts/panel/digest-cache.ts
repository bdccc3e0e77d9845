/** What every `DigestCache` must do: the one in IndexedDB, where storage is denied too, and the fake. */
import { describe, expect, it } from 'vitest'
import { md5Hex } from '../../../src/core/brands.ts'
import { RACY_MS, TRUSTED_DAYS, type FileMark } from '../../../src/core/seen-files.ts'
import type { DigestCache } from '../../../src/panel/ports/run.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'

export interface DigestCaches {
  /** A cache of that site, as a page opens it; all of them share one storage. */
  open(site: string, clock: ManualClock): DigestCache
  /** Whether what one page learned is known to the next one. */
  readonly lasting: boolean
}

const DAY_MS = 86_400_000
const A = md5Hex('a'.repeat(32))
const B = md5Hex('b'.repeat(32))

export function digestCacheContract(name: string, caches: DigestCaches): void {
  const subject = () => {
    const clock = new ManualClock()
    const site = freshSite()
    return { clock, site, cache: caches.open(site, clock) }
  }

  describe(`${name} recalls digests`, () => {
    it('by path, name, size and time, in the order of the request', async () => {
      const { cache, clock } = subject()
      const files = [mark('a.png'), mark('a.png', { path: ['web'] }), mark('b.png')]
      cache.remember(files[0], A, clock.now())
      cache.remember(files[1], B, clock.now())
      expect(await cache.recall(files)).toEqual([A, B, undefined])
      expect(await cache.recall(files.toReversed())).toEqual([undefined, B, A])
    })

    it.each([
      ['another size', { size: 6 }],
      ['another time', { lastModified: 1001 }],
      ['another place', { path: ['web', 'old'] }],
    ])('but not with %s', async (_, change) => {
      const { cache, clock } = subject()
      cache.remember(mark('a.png', { path: ['web'] }), A, clock.now())
      expect(await cache.recall([mark('a.png', { path: ['web'], ...change })])).toEqual([undefined])
    })

    it('for the same site only, also after a reload', async () => {
      const { cache, clock, site } = subject()
      cache.remember(mark('a.png'), A, clock.now())
      await cache.flush()
      const expected = caches.lasting ? A : undefined
      expect(await caches.open(site, clock).recall([mark('a.png')])).toEqual([expected])
      expect(await caches.open(freshSite(), clock).recall([mark('a.png')])).toEqual([undefined])
    })

    it('that two pages learned at the same time', async () => {
      const { cache, clock, site } = subject()
      const other = caches.open(site, clock)
      expect(await other.recall([mark('a.png')])).toEqual([undefined])
      cache.remember(mark('a.png'), A, clock.now())
      other.remember(mark('b.png'), B, clock.now())
      await Promise.all([cache.flush(), other.flush()])
      const found = await caches.open(site, clock).recall([mark('a.png'), mark('b.png')])
      expect(found).toEqual(caches.lasting ? [A, B] : [undefined, undefined])
    })
  })

  describe(`${name} does not trust`, () => {
    it('files with the same path, name, size and time', async () => {
      const { cache, clock } = subject()
      cache.remember(mark('a.png'), A, clock.now())
      const twice = [mark('a.png'), mark('b.png'), mark('a.png')]
      expect(await cache.recall(twice)).toEqual([undefined, undefined, undefined])
      expect(await cache.recall([mark('a.png')])).toEqual([A])
    })

    it('a file key that had two digests, even if they later agree', async () => {
      const { cache, clock, site } = subject()
      cache.remember(mark('a.png'), A, clock.now())
      cache.remember(mark('a.png'), B, clock.now())
      cache.remember(mark('a.png'), A, clock.now())
      expect(await cache.recall([mark('a.png')])).toEqual([undefined])
      await cache.flush()
      const next = caches.open(site, clock)
      if (caches.lasting) next.remember(mark('a.png'), A, clock.now())
      expect(await next.recall([mark('a.png')])).toEqual([undefined])
    })

    it('a file that was written just before it was read, or later', async () => {
      const { cache, clock } = subject()
      const now = clock.now()
      const written = [now - RACY_MS + 1, now, now + 5000].map((lastModified, n) =>
        mark(`${n}.png`, { lastModified }),
      )
      for (const file of written) cache.remember(file, A, now)
      expect(await cache.recall(written)).toEqual([undefined, undefined, undefined])
      const older = mark('old.png', { lastModified: now - RACY_MS })
      cache.remember(older, A, now)
      expect(await cache.recall([older])).toEqual([A])
    })

    it('an expired digest, nor one from the future', async () => {
      const { cache, clock } = subject()
      cache.remember(mark('a.png'), A, clock.now())
      cache.remember(mark('b.png'), B, clock.now() + 2 * DAY_MS)
      expect(await cache.recall([mark('a.png'), mark('b.png')])).toEqual([A, undefined])
      await clock.advance(TRUSTED_DAYS * DAY_MS)
      expect(await cache.recall([mark('a.png'), mark('b.png')])).toEqual([A, B])
      await clock.advance(DAY_MS)
      expect(await cache.recall([mark('a.png'), mark('b.png')])).toEqual([undefined, B])
    })
  })
}

// Helpers

export function mark(
  name: string,
  more: { path?: string[]; size?: number; lastModified?: number } = {},
): FileMark {
  const { path = [], size = 5, lastModified = 1000 } = more
  return { path, file: { name, size, lastModified } }
}

let sites = 0
const run = Math.floor(Math.random() * 2 ** 32)
  .toString(16)
  .padStart(8, '0')

const freshSite = (): string => `${run}${(++sites).toString(16).padStart(16, '0')}`
