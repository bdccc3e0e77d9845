/** A hasher whose code is fetched with the first file, since the panel's first screen hashes nothing. */
import type { Md5Hex } from '../../core/brands.ts'
import { failureOf, FailureError } from '../../core/failure.ts'
import type { Hasher } from '../ports.ts'

/** `load` is called again after it has failed: the file that asked then fails with `hash-crashed`. */
export class LazyHasher implements Hasher {
  readonly #load: () => Promise<Hasher>
  #loading: Promise<Hasher> | undefined
  #loaded: Hasher | undefined
  #disposed = false

  constructor(load: () => Promise<Hasher>) {
    this.#load = load
  }

  way: Hasher['way'] = () => this.#loaded?.way()

  async digest(file: Blob, options: Parameters<Hasher['digest']>[1]): Promise<Md5Hex> {
    const hasher = this.#loaded ?? (await this.#start())
    return await hasher.digest(file, options)
  }

  dispose(): void {
    this.#disposed = true
    this.#loaded?.dispose()
  }

  async #start(): Promise<Hasher> {
    this.#loading ??= this.#load()
    try {
      const loaded = await this.#loading
      if (this.#disposed) loaded.dispose()
      this.#loaded = loaded
      return loaded
    } catch (error) {
      this.#loading = undefined
      throw new FailureError(failureOf(error, 'hash-crashed'), { cause: error })
    }
  }
}
