/** Reserved rows get their bytes sent. One connection of the browser's six to an origin stays free for calls. */
import { failureOf, retryRule, type Failure, type FailureCode } from '../../../core/failure.ts'
import { assetTypeOf } from '../../../core/limits.ts'
import type { RowState } from '../../../core/row.ts'
import type { Clock, ProxyClient, RunObserver } from '../../ports/run.ts'
import { takeFirst, type JobDispatcher, type Job } from '../jobs/job.ts'
import type { ProxyConnection } from '../jobs/proxy-connection.ts'
import { backoffMs, isOutage, MOST_TRIES } from '../jobs/retry.ts'

export const SENDS_AT_ONCE = 5
/**
 * After so many sends without an answer the record is asked for again: a small call tells whether the proxy is gone,
 * or whether something on the way takes offence at this file.
 */
const PROBE_AFTER = 3

const EXPIRED: ReadonlySet<FailureCode> = new Set(['ticket-expired', 'ticket-invalid'])

export interface SendDeps {
  readonly proxy: Pick<ProxyClient, 'send'>
  readonly clock: Clock
  readonly random: () => number
  readonly observer: Pick<RunObserver, 'rowProgress'>
  readonly line: ProxyConnection
  /** The record of a row that failed for good. */
  readonly unwanted: (job: Job, ticket: string) => void
}

type SendingState = Extract<RowState, { readonly phase: 'sending' }>

export class SendStage {
  readonly #floor: JobDispatcher
  readonly #deps: SendDeps
  readonly #queue = new Set<Job>()
  #busy = 0

  constructor(floor: JobDispatcher, deps: SendDeps) {
    this.#floor = floor
    this.#deps = deps
  }

  enqueue(job: Job): void {
    const { clock, line } = this.#deps
    const { state } = job.row
    const wait = job.notBefore - clock.now()
    if (wait <= 0) {
      this.#queue.add(job)
      this.#pump()
      return
    }
    line.wait(wait, job.stop.signal).then(
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
      this.#floor.apply(job, { type: 'send' })
      const { state } = job.row
      if (state.phase === 'sending') await this.#transfer(job, state)
    } finally {
      this.#busy -= 1
      this.#pump()
    }
  }

  async #transfer(job: Job, state: SendingState): Promise<void> {
    const { proxy, observer, line } = this.#deps
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
      line.markReachable()
      if (job.row.state === state) this.#floor.apply(job, { type: 'uploaded', asset: sent.asset })
    } catch (error) {
      if (job.row.state !== state) return
      if (job.furthest > before) job.tries = 0
      this.#fail(job, state, failureOf(error, 'internal'))
    }
  }

  /** The same ticket again while it lives; a new one where it is no longer good; the end after the last try. */
  #fail(job: Job, state: SendingState, failure: Failure): void {
    const { clock, random, line } = this.#deps
    const outage = isOutage(failure)
    if (!outage) line.markReachable()
    // Somebody sends these very bytes, or did until the proxy was killed: nothing is wrong with them.
    const busy = failure.facts?.['busy'] === 1
    if (!busy) job.tries += 1
    if (retryRule(failure) !== 'automatic' || job.tries >= MOST_TRIES) {
      this.#deps.unwanted(job, state.ticket.ticket)
      this.#floor.apply(job, { type: 'fail', failure })
      return
    }
    if (failure.code === 'storage-refused' && job.tries % PROBE_AFTER === 0) {
      // Time and again: a record of its own may have a permit that is good.
      this.#deps.unwanted(job, state.ticket.ticket)
      this.#floor.apply(job, { type: 'expire' })
      return
    }
    if (EXPIRED.has(failure.code) || (outage && job.tries % PROBE_AFTER === 0)) {
      this.#floor.apply(job, { type: 'expire' })
      return
    }
    const ms = outage
      ? line.markUnreachable()
      : backoffMs(Math.max(1, job.tries), random, failure.retryAfterMs)
    job.notBefore = clock.now() + ms
    this.#floor.apply(job, { type: 'resend' })
  }
}
