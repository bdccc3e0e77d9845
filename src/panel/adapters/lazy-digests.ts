/** A digest cache whose code is fetched with the first file, since the panel's first screen hashes nothing. */
import type { Md5Hex } from '../../core/brands.ts'
import type { FileMark } from '../../core/seen-files.ts'
import type { DigestCache } from '../ports.ts'

/** Where `load` fails nothing is known and nothing is remembered; the next call tries again. */
export class LazyDigests implements DigestCache {
  readonly #load: () => Promise<DigestCache>
  #loading: Promise<DigestCache> | undefined

  constructor(load: () => Promise<DigestCache>) {
    this.#load = load
  }

  async recall(files: readonly FileMark[]): Promise<readonly (Md5Hex | undefined)[]> {
    const cache = await this.#cache()
    return cache ? await cache.recall(files) : files.map(() => undefined)
  }

  remember(file: FileMark, md5: Md5Hex, readAt: number): void {
    void this.#cache().then((cache) => cache?.remember(file, md5, readAt))
  }

  async flush(): Promise<void> {
    if (this.#loading) await (await this.#cache())?.flush()
  }

  async #cache(): Promise<DigestCache | undefined> {
    this.#loading ??= this.#load()
    try {
      return await this.#loading
    } catch {
      this.#loading = undefined
      return undefined
    }
  }
}
