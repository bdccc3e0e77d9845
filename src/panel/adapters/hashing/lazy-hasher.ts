/** Loads the hasher's code with the first file: the panel's first screen hashes nothing. */
import type { Md5Hex } from '../../../core/brands.ts'
import type { LazyValue } from '../../base/lazy-value.ts'
import type { Clock, Hasher } from '../../ports/run.ts'
import { untilAborted } from '../../base/races.ts'

/** Files wait until the code can be fetched, as they wait for the network. */
export class LazyHasher implements Hasher {
  readonly #hasher: LazyValue<Hasher>
  readonly #clock: Clock
  readonly #disposed = new AbortController()

  constructor(hasher: LazyValue<Hasher>, clock: Clock) {
    this.#hasher = hasher
    this.#clock = clock
  }

  way: Hasher['way'] = () => this.#hasher.loaded?.way()

  async digest(file: Blob, options: Parameters<Hasher['digest']>[1]): Promise<Md5Hex> {
    const { loaded } = this.#hasher
    const isReady = loaded && !this.#disposed.signal.aborted
    const hasher = isReady ? loaded : await this.#fetch(options.signal)
    return await hasher.digest(file, options)
  }

  dispose(): void {
    this.#disposed.abort()
    if (!this.#hasher.isWanted) return
    void this.#hasher.get().then(
      (hasher) => hasher.dispose(),
      () => undefined,
    )
  }

  #fetch(signal: AbortSignal): Promise<Hasher> {
    const { signal: disposed } = this.#disposed
    return untilAborted(
      this.#hasher.getEventually(this.#clock),
      AbortSignal.any([signal, disposed]),
    )
  }
}
