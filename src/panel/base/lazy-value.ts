/** Loads a value on first use, mostly a code chunk. All late loading and its retries go through here. */
import { signal, type ReadonlySignal } from '@preact/signals'
import { NEVER } from './never.ts'
import type { Clock } from '../ports/run.ts'

/** Milliseconds between two tries. */
export const RETRY_MS = 1000

export class LazyValue<Value> {
  /** The last try failed and none has succeeded yet. */
  readonly isMissing: ReadonlySignal<boolean>
  readonly #load: () => Promise<Value>
  readonly #isMissing = signal(false)
  #loading: Promise<Value> | undefined
  #persistent: Promise<Value> | undefined
  #loaded: { readonly value: Value } | undefined

  /** `load` is called again after it has rejected, never after it has resolved. */
  constructor(load: () => Promise<Value>) {
    this.#load = load
    this.isMissing = this.#isMissing
  }

  /** Undefined until loaded. */
  get loaded(): Value | undefined {
    return this.#loaded?.value
  }

  /** Whether it is loaded or loading. */
  get isWanted(): boolean {
    return this.#loading !== undefined
  }

  /** Loads once for all concurrent callers. Rejects as `load` does; the next call tries again. */
  get(): Promise<Value> {
    this.#loading ??= this.#try()
    return this.#loading
  }

  /** Retries every {@link RETRY_MS} until loaded. Never rejects. */
  getEventually(clock: Clock): Promise<Value> {
    this.#persistent ??= this.#persist(clock)
    return this.#persistent
  }

  async #try(): Promise<Value> {
    try {
      const value = await this.#load()
      this.#loaded = { value }
      this.#isMissing.value = false
      return value
    } catch (error) {
      this.#loading = undefined
      this.#isMissing.value = true
      throw error
    }
  }

  async #persist(clock: Clock): Promise<Value> {
    for (;;) {
      try {
        return await this.get()
      } catch {
        await clock.sleep(RETRY_MS, NEVER)
      }
    }
  }
}
