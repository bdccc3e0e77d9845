/** What the benchmarks of hashing call in Chromium, on the files that were chosen. */
import { isMd5Hex, isSiteId } from '../../../src/core/brands.ts'
import { failureOf } from '../../../src/core/failure.ts'
import { StoredDigests } from '../../../src/panel/adapters/storage/digest-cache.ts'
import { HashPool } from '../../../src/panel/adapters/hashing/hash-pool.ts'
import { systemClock } from '../../../src/panel/adapters/browser/clock.ts'
import { WAYS, type WayName } from './ways.ts'

/** Milliseconds, and the digests so that they can be checked. */
export interface Measured {
  readonly ms: number
  readonly digests: readonly (string | undefined)[]
}

export interface HashPage {
  /** Bytes of all files together. */
  lookAtSizes(): number
  measure(way: WayName): Promise<Measured>
  /** Our way: each file's digest, or the code of its failure. */
  outcomes(): Promise<readonly string[]>
  /** The longest delay of a 4 ms timer on the page's main thread. */
  longestGap(way: WayName): Promise<number>
  /** Has the cache remember the chosen files' digests. */
  remember(digests: readonly string[]): Promise<void>
  /** Asks a cache that has not been opened on this page yet. */
  recall(): Promise<Measured>
}

declare global {
  interface Window {
    readonly hashPage: HashPage
  }
}

const hashPage: HashPage = {
  lookAtSizes: () => chosen().reduce((sum, { size }) => sum + size, 0),

  measure: (way) => timed(() => WAYS[way](chosen())),

  async outcomes() {
    const pool = new HashPool({ clock: systemClock })
    const { signal } = new AbortController()
    const ends = chosen().map((file) =>
      pool.digest(file, { signal }).catch((error) => failureOf(error, 'internal').code),
    )
    return Promise.all(ends).finally(() => pool.dispose())
  },

  async longestGap(way) {
    let last = performance.now()
    let longest = 0
    const beat = (): void => {
      const now = performance.now()
      longest = Math.max(longest, now - last)
      last = now
    }
    const heart = setInterval(beat, 4)
    await WAYS[way](chosen())
    clearInterval(heart)
    beat()
    return longest
  },

  async remember(digests) {
    const cache = createCache()
    for (const [n, file] of chosen().entries()) {
      const md5 = digests[n] ?? ''
      if (isMd5Hex(md5)) cache.remember({ path: [], file }, md5, Date.now())
    }
    await cache.flush()
  },

  recall: () => timed(() => createCache().recall(chosen().map((file) => ({ path: [], file })))),
}

Object.assign(window, { hashPage })

// Helpers

const chosen = (): readonly File[] => [...(document.querySelector('input')?.files ?? [])]

async function timed(work: () => Promise<Measured['digests']>): Promise<Measured> {
  const start = performance.now()
  const digests = await work()
  return { ms: performance.now() - start, digests }
}

function createCache(): StoredDigests {
  const id = '65f0c0ffee00000000000001'
  return new StoredDigests({
    clock: systemClock,
    patienceMs: 60_000,
    site: async () => {
      if (isSiteId(id)) return id
      throw new TypeError(`Expected a site's id, got "${id}".`)
    },
  })
}
