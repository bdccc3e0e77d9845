import type { Md5Hex } from '../../src/core/brands.ts'
import { SeenFiles, type FileMark } from '../../src/core/seen-files.ts'
import type { Clock, DigestCache } from '../../src/panel/ports/run.ts'

/** A digest cache that lives as long as `seen`, with the real one's rules. */
export class MemoryDigests implements DigestCache {
  readonly #clock: Clock
  readonly #seen: SeenFiles

  constructor(clock: Clock, seen = new SeenFiles()) {
    this.#clock = clock
    this.#seen = seen
  }

  async recall(files: readonly FileMark[]): Promise<readonly (Md5Hex | undefined)[]> {
    return this.#seen.recall(files, this.#clock.now())
  }

  remember(file: FileMark, md5: Md5Hex, readAt: number): void {
    this.#seen.learn(file, md5, readAt)
  }

  async flush(): Promise<void> {}
}
