/** What every MD5 engine offers; `md5-engine.ts` chooses one. */
import type { HashEngine } from '../core/hash-protocol.ts'

/** One running digest. `digest` ends it; `init` starts the next one. */
export interface Md5Hasher {
  init(): void
  update(bytes: Uint8Array<ArrayBuffer>): void
  /** 32 lower-case hex digits. */
  digest(): string
}

export interface Md5Engine {
  readonly name: HashEngine
  /** Each hasher holds its own state, so several can run side by side. */
  createHasher(): Promise<Md5Hasher>
  /** Digests of many files at once, in their order; where the engine gains by it. Synchronous. */
  hashMany?(files: readonly Uint8Array[]): string[]
}
