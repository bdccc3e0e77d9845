/** Gives up records whose bytes will not come: tells the proxy, in batches, until it answers. */
import { failureOf, retryRule } from '../../core/failure.ts'
import type { AssetRef } from '../../core/row.ts'
import { MAX_CANCEL_TICKETS } from '../../core/wire.ts'
import type { Clock, ProxyClient } from '../ports/run.ts'
import type { ProxyConnection } from './jobs/proxy-connection.ts'
import { backoffMs, isOutage, MOST_TRIES } from './jobs/retry.ts'

export interface ReservationCancellerDeps {
  readonly proxy: Pick<ProxyClient, 'cancel'>
  readonly clock: Clock
  readonly random: () => number
  readonly connection: ProxyConnection
  readonly signal: AbortSignal
}

export class ReservationCanceller {
  readonly #deps: ReservationCancellerDeps
  readonly #waiting = new Map<string, OnHeard>()
  #inFlight = new Map<string, OnHeard>()
  #busy = false

  constructor(deps: ReservationCancellerDeps) {
    this.#deps = deps
  }

  /**
   * Resolves when the proxy has answered for the ticket, or after the last try: the proxy's sweep deletes the rest.
   * Resolves with the asset if its bytes had already arrived. Never rejects.
   */
  add(ticket: string): Promise<AssetRef | undefined> {
    return new Promise((resolve) => {
      this.#waiting.set(ticket, resolve)
      if (!this.#busy) void this.#work()
    })
  }

  /** Tickets that the proxy has not confirmed yet. */
  tickets(): string[] {
    return [...this.#inFlight.keys(), ...this.#waiting.keys()]
  }

  async #work(): Promise<void> {
    this.#busy = true
    try {
      // Batches the tickets of one turn.
      await Promise.resolve()
      while (this.#waiting.size > 0) {
        for (const [ticket, resolve] of this.#waiting) {
          if (this.#inFlight.size === MAX_CANCEL_TICKETS) break
          this.#waiting.delete(ticket)
          this.#inFlight.set(ticket, resolve)
        }
        const arrived = await this.#cancel([...this.#inFlight.keys()])
        for (const [at, resolve] of [...this.#inFlight.values()].entries()) resolve(arrived.get(at))
        this.#inFlight = new Map()
      }
    } finally {
      this.#busy = false
    }
  }

  async #cancel(tickets: readonly string[]): Promise<ReadonlyMap<number, AssetRef>> {
    const { proxy, connection, clock, random, signal } = this.#deps
    for (let tries = 1; ; tries++) {
      try {
        const { arrived = [] } = await proxy.cancel(tickets, signal)
        return new Map(arrived.map(({ ticket, asset }) => [ticket, asset]))
      } catch (error) {
        const failure = failureOf(error, 'internal')
        const outage = isOutage(failure)
        if (!outage && (retryRule(failure) !== 'automatic' || tries >= MOST_TRIES)) return NONE
        const ms = outage
          ? connection.markUnreachable()
          : backoffMs(tries, random, failure.retryAfterMs)
        const waited = outage ? connection.wait(ms, signal) : clock.sleep(ms, signal)
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
