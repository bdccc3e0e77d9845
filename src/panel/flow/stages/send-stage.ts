/** Sends the bytes of reserved rows. Leaves one of the browser's six connections per origin free for calls. */
import { failureOf, retryRule, type Failure, type FailureCode } from '../../../core/failure.ts'
import { assetTypeOf } from '../../../core/limits.ts'
import type { RowState } from '../../../core/row.ts'
import type { Clock, ProxyClient, RunObserver } from '../../ports/run.ts'
import { takeFirst, type JobDispatcher, type Job } from '../jobs/job.ts'
import type { ProxyConnection } from '../jobs/proxy-connection.ts'
import { backoffMs, isOutage, MOST_TRIES } from '../jobs/retry.ts'

export const SENDS_AT_ONCE = 5
/**
 * After this many sends without an answer, reserves again: a small call shows whether the proxy is unreachable or
 * something on the way blocks this file.
 */
const PROBE_AFTER = 3

const EXPIRED: ReadonlySet<FailureCode> = new Set(['ticket-expired', 'ticket-invalid'])

export interface SendDeps {
  readonly proxy: Pick<ProxyClient, 'send'>
  readonly clock: Clock
  readonly random: () => number
  readonly observer: Pick<RunObserver, 'rowProgress'>
  readonly connection: ProxyConnection
  /** Takes the ticket of a row that failed for good. */
  readonly onUnusedTicket: (job: Job, ticket: string) => void
}

type SendingState = Extract<RowState, { readonly phase: 'sending' }>

export class SendStage {
  readonly #dispatcher: JobDispatcher
  readonly #deps: SendDeps
  readonly #queue = new Set<Job>()
  #busy = 0

  constructor(dispatcher: JobDispatcher, deps: SendDeps) {
    this.#dispatcher = dispatcher
    this.#deps = deps
  }

  enqueue(job: Job): void {
    const { clock, connection } = this.#deps
    const { state } = job.row
    const wait = job.notBefore - clock.now()
    if (wait <= 0) {
      this.#queue.add(job)
      this.#pump()
      return
    }
    connection.wait(wait, job.stop.signal).then(
      () => {
        job.notBefore = 0
        if (job.row.state === state) this.enqueue(job)
      },
      () => undefined,
    )
  }

  drop(job: Job): void {
    this.#queue.delete(job)
  }

  #pump(): void {
    while (this.#busy < SENDS_AT_ONCE) {
      const job = takeFirst(this.#queue)
      if (!job) return
      void this.#send(job)
    }
  }

  async #send(job: Job): Promise<void> {
    this.#busy += 1
    try {
      this.#dispatcher.apply(job, { type: 'send' })
      const { state } = job.row
      if (state.phase === 'sending') await this.#transfer(job, state)
    } finally {
      this.#busy -= 1
      this.#pump()
    }
  }

  async #transfer(job: Job, state: SendingState): Promise<void> {
    const { proxy, observer, connection } = this.#deps
    const { id, file, name } = job.row
    const before = job.furthest
    observer.rowProgress(id, 0)
    try {
      const sent = await proxy.send(
        {
          ticket: state.ticket.ticket,
          file,
          contentType: assetTypeOf(name)?.mime ?? 'application/octet-stream',
        },
        {
          signal: job.stop.signal,
          onProgress: (bytes) => {
            if (job.row.state !== state) return
            job.furthest = Math.max(job.furthest, bytes)
            observer.rowProgress(id, bytes)
          },
        },
      )
      connection.markReachable()
      if (job.row.state === state)
        this.#dispatcher.apply(job, { type: 'uploaded', asset: sent.asset })
    } catch (error) {
      if (job.row.state !== state) return
      if (job.furthest > before) job.tries = 0
      this.#fail(job, state, failureOf(error, 'internal'))
    }
  }

  /** Resends with the same ticket while it is valid, else with a new one; fails the row after the last try. */
  #fail(job: Job, state: SendingState, failure: Failure): void {
    const { clock, random, connection } = this.#deps
    const outage = isOutage(failure)
    if (!outage) connection.markReachable()
    // Another panel is sending these bytes, or was until the proxy was killed: the file is not at fault.
    const busy = failure.facts?.['busy'] === 1
    if (!busy) job.tries += 1
    if (retryRule(failure) !== 'automatic' || job.tries >= MOST_TRIES) {
      this.#deps.onUnusedTicket(job, state.ticket.ticket)
      this.#dispatcher.apply(job, { type: 'fail', failure })
      return
    }
    if (failure.code === 'storage-refused' && job.tries % PROBE_AFTER === 0) {
      // A new record may come with a working permit.
      this.#deps.onUnusedTicket(job, state.ticket.ticket)
      this.#dispatcher.apply(job, { type: 'expire' })
      return
    }
    if (EXPIRED.has(failure.code) || (outage && job.tries % PROBE_AFTER === 0)) {
      this.#dispatcher.apply(job, { type: 'expire' })
      return
    }
    const ms = outage
      ? connection.markUnreachable()
      : backoffMs(Math.max(1, job.tries), random, failure.retryAfterMs)
    job.notBefore = clock.now() + ms
    this.#dispatcher.apply(job, { type: 'resend' })
  }
}
