/**
 * Reserves records for planned rows: each gets a ticket, or learns that the site has its bytes. Sends batches, at most
 * {@link REQUESTS_AT_ONCE} at a time.
 */
import type { FolderId } from '../../../core/brands.ts'
import { choiceFor } from '../../../core/plan.ts'
import { failureOf, retryRule, type Failure } from '../../../core/failure.ts'
import type { RowState } from '../../../core/row.ts'
import type { ReserveFile, Verdict } from '../../../core/wire.ts'
import type { Clock, ProxyClient, RunObserver } from '../../ports/run.ts'
import type { JobDispatcher, Job } from '../jobs/job.ts'
import type { ProxyConnection } from '../jobs/proxy-connection.ts'
import type { FolderResolver } from '../folders/folder-resolver.ts'
import { ReserveQueue } from './reserve-queue.ts'
import { backoffMs, CONCERNS_ALL, isOutage, MOST_TRIES } from '../jobs/retry.ts'

export const REQUESTS_AT_ONCE = 2
/** Minimum wait, even if the proxy names a shorter one: prevents a busy loop. */
const SHORTEST_WAIT_MS = 250

export interface ReserveDeps {
  readonly runId: () => string
  readonly proxy: Pick<ProxyClient, 'reserve'>
  readonly clock: Clock
  readonly random: () => number
  readonly signal: AbortSignal
  readonly observer: Pick<RunObserver, 'budget'>
  /** Takes a ticket for a row that no longer needs it. */
  readonly onUnusedTicket: (job: Job, ticket: string) => void
  readonly folders: Pick<FolderResolver, 'learn'>
  readonly connection: ProxyConnection
}

interface Asked {
  readonly job: Job
  readonly state: RowState
}

export class ReserveStage {
  readonly #dispatcher: JobDispatcher
  readonly #deps: ReserveDeps
  readonly #queue = new ReserveQueue()
  #requests = 0
  #failures = 0
  #isBackingOff = false

  constructor(dispatcher: JobDispatcher, deps: ReserveDeps) {
    this.#dispatcher = dispatcher
    this.#deps = deps
  }

  enqueue(job: Job): void {
    if (job.pendingRequests > 0) return
    this.#queue.add(job)
    this.#pump()
  }

  /** Reserves a waiting row again when its time is up. */
  wait(job: Job): void {
    const { state } = job.row
    if (state.phase !== 'waiting') return
    const { clock, connection } = this.#deps
    const ms = Math.max(0, state.until - clock.now())
    const { signal } = job.stop
    const over = state.reason === 'offline' ? connection.wait(ms, signal) : clock.sleep(ms, signal)
    over.then(
      () => {
        if (job.row.state !== state) return
        this.#queue.addDue(job)
        this.#pump()
      },
      () => undefined,
    )
  }

  /** Updates the queue after a state change. */
  track(job: Job, before: RowState): void {
    if (this.#queue.track(job, before)) this.#pump()
  }

  #pump(): void {
    while (this.#requests < REQUESTS_AT_ONCE && !this.#isBackingOff) {
      const batch = this.#queue.next()
      if (batch.length === 0) return
      this.#requests += 1
      void this.#ask(batch)
    }
  }

  async #ask(batch: readonly Job[]): Promise<void> {
    const { proxy, runId, observer, connection, signal } = this.#deps
    const open = new Map<number, Asked>()
    for (const job of batch) {
      this.#dispatcher.apply(job, { type: 'reserve' })
      job.pendingRequests += 1
      open.set(job.row.id, { job, state: job.row.state })
    }
    let heard = false
    try {
      const budget = await proxy.reserve(
        { run: runId(), files: batch.map(fileOf) },
        {
          signal,
          onVerdict: (verdict) => {
            heard = true
            connection.markReachable()
            const asked = this.#close(open, verdict.row)
            if (asked) this.#judge(asked, verdict)
          },
        },
      )
      connection.markReachable()
      observer.budget(budget)
      if (open.size > 0) this.#handleFailure(open, UNANSWERED, heard)
      else this.#failures = 0
    } catch (error) {
      this.#handleFailure(open, failureOf(error, 'internal'), heard)
    } finally {
      this.#requests -= 1
      for (const job of batch) this.#close(open, job.row.id)
      this.#pump()
    }
  }

  /** Ends the row's request, so that a retry may proceed. */
  #close(open: Map<number, Asked>, row: number): Asked | undefined {
    const asked = open.get(row)
    if (!asked) return undefined
    open.delete(row)
    asked.job.pendingRequests -= 1
    return asked
  }

  #judge({ job, state }: Asked, verdict: Verdict): void {
    if (job.row.state !== state) {
      if (verdict.verdict === 'ticket') this.#deps.onUnusedTicket(job, verdict.ticket)
      this.#dispatcher.route(job)
      return
    }
    switch (verdict.verdict) {
      case 'ticket': {
        const { ticket, assetId, folderId, expiresAt } = verdict
        this.#place(job, folderId)
        this.#dispatcher.apply(job, {
          type: 'ticket',
          ticket: { ticket, assetId, folderId, expiresAt },
        })
        return
      }
      case 'existing': {
        const { asset, wantedFolderId } = verdict
        this.#place(job, wantedFolderId)
        const choice = choiceFor(asset, wantedFolderId)
        const back = job.forceNew ? ({ handedBack: true } as const) : {}
        this.#dispatcher.apply(job, { type: 'existing', asset, choice, ...back })
        return
      }
      case 'wait': {
        const until = this.#deps.clock.now() + Math.max(SHORTEST_WAIT_MS, verdict.retryAfterMs)
        this.#dispatcher.apply(job, { type: 'wait', reason: verdict.reason, until })
        return
      }
      case 'refused':
        this.#fail(job, verdict.failure)
        return
    }
  }

  #place(job: Job, folder: FolderId | null): void {
    job.destination = folder
    this.#deps.folders.learn(job.row.place, folder)
  }

  /** Handles a failed request: its rows and all queued ones wait for another try. */
  #handleFailure(open: Map<number, Asked>, failure: Failure, heard: boolean): void {
    if (this.#deps.signal.aborted) return
    if (isOutage(failure)) {
      this.#outage(open)
      return
    }
    this.#deps.connection.markReachable()
    // Two requests that fail in parallel count once.
    if (heard) this.#failures = 1
    else if (!this.#isBackingOff) this.#failures += 1
    const last = retryRule(failure) !== 'automatic' || this.#failures >= MOST_TRIES
    const asked = [...open.values()]
    for (const { job } of asked) this.#close(open, job.row.id)
    const ms = backoffMs(this.#failures, this.#deps.random, failure.retryAfterMs)
    for (const { job, state } of asked) {
      if (job.row.state !== state) this.#dispatcher.route(job)
      else if (last) this.#dispatcher.apply(job, { type: 'fail', failure })
      else if (heard) this.#wait(job, ms)
      else this.#fail(job, failure, ms)
    }
    if (!last) {
      // After its rows, so that they are queued again when the wait ends.
      this.#backOff(ms)
      return
    }
    // A parallel request still in flight fails the same way.
    if (this.#requests === 1) this.#failures = 0
    if (CONCERNS_ALL.has(failure.code)) this.#failAll(failure)
  }

  /** Rows are not at fault: they wait for the proxy without limit. */
  #outage(open: Map<number, Asked>): void {
    const { connection, clock } = this.#deps
    const ms = connection.markUnreachable()
    this.#backOff(ms)
    const until = clock.now() + ms
    for (const { job, state } of open.values()) {
      this.#close(open, job.row.id)
      job.tries = 0
      if (job.row.state !== state) this.#dispatcher.route(job)
      else this.#dispatcher.apply(job, { type: 'wait', reason: 'offline', until })
    }
  }

  #failAll(failure: Failure): void {
    for (const job of this.#queue.clear()) this.#dispatcher.apply(job, { type: 'fail', failure })
  }

  /** Retries the row after a while, or fails it after the last try. */
  #fail(job: Job, failure: Failure, ms?: number): void {
    job.tries += 1
    if (retryRule(failure) !== 'automatic' || job.tries >= MOST_TRIES) {
      this.#dispatcher.apply(job, { type: 'fail', failure })
      return
    }
    this.#wait(job, ms ?? backoffMs(job.tries, this.#deps.random, failure.retryAfterMs))
  }

  #wait(job: Job, ms: number): void {
    const until = this.#deps.clock.now() + ms
    this.#dispatcher.apply(job, { type: 'wait', reason: 'trouble', until })
  }

  #backOff(ms: number): void {
    if (this.#isBackingOff) return
    this.#isBackingOff = true
    this.#deps.connection.wait(ms, this.#deps.signal).then(
      () => {
        this.#isBackingOff = false
        this.#pump()
      },
      () => undefined,
    )
  }
}

// Helpers

const UNANSWERED: Failure = {
  code: 'proxy-reply',
  message: 'The proxy left files without an answer. Asking again is safe.',
}

function fileOf({ row, forceNew: anew }: Job): ReserveFile {
  const { id, name, place, size, state } = row
  if (!('md5' in state) || state.md5 === undefined) {
    throw new TypeError(`Cannot reserve row ${id}: it has no digest. Hash it first.`)
  }
  return { row: id, name, place, md5: state.md5, size, ...(anew && { anew }) }
}
