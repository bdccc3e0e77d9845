/**
 * The run: every file on its way from the drop to the site, as one machine over the ports. Rows change only by
 * `core/row`'s transitions, and the phase a row is in says which stage has it. Stages run side by side: hashing
 * never waits for the network, bytes never wait for the hashing of others.
 */
import { rowId, type FolderId, type RowId } from '../../core/brands.ts'
import { brokenLimit } from '../../core/limits.ts'
import { isPausable, isSettled, transition, type RowEvent, type RowState } from '../../core/row.ts'
import type { Clock, Designer, Hasher, ProxyClient, RunObserver, TakenFile } from '../ports.ts'
import { GiveUp } from './give-up.ts'
import { HashStage } from './hash-stage.ts'
import { createJob, halt, type Floor, type Job } from './job.ts'
import { Mover } from './mover.ts'
import { Naming } from './naming.ts'
import { ReserveStage } from './reserve-stage.ts'
import { SendStage } from './send-stage.ts'
import { Twins } from './twins.ts'

export interface RunDeps {
  readonly hasher: Hasher
  readonly proxy: ProxyClient
  readonly designer: Pick<Designer, 'moveAsset'>
  readonly clock: Clock
  readonly observer: RunObserver
  /** A UUID: the proxy knows the panel's reservations by it. */
  readonly runId: string
  /** 0 to 1, for the spread of retries. */
  readonly random: () => number
}

export class Run implements Floor {
  readonly #deps: RunDeps
  readonly #jobs = new Map<RowId, Job>()
  readonly #over = new AbortController()
  readonly #giveUp: GiveUp
  readonly #hashing: HashStage
  readonly #reserving: ReserveStage
  readonly #sending: SendStage
  readonly #moving: Mover
  readonly #twins: Twins
  #naming = new Naming()
  #nextId = 1
  #left = 0
  #paused = false

  constructor(deps: RunDeps) {
    const { clock, random, proxy, observer, designer, runId, hasher } = deps
    const { signal } = this.#over
    const unwanted = (job: Job, ticket: string): void => this.#release(job, ticket)
    this.#deps = deps
    this.#giveUp = new GiveUp({ proxy, clock, random, signal })
    this.#hashing = new HashStage(this, hasher)
    this.#reserving = new ReserveStage(this, {
      runId,
      proxy,
      clock,
      random,
      observer,
      signal,
      unwanted,
    })
    this.#sending = new SendStage(this, { proxy, clock, random, observer, unwanted })
    this.#moving = new Mover(this, { designer, proxy, signal })
    this.#twins = new Twins(this, this.#jobs)
  }

  /** Adds files at any time; those that break no limit start at once, unless the run is paused. */
  add(files: readonly TakenFile[], under: FolderId | null): void {
    if (this.#left === 0) {
      this.#naming = new Naming()
      this.#twins.forget()
    }
    const jobs = files.map(({ file, path }) => this.#admit(file, path, under))
    this.#deps.observer.rowsAdded(jobs.map(({ row }) => row))
    for (const job of jobs) {
      if (this.#paused) this.apply(job, { type: 'pause' })
      this.route(job)
    }
  }

  get isPaused(): boolean {
    return this.#paused
  }

  /** Holds back what has no record on the site yet; the rest is finished. */
  pause(): void {
    this.#paused = true
    for (const job of this.#jobs.values()) this.pauseRow(job.row.id)
  }

  resume(): void {
    this.#paused = false
    for (const job of this.#jobs.values()) this.apply(job, { type: 'resume' })
  }

  pauseRow(id: RowId): void {
    const job = this.#jobs.get(id)
    if (!job || !isPausable(job.row.state)) return
    halt(job)
    this.apply(job, { type: 'pause' })
  }

  resumeRow(id: RowId): void {
    const job = this.#jobs.get(id)
    if (job) this.apply(job, { type: 'resume' })
  }

  /** Stops the rows at once; records that they have on the site are given up. */
  cancel(ids: readonly RowId[]): void {
    const jobs = ids.flatMap((id) => this.#jobs.get(id) ?? [])
    // Twins first, so that none of them is promoted only to be cancelled.
    for (const job of jobs) if (job.row.state.phase === 'twin') this.#cancel(job)
    for (const job of jobs) this.#cancel(job)
  }

  #cancel(job: Job): void {
    const { state } = job.row
    if (isSettled(state)) return
    halt(job)
    if (state.phase === 'reserved' || state.phase === 'sending') {
      this.#release(job, state.ticket.ticket)
    }
    this.apply(job, { type: 'cancel' })
  }

  cancelAll(): void {
    this.cancel([...this.#jobs.keys()])
  }

  /** Failed and cancelled rows start again at their last durable step. */
  retry(ids: Iterable<RowId>): void {
    for (const id of ids) {
      const job = this.#jobs.get(id)
      if (!job) continue
      job.tries = 0
      job.furthest = 0
      job.notBefore = 0
      this.apply(job, { type: 'retry' })
    }
  }

  keep(ids: Iterable<RowId>): void {
    for (const id of ids) {
      const job = this.#jobs.get(id)
      if (job) this.apply(job, { type: 'choose', choice: 'keep', folderId: null })
    }
  }

  moveHere(ids: Iterable<RowId>): void {
    for (const id of ids) {
      const job = this.#jobs.get(id)
      if (job) this.#moving.move(job)
    }
  }

  /** Forgets settled rows. */
  remove(ids: Iterable<RowId>): void {
    for (const id of ids) {
      const job = this.#jobs.get(id)
      if (job && isSettled(job.row.state)) this.#jobs.delete(id)
    }
  }

  /** The page's last moment: records whose bytes will not come are given up without waiting for an answer. */
  leave(): void {
    const tickets = new Set(this.#giveUp.tickets())
    for (const { row } of this.#jobs.values()) {
      if ('ticket' in row.state) tickets.add(row.state.ticket.ticket)
    }
    if (tickets.size > 0) this.#deps.proxy.cancelOnLeave([...tickets])
  }

  dispose(): void {
    this.#over.abort()
    for (const job of this.#jobs.values()) job.stop.abort()
  }

  apply(job: Job, event: RowEvent): boolean {
    const before = job.row.state
    const after = transition(before, event)
    if (after === before) return false
    job.row.state = after
    this.#left += Number(isSettled(before)) - Number(isSettled(after))
    if (before.phase === 'queued') this.#hashing.drop(job)
    if (before.phase === 'reserved') this.#sending.drop(job)
    this.#deps.observer.rowChanged(job.row.id)
    this.#reserving.track(job, before)
    if (this.#paused && COMES_BACK.has(event.type)) this.pauseRow(job.row.id)
    else this.route(job)
    return true
  }

  route(job: Job): void {
    const { state } = job.row
    switch (state.phase) {
      case 'queued':
        this.#hashing.enqueue(job)
        return
      case 'ready':
        if (this.#twins.leads(job)) this.#reserving.enqueue(job)
        return
      case 'waiting':
        this.#reserving.wait(job)
        return
      case 'reserved':
        this.#sending.enqueue(job)
        return
      default:
        if (isSettled(state)) this.#twins.settled(job)
    }
  }

  #admit(file: File, path: readonly string[], under: FolderId | null): Job {
    const place = this.#naming.place(under, path)
    const name = this.#naming.name(file.name, place)
    const broken = brokenLimit({ name, size: file.size })
    const queued: RowState = { phase: 'queued' }
    const state = broken ? transition(queued, { type: 'refuse', failure: broken }) : queued
    const job = createJob({ id: rowId(this.#nextId++), file, path, name, place, state })
    this.#jobs.set(job.row.id, job)
    if (!broken) this.#left += 1
    return job
  }

  /** Until the record is given up, a retry of the row waits: it would be handed the same record. */
  #release(job: Job, ticket: string): void {
    job.holds += 1
    void this.#giveUp.add(ticket).then(() => {
      job.holds -= 1
      this.route(job)
    })
  }
}

// Helpers

/** Events after which a row would start something new: not while the run is paused. */
const COMES_BACK: ReadonlySet<RowEvent['type']> = new Set(['expire', 'untwin', 'wait'])
