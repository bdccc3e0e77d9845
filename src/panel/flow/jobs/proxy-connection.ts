/**
 * The way to the proxy, shared by all that goes over it. While nothing is answered everybody waits together, at
 * growing intervals and for as long as it takes; when the network says that it is back, at once.
 */
import type { Clock, Network, RunObserver } from '../../ports/run.ts'
import { backoffMs } from './retry.ts'

export interface LineDeps {
  readonly clock: Clock
  readonly network: Network
  readonly random: () => number
  readonly observer: Pick<RunObserver, 'outage'>
  readonly signal: AbortSignal
}

export class ProxyConnection {
  readonly #deps: LineDeps
  readonly #waits = new Set<AbortController>()
  #losses = 0
  #until = 0

  constructor(deps: LineDeps) {
    this.#deps = deps
    const end = deps.network.onBack(() => this.#wake())
    deps.signal.addEventListener('abort', end, { once: true })
  }

  /** A call got no answer. Milliseconds until the next one makes sense; calls that fail side by side are one loss. */
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

  /** A call was answered. */
  markReachable(): void {
    if (this.#losses === 0) return
    this.#losses = 0
    this.#until = 0
    this.#deps.observer.outage(undefined)
  }

  /** Resolves after `ms`, or as soon as the network is back. Rejects with `aborted` when `signal` ends first. */
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
