import { expect, it } from 'vitest'
import { LazyHasher } from '../../src/panel/adapters/lazy-hasher.ts'
import { FakeHasher } from '../fakes/fake-hasher.ts'
import { hasherContract } from './hasher.ts'

hasherContract('the one that is fetched first', () => new LazyHasher(async () => new FakeHasher()))

const signal = new AbortController().signal

it('is fetched once, with the first file, and again after it could not be', async () => {
  let fetched = 0
  const hasher = new LazyHasher(async () => {
    fetched++
    if (fetched === 1) throw new TypeError('Failed to fetch dynamically imported module')
    return new FakeHasher()
  })
  expect(hasher.way()).toBeUndefined()
  expect(fetched).toBe(0)
  const failure = { code: 'hash-crashed' }
  await expect(hasher.digest(new Blob(['a']), { signal })).rejects.toMatchObject({ failure })
  const digests = [1, 2].map(() => hasher.digest(new Blob(['a']), { signal }))
  expect(await Promise.all(digests)).toHaveLength(2)
  expect(fetched).toBe(2)
})
