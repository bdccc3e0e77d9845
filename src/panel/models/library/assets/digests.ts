/** Digests of the assets' bytes, learnt by reading hosted files, a few at a time. */
import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { AssetId, Md5Hex } from '../../../../core/brands.ts'
import type { Hasher } from '../../../ports/run.ts'
import type { LibraryClient } from '../../../ports/library.ts'
import type { Comparing } from '../library-views.ts'

export interface DigestsDeps {
  readonly client: Pick<LibraryClient, 'bytes'>
  readonly hasher: Pick<Hasher, 'digest'>
}

/** Assets read concurrently. */
const AT_ONCE = 3

export class Digests {
  readonly comparing: ReadonlySignal<Comparing | undefined>
  /** Increments when a digest is learnt; computed signals depend on it. */
  readonly version: ReadonlySignal<number>
  readonly #deps: DigestsDeps
  readonly #known = new Map<AssetId, Md5Hex>()
  readonly #comparing = signal<Comparing | undefined>(undefined)
  readonly #version = signal(0)
  readonly #queue: AssetId[] = []
  #stop = new AbortController()
  #busy = 0

  constructor(deps: DigestsDeps) {
    this.#deps = deps
    this.comparing = this.#comparing
    this.version = this.#version
  }

  readonly of = (asset: AssetId): Md5Hex | undefined => this.#known.get(asset)

  /** Drops the asset's digest: its bytes changed, or it was deleted. */
  forget(asset: AssetId): void {
    if (this.#known.delete(asset)) this.#version.value += 1
  }

  /** Learns the unknown digests of these assets; calls while it runs add to its queue. */
  compare(assets: readonly AssetId[]): void {
    const waiting = new Set(this.#queue)
    const fresh = assets.filter((id) => !this.#known.has(id) && !waiting.has(id))
    if (fresh.length === 0) return
    this.#queue.push(...fresh)
    const now = this.#comparing.peek() ?? { done: 0, total: 0, failed: 0 }
    this.#comparing.value = { ...now, total: now.total + fresh.length }
    while (this.#busy < AT_ONCE && this.#queue.length > 0) void this.#work()
  }

  /** Cancels pending reads; keeps the digests learnt so far. */
  stop(): void {
    this.#queue.length = 0
    this.#stop.abort()
    this.#stop = new AbortController()
    this.#comparing.value = undefined
  }

  async #work(): Promise<void> {
    this.#busy += 1
    const { signal } = this.#stop
    for (let id = this.#queue.shift(); id !== undefined; id = this.#queue.shift()) {
      const digest = await this.#read(id, signal)
      if (signal.aborted) break
      this.#learn(id, digest)
    }
    this.#busy -= 1
    const now = this.#comparing.peek()
    // Progress with failures stays visible, so that they can be retried.
    if (this.#busy === 0 && now?.failed === 0) this.#comparing.value = undefined
  }

  async #read(id: AssetId, signal: AbortSignal): Promise<Md5Hex | undefined> {
    try {
      const bytes = await this.#deps.client.bytes(id, signal)
      return await this.#deps.hasher.digest(bytes, { signal })
    } catch {
      return undefined
    }
  }

  #learn(id: AssetId, digest: Md5Hex | undefined): void {
    const now = this.#comparing.peek()
    batch(() => {
      if (digest) {
        this.#known.set(id, digest)
        this.#version.value += 1
      }
      if (!now) return
      this.#comparing.value = {
        total: now.total,
        done: now.done + 1,
        failed: now.failed + (digest ? 0 : 1),
      }
    })
  }
}
