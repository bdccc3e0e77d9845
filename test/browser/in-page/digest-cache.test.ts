import { afterEach, describe, expect, it, vi } from 'vitest'
import { isSiteId, md5Hex, type SiteId } from '../../../src/core/brands.ts'
import { StoredDigests } from '../../../src/panel/adapters/storage/digest-cache.ts'
import { digestCacheContract, mark } from '../../contracts/panel/digest-cache.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'
import { until } from '../../until.ts'

const A = md5Hex('a'.repeat(32))

function siteOf(id: string): SiteId {
  if (!isSiteId(id)) throw new TypeError(`Expected a site's id, got "${id}".`)
  return id
}

function open(site: string, clock: ManualClock): StoredDigests {
  return new StoredDigests({ clock, site: async () => siteOf(site) })
}

function denyStorage(): void {
  vi.spyOn(window, 'indexedDB', 'get').mockImplementation(() => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  })
}

afterEach(() => vi.restoreAllMocks())

digestCacheContract('the cache in IndexedDB', { open, lasting: true })

digestCacheContract('the cache where storage is denied', {
  lasting: false,
  open(site, clock) {
    denyStorage()
    return open(site, clock)
  },
})

digestCacheContract('the cache where the site is unknown', {
  lasting: false,
  open: (_, clock) =>
    new StoredDigests({ clock, site: () => Promise.reject(new Error('no Designer')) }),
})

describe('the cache in IndexedDB', () => {
  it('stores new digests after a while', async () => {
    const site = 'c0ffee'.padEnd(24, '1')
    const clock = new ManualClock()
    const cache = open(site, clock)
    cache.remember(mark('a.png'), A, clock.now())
    await cache.recall([])
    await clock.advance(5000)
    await until(async () => {
      expect(await open(site, clock).recall([mark('a.png')])).toEqual([A])
    })
  })

  it('works in memory when storage does not answer', async () => {
    const clock = new ManualClock()
    const cache = new StoredDigests({ clock, site: () => new Promise(() => undefined) })
    const recalled = cache.recall([mark('a.png')])
    await clock.advance(1000)
    expect(await recalled).toEqual([undefined])
    expect(clock.sleeping).toBe(0)
  })
})
