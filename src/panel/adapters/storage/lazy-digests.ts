/** Loads the digest cache's code with the first file: the panel's first screen hashes nothing. */
import type { Md5Hex } from '../../../core/brands.ts'
import type { FileMark } from '../../../core/seen-files.ts'
import type { LazyValue } from '../../base/lazy-value.ts'
import type { DigestCache } from '../../ports/run.ts'

/** While the code cannot be fetched, recalls and remembers nothing; each call tries again. */
export class LazyDigests implements DigestCache {
  readonly #cache: LazyValue<DigestCache>

  constructor(cache: LazyValue<DigestCache>) {
    this.#cache = cache
  }

  async recall(files: readonly FileMark[]): Promise<readonly (Md5Hex | undefined)[]> {
    const cache = await this.#fetch()
    return cache ? await cache.recall(files) : files.map(() => undefined)
  }

  remember(file: FileMark, md5: Md5Hex, readAt: number): void {
    void this.#fetch().then((cache) => cache?.remember(file, md5, readAt))
  }

  async flush(): Promise<void> {
    if (this.#cache.isWanted) await (await this.#fetch())?.flush()
  }

  #fetch(): Promise<DigestCache | undefined> {
    return this.#cache.get().catch(() => undefined)
  }
}
