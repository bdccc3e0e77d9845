/**
 * Planned rows get a ticket, or learn that the site has their bytes already. Asks in batches, at most
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
/** Also where the proxy names no time: asking is not to become a loop. */
const SHORTEST_WAIT_MS = 250

export interface ReserveDeps {
  readonly runId: () => string
  readonly proxy: Pick<ProxyClient, 'reserve'>
  readonly clock: Clock
  readonly random: () => number
  readonly signal: AbortSignal
  readonly observer: Pick<RunObserver, 'budget'>
  /** A ticket that came for a row that no longer wants it. */
  readonly unwanted: (job: Job, ticket: string) => void
  readonly places: Pick<FolderResolver, 'learn'>
  readonly line: ProxyConnection
}

interface Asked {
  readonly job: Job
  readonly state: RowState
}

export class ReserveStage {
  readonly #floor: JobDispatcher
  readonly #deps: ReserveDeps
  readonly #queue = new ReserveQueue()
  #requests = 0
  #troubles = 0
  #gated = false

  constructor(floor: JobDispatcher, deps: ReserveDeps) {
    this.#floor = floor
    this.#deps = deps
  }

  enqueue(job: Job): void {
    if (job.pendingRequests > 0) return
    this.#queue.add(job)
    this.#pump()
  }

  /** A waiting row comes back when its time is up. */
  wait(job: Job): void {
    const { state } = job.row
    if (state.phase !== 'waiting') return
    const { clock, line } = this.#deps
    const ms = Math.max(0, state.until - clock.now())
    const { signal } = job.stop
    const over = state.reason === 'offline' ? line.wait(ms, signal) : clock.sleep(ms, signal)
    over.then(
      () => {
        if (job.row.state !== state) return
        this.#queue.addDue(job)
        this.#pump()
      },
      () => undefined,
    )
  }

  /** Keeps count of what is held, whichever way a row came into its phase. */
  track(job: Job, before: RowState): void {
    if (this.#queue.track(job, before)) this.#pump()
  }

  #pump(): void {
    while (this.#requests < REQUESTS_AT_ONCE && !this.#gated) {
      const batch = this.#queue.next()
      if (batch.length === 0) return
      this.#requests += 1
      void this.#ask(batch)
    }
  }

  async #ask(batch: readonly Job[]): Promise<void> {
    const { proxy, runId, observer, line, signal } = this.#deps
    const open = new Map<number, Asked>()
    for (const job of batch) {
      this.#floor.apply(job, { type: 'reserve' })
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
            line.markReachable()
            const asked = this.#close(open, verdict.row)
            if (asked) this.#judge(asked, verdict)
          },
        },
      )
      line.markReachable()
      observer.budget(budget)
      if (open.size > 0) this.#trouble(open, UNANSWERED, heard)
      else this.#troubles = 0
    } catch (error) {
      this.#trouble(open, failureOf(error, 'internal'), heard)
    } finally {
      this.#requests -= 1
      for (const job of batch) this.#close(open, job.row.id)
      this.#pump()
    }
  }

  /** The row's request is over: a retry that came meanwhile may go on. */
  #close(open: Map<number, Asked>, row: number): Asked | undefined {
    const asked = open.get(row)
    if (!asked) return undefined
    open.delete(row)
    asked.job.pendingRequests -= 1
    return asked
  }

  #judge({ job, state }: Asked, verdict: Verdict): void {
    if (job.row.state !== state) {
      if (verdict.verdict === 'ticket') this.#deps.unwanted(job, verdict.ticket)
      this.#floor.route(job)
      return
    }
    switch (verdict.verdict) {
      case 'ticket': {
        const { ticket, assetId, folderId, expiresAt } = verdict
        this.#place(job, folderId)
        this.#floor.apply(job, { type: 'ticket', ticket: { ticket, assetId, folderId, expiresAt } })
        return
      }
      case 'existing': {
        const { asset, wantedFolderId } = verdict
        this.#place(job, wantedFolderId)
        const choice = choiceFor(asset, wantedFolderId)
        const back = job.forceNew ? ({ handedBack: true } as const) : {}
        this.#floor.apply(job, { type: 'existing', asset, choice, ...back })
        return
      }
      case 'wait': {
        const until = this.#deps.clock.now() + Math.max(SHORTEST_WAIT_MS, verdict.retryAfterMs)
        this.#floor.apply(job, { type: 'wait', reason: verdict.reason, until })
        return
      }
      case 'refused':
        this.#fail(job, verdict.failure)
        return
    }
  }

  #place(job: Job, folder: FolderId | null): void {
    job.wanted = folder
    this.#deps.places.learn(job.row.place, folder)
  }

  /** The request went wrong: its rows wait for another try, and so does everything that has not been asked yet. */
  #trouble(open: Map<number, Asked>, failure: Failure, heard: boolean): void {
    if (this.#deps.signal.aborted) return
    if (isOutage(failure)) {
      this.#outage(open)
      return
    }
    this.#deps.line.markReachable()
    // Two requests that fail side by side are one trouble.
    if (heard) this.#troubles = 1
    else if (!this.#gated) this.#troubles += 1
    const last = retryRule(failure) !== 'automatic' || this.#troubles >= MOST_TRIES
    const asked = [...open.values()]
    for (const { job } of asked) this.#close(open, job.row.id)
    const ms = backoffMs(this.#troubles, this.#deps.random, failure.retryAfterMs)
    for (const { job, state } of asked) {
      if (job.row.state !== state) this.#floor.route(job)
      else if (last) this.#floor.apply(job, { type: 'fail', failure })
      else if (heard) this.#wait(job, ms)
      else this.#fail(job, failure, ms)
    }
    if (!last) {
      // After its rows, so that they are there again when it opens.
      this.#gate(ms)
      return
    }
    // One that is still on its way meets the same end.
    if (this.#requests === 1) this.#troubles = 0
    if (CONCERNS_ALL.has(failure.code)) this.#failAll(failure)
  }

  /** Nothing is wrong with the rows: they wait for the proxy to answer, however long. */
  #outage(open: Map<number, Asked>): void {
    const { line, clock } = this.#deps
    const ms = line.markUnreachable()
    this.#gate(ms)
    const until = clock.now() + ms
    for (const { job, state } of open.values()) {
      this.#close(open, job.row.id)
      job.tries = 0
      if (job.row.state !== state) this.#floor.route(job)
      else this.#floor.apply(job, { type: 'wait', reason: 'offline', until })
    }
  }

  #failAll(failure: Failure): void {
    for (const job of this.#queue.clear()) this.#floor.apply(job, { type: 'fail', failure })
  }

  /** Another try after a while, or the end of them. */
  #fail(job: Job, failure: Failure, ms?: number): void {
    job.tries += 1
    if (retryRule(failure) !== 'automatic' || job.tries >= MOST_TRIES) {
      this.#floor.apply(job, { type: 'fail', failure })
      return
    }
    this.#wait(job, ms ?? backoffMs(job.tries, this.#deps.random, failure.retryAfterMs))
  }

  #wait(job: Job, ms: number): void {
    const until = this.#deps.clock.now() + ms
    this.#floor.apply(job, { type: 'wait', reason: 'trouble', until })
  }

  #gate(ms: number): void {
    if (this.#gated) return
    this.#gated = true
    this.#deps.line.wait(ms, this.#deps.signal).then(
      () => {
        this.#gated = false
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
    throw new TypeError(`Row ${id} is asked for without a digest.`)
  }
  return { row: id, name, place, md5: state.md5, size, ...(anew && { anew }) }
}
