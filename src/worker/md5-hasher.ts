/** The interface of every MD5 engine; `md5-engine.ts` chooses one. */
import type { HashEngine } from '../core/hash-protocol.ts'

/** Computes one digest at a time: `init` starts it, `digest` ends it. */
export interface Md5Hasher {
  init(): void
  update(bytes: Uint8Array<ArrayBuffer>): void
  /** 32 lower-case hex digits. */
  digest(): string
}

export interface Md5Engine {
  readonly name: HashEngine
  /** Each hasher has its own state, so several can run side by side. */
  createHasher(): Promise<Md5Hasher>
  /** Digests of many files at once, in their order. Synchronous. Only on engines that are faster that way. */
  hashMany?(files: readonly Uint8Array[]): string[]
}
