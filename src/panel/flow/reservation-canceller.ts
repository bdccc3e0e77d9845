/** Records on the site whose bytes will not come: the proxy is told, in batches, until it has heard. */
import { failureOf, retryRule } from '../../core/failure.ts'
import type { AssetRef } from '../../core/row.ts'
import { MAX_CANCEL_TICKETS } from '../../core/wire.ts'
import type { Clock, ProxyClient } from '../ports/run.ts'
import type { ProxyConnection } from './jobs/proxy-connection.ts'
import { backoffMs, isOutage, MOST_TRIES } from './jobs/retry.ts'

export interface GiveUpDeps {
  readonly proxy: Pick<ProxyClient, 'cancel'>
  readonly clock: Clock
  readonly random: () => number
  readonly line: ProxyConnection
  readonly signal: AbortSignal
}

export class ReservationCanceller {
  readonly #deps: GiveUpDeps
  readonly #waiting = new Map<string, OnHeard>()
  #asked = new Map<string, OnHeard>()
  #busy = false

  constructor(deps: GiveUpDeps) {
    this.#deps = deps
  }

  /**
   * Resolves when the proxy has heard of the ticket, or when it was told often enough: its own sweeper deletes what
   * is left. With the asset, where it was too late: its bytes are there. Never rejects.
   */
  add(ticket: string): Promise<AssetRef | undefined> {
    return new Promise((resolve) => {
      this.#waiting.set(ticket, resolve)
      if (!this.#busy) void this.#work()
    })
  }

  /** Tickets that the proxy has not confirmed yet. */
  tickets(): string[] {
    return [...this.#asked.keys(), ...this.#waiting.keys()]
  }

  async #work(): Promise<void> {
    this.#busy = true
    try {
      // Those that come in the same breath go together.
      await Promise.resolve()
      while (this.#waiting.size > 0) {
        for (const [ticket, resolve] of this.#waiting) {
          if (this.#asked.size === MAX_CANCEL_TICKETS) break
          this.#waiting.delete(ticket)
          this.#asked.set(ticket, resolve)
        }
        const arrived = await this.#tell([...this.#asked.keys()])
        for (const [at, resolve] of [...this.#asked.values()].entries()) resolve(arrived.get(at))
        this.#asked = new Map()
      }
    } finally {
      this.#busy = false
    }
  }

  async #tell(tickets: readonly string[]): Promise<ReadonlyMap<number, AssetRef>> {
    const { proxy, line, clock, random, signal } = this.#deps
    for (let tries = 1; ; tries++) {
      try {
        const { arrived = [] } = await proxy.cancel(tickets, signal)
        return new Map(arrived.map(({ ticket, asset }) => [ticket, asset]))
      } catch (error) {
        const failure = failureOf(error, 'internal')
        const outage = isOutage(failure)
        if (!outage && (retryRule(failure) !== 'automatic' || tries >= MOST_TRIES)) return NONE
        const ms = outage ? line.markUnreachable() : backoffMs(tries, random, failure.retryAfterMs)
        const waited = outage ? line.wait(ms, signal) : clock.sleep(ms, signal)
        if (!(await waited.then(yes, no))) return NONE
      }
    }
  }
}

// Helpers

type OnHeard = (arrived: AssetRef | undefined) => void

const NONE: ReadonlyMap<number, AssetRef> = new Map()
const yes = (): boolean => true
const no = (): boolean => false
