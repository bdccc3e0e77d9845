/**
 * The stages side by side, and the one way by which a row goes from one to the next. The phase a row is in says which
 * stage has it: hashing never waits for the network, bytes never wait for the hashing of others.
 */
import { transition, type RowEvent } from '../../core/row-events.ts'
import { digestOf, isPausable, isSettled } from '../../core/row.ts'
import type { LibraryClient } from '../ports/library.ts'
import type {
  Clock,
  Designer,
  DigestCache,
  Hasher,
  Network,
  ProxyClient,
  Replacer,
  RunObserver,
} from '../ports/run.ts'
import { Choices } from './choices.ts'
import { ConflictAnswers } from './conflict-answers.ts'
import { ConflictStage } from './stages/conflict-stage.ts'
import { ReservationCanceller } from './reservation-canceller.ts'
import { HashStage } from './stages/hash-stage.ts'
import { halt, type JobDispatcher, type Job } from './jobs/job.ts'
import type { JobTable } from './jobs/job-table.ts'
import { KnownStage } from './stages/known-stage.ts'
import type { RunJournalWriter } from './journal/run-journal-writer.ts'
import { ProxyConnection } from './jobs/proxy-connection.ts'
import { MissingFiles } from './missing-files.ts'
import { AssetMover } from './asset-mover.ts'
import { Naming } from './folders/naming.ts'
import { FolderResolver } from './folders/folder-resolver.ts'
import { RecallStage } from './stages/recall-stage.ts'
import { ReserveStage } from './stages/reserve-stage.ts'
import { SendStage } from './stages/send-stage.ts'
import { Twins } from './twins.ts'

export interface RunDeps {
  readonly hasher: Hasher
  /** Digests of files that were hashed before. */
  readonly digests: DigestCache
  readonly proxy: ProxyClient
  readonly library: Pick<LibraryClient, 'known' | 'catalogue' | 'bytes'>
  readonly replacer: Replacer
  readonly designer: Pick<Designer, 'moveAsset'>
  readonly clock: Clock
  readonly observer: RunObserver
  /** A UUID: the proxy knows the panel's reservations by it. A run that is taken up again keeps its own. */
  readonly runId: () => string
  /** 0 to 1, for the spread of retries. */
  readonly random: () => number
  readonly network: Network
}

export class Stages implements JobDispatcher {
  readonly choices: Choices
  readonly conflicts: ConflictStage
  readonly answers: ConflictAnswers
  /** Nothing new is begun. */
  isPaused = false
  /** Names given out in this run. */
  naming = new Naming()
  readonly lost: MissingFiles
  /** Writes the run down, where that can be done. */
  keeper: RunJournalWriter | undefined
  readonly #jobs: JobTable
  readonly #observer: RunObserver
  readonly #giveUp: ReservationCanceller
  readonly #recalling: RecallStage
  readonly #hashing: HashStage
  readonly #asking: KnownStage
  readonly #places: FolderResolver
  readonly #reserving: ReserveStage
  readonly #sending: SendStage
  readonly #twins: Twins

  constructor(deps: RunDeps, jobs: JobTable, signal: AbortSignal) {
    const { proxy, observer, designer } = deps
    const unwanted = (job: Job, ticket: string): void => this.release(job, ticket)
    const line = new ProxyConnection({ ...deps, signal })
    const shared = { ...deps, signal, unwanted, line }
    this.#jobs = jobs
    this.#observer = observer
    this.#giveUp = new ReservationCanceller(shared)
    const onQuiet = (): void => this.#asking.pump()
    this.#hashing = new HashStage(this, { ...deps, onQuiet })
    this.#recalling = new RecallStage(this, { ...shared, hashing: this.#hashing, onQuiet })
    this.#places = new FolderResolver(shared)
    this.conflicts = new ConflictStage(this, {
      ...shared,
      places: this.#places,
      naming: () => this.naming,
    })
    this.answers = new ConflictAnswers(this, jobs, this.conflicts, deps.replacer)
    this.#asking = new KnownStage(this, {
      ...shared,
      conflicts: this.conflicts,
      places: this.#places,
      isQuiet: () => this.#recalling.isQuiet && this.#hashing.isQuiet,
    })
    this.#reserving = new ReserveStage(this, { ...shared, places: this.#places })
    this.#sending = new SendStage(this, shared)
    this.choices = new Choices(this, new AssetMover(this, { designer, proxy, signal }))
    this.#twins = new Twins(this, jobs)
    this.lost = new MissingFiles(this, (job) => {
      const { row } = job
      jobs.remove(job)
      this.keeper?.removed([row.id])
      observer.rowsRemoved([row.id])
    })
  }

  /** A new run begins: names may be used again, and what is on the site is for the proxy to say. */
  forget(): void {
    this.naming = new Naming()
    this.conflicts.forget()
    this.#twins.forget()
    this.#places.forget()
    this.#asking.forget()
  }

  apply(job: Job, event: RowEvent): boolean {
    const before = job.row.state
    const after = transition(before, event)
    if (after === before) return false
    job.row.state = after
    this.#jobs.track(job, before)
    if (before.phase === 'queued') {
      this.#recalling.drop(job)
      this.#hashing.drop(job)
    }
    if (before.phase === 'ready') this.#asking.drop(job)
    if (before.phase === 'reserved') this.#sending.drop(job)
    this.#observer.rowChanged(job.row.id)
    if (event.type === 'found') this.keeper?.added([job])
    else this.keeper?.changed(job)
    this.#places.track(job, before)
    this.#reserving.track(job, before)
    if (this.isPaused && !job.resumedIndividually && COMES_BACK.has(event.type)) this.pause(job)
    else this.route(job)
    return true
  }

  route(job: Job): void {
    const { state } = job.row
    switch (state.phase) {
      case 'queued':
        // What a lost file was is known by its bytes, so those that come now are read.
        if (job.source === 'cache' && this.lost.isEmpty) this.#recalling.enqueue(job)
        else this.#hashing.enqueue(job)
        return
      case 'ready':
        if (this.lost.tryReattach(job)) return
        if (this.#twins.leads(job)) this.#asking.enqueue(job)
        return
      case 'planned':
        if (!state.held) this.#reserving.enqueue(job)
        return
      case 'waiting':
        this.#reserving.wait(job)
        return
      case 'reserved':
        this.#sending.enqueue(job)
        return
      case 'conflict':
        // However long a person takes, the others with its bytes go on.
        if (isSettled(state)) this.#twins.settled(job)
        else this.#twins.part(job, state.md5)
        return
      default:
        if (isSettled(state)) this.#twins.settled(job)
    }
  }

  /** The digest that the cache told is not enough for what is to be done: the file is read. */
  doubt(job: Job): void {
    const md5 = digestOf(job.row.state)
    job.source = 'file'
    this.apply(job, { type: 'doubt' })
    if (md5 !== undefined) this.#twins.part(job, md5)
  }

  /** Stops the row at once; the record that it has on the site is given up. */
  cancel(job: Job): void {
    const { state } = job.row
    if (isSettled(state)) return
    halt(job)
    if (state.phase === 'reserved' || state.phase === 'sending') {
      this.release(job, state.ticket.ticket)
    }
    this.apply(job, { type: 'cancel' })
  }

  pause(job: Job): void {
    job.resumedIndividually = false
    if (!isPausable(job.row.state)) return
    halt(job)
    this.apply(job, { type: 'pause' })
  }

  /**
   * Until the record is given up, a retry of the row waits: it would be handed the same record. Where that comes too
   * late, the row has its asset.
   */
  release(job: Job, ticket: string): void {
    job.pendingRequests += 1
    void this.#giveUp.add(ticket).then((asset) => {
      job.pendingRequests -= 1
      if (!asset || !this.apply(job, { type: 'arrived', asset })) this.route(job)
    })
  }

  /** Tickets whose records are being given up, and the proxy has not confirmed it yet. */
  ticketsGivenUp(): readonly string[] {
    return this.#giveUp.tickets()
  }
}

// Helpers

/** Events after which a row would start something new: not while the run is paused. */
const COMES_BACK: ReadonlySet<RowEvent['type']> = new Set([
  'expire',
  'untwin',
  'unask',
  'doubt',
  'plan',
  'keep-both',
  'recheck',
  'wait',
])
