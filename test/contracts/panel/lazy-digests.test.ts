import { expect, it } from 'vitest'
import { SeenFiles } from '../../../src/core/seen-files.ts'
import { md5Hex } from '../../../src/core/brands.ts'
import { LazyDigests } from '../../../src/panel/adapters/storage/lazy-digests.ts'
import { LazyValue } from '../../../src/panel/base/lazy-value.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'
import { MemoryDigests } from '../../fakes/memory-digests.ts'
import { digestCacheContract, mark } from './digest-cache.ts'

const sites = new Map<string, SeenFiles>()

digestCacheContract('the one that is fetched first', {
  lasting: true,
  open(site, clock) {
    const seen = sites.get(site) ?? new SeenFiles()
    sites.set(site, seen)
    return new LazyDigests(new LazyValue(async () => new MemoryDigests(clock, seen)))
  },
})

it('the lazy digest cache recalls nothing while its code cannot be loaded, and tries again with the next files', async () => {
  const clock = new ManualClock()
  const seen = new SeenFiles()
  let fetched = 0
  const value = new LazyValue(async () => {
    fetched++
    if (fetched <= 2) throw new TypeError('Failed to fetch dynamically imported module')
    return new MemoryDigests(clock, seen)
  })
  const cache = new LazyDigests(value)
  const file = mark('a.png')
  const md5 = md5Hex('a'.repeat(32))
  await cache.flush()
  expect(fetched).toBe(0)
  expect(await cache.recall([file])).toEqual([undefined])
  cache.remember(file, md5, clock.now())
  await cache.flush()
  expect(await cache.recall([file])).toEqual([undefined])
  cache.remember(file, md5, clock.now())
  expect(await cache.recall([file])).toEqual([md5])
  expect(fetched).toBe(3)
})
