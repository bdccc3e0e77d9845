import { expect, it } from 'vitest'
import { LazyHasher } from '../../../src/panel/adapters/hashing/lazy-hasher.ts'
import { LazyValue } from '../../../src/panel/base/lazy-value.ts'
import type { Hasher } from '../../../src/panel/ports/run.ts'
import { FakeHasher } from '../../fakes/fake-hasher.ts'
import { idle, ManualClock } from '../../fakes/manual-clock.ts'
import { hasherContract } from './hasher.ts'

hasherContract('the one that is fetched first', () => hasherOf(async () => new FakeHasher()).hasher)

const signal = new AbortController().signal

it('the lazy hasher loads its code once, with the first file', async () => {
  let fetched = 0
  const { hasher } = hasherOf(async () => {
    fetched++
    return new FakeHasher()
  })
  expect(hasher.way()).toBeUndefined()
  expect(fetched).toBe(0)
  await Promise.all([1, 2].map(() => hasher.digest(new Blob(['a']), { signal })))
  expect(fetched).toBe(1)
})

it('the lazy hasher makes files wait while its code cannot be loaded, then hashes them', async () => {
  let isOnline = false
  const { hasher, clock } = hasherOf(async () => {
    if (!isOnline) throw new TypeError('Failed to fetch dynamically imported module')
    return new FakeHasher()
  })
  const ends: string[] = []
  const digest = (name: string, signal: AbortSignal): void =>
    void hasher.digest(new Blob(['a']), { signal }).then(
      () => ends.push(`${name} hashed`),
      (error: { failure: { code: string } }) => ends.push(`${name} ${error.failure.code}`),
    )
  const given = new AbortController()
  digest('first', signal)
  digest('second', given.signal)
  await clock.advance(60_000)
  expect(ends).toEqual([])
  given.abort()
  await idle()
  expect(ends).toEqual(['second aborted'])
  isOnline = true
  await clock.advance(1000)
  expect(ends).toEqual(['second aborted', 'first hashed'])
})

it('the lazy hasher rejects files that wait for its code when it is disposed of', async () => {
  const { hasher } = hasherOf(() => Promise.reject(new TypeError('Failed to fetch')))
  const digest = hasher.digest(new Blob(['a']), { signal })
  hasher.dispose()
  await expect(digest).rejects.toMatchObject({ failure: { code: 'aborted' } })
})

// Helpers

function hasherOf(load: () => Promise<Hasher>) {
  const clock = new ManualClock()
  return { clock, hasher: new LazyHasher(new LazyValue(load), clock) }
}
