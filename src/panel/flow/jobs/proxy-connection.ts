/**
 * The state of the connection to the proxy, shared by all calls. During an outage all callers wait together, at growing
 * intervals and without limit; when the network returns, they retry at once.
 */
import type { Clock, Network, RunObserver } from '../../ports/run.ts'
import { backoffMs } from './retry.ts'

export interface ProxyConnectionDeps {
  readonly clock: Clock
  readonly network: Network
  readonly random: () => number
  readonly observer: Pick<RunObserver, 'outage'>
  readonly signal: AbortSignal
}

export class ProxyConnection {
  readonly #deps: ProxyConnectionDeps
  readonly #waits = new Set<AbortController>()
  #losses = 0
  #until = 0

  constructor(deps: ProxyConnectionDeps) {
    this.#deps = deps
    const end = deps.network.onBack(() => this.#wake())
    deps.signal.addEventListener('abort', end, { once: true })
  }

  /** Records a call without an answer and returns the milliseconds until the next try. Parallel failures count once. */
  markUnreachable(): number {
    const { clock, random, observer } = this.#deps
    const now = clock.now()
    if (now >= this.#until) {
      this.#losses += 1
      this.#until = now + backoffMs(this.#losses, random)
      observer.outage(this.#until)
    }
    return this.#until - now
  }

  /** Records an answered call. */
  markReachable(): void {
    if (this.#losses === 0) return
    this.#losses = 0
    this.#until = 0
    this.#deps.observer.outage(undefined)
  }

  /** Resolves after `ms`, or as soon as the network is back. Rejects with `aborted` if `signal` aborts first. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    const wake = new AbortController()
    this.#waits.add(wake)
    try {
      await this.#deps.clock.sleep(ms, AbortSignal.any([signal, wake.signal]))
    } catch (error) {
      if (signal.aborted || !wake.signal.aborted) throw error
    } finally {
      this.#waits.delete(wake)
    }
  }

  #wake(): void {
    if (this.#losses === 0) return
    this.#until = 0
    for (const wait of this.#waits) wait.abort()
  }
}
