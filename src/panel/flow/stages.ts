/**
 * Connects the stages and moves rows between them. A row's phase decides which stage has it. Hashing never waits for
 * the network; sending never waits for other files' hashing.
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
  /** Digests of files hashed in earlier visits. */
  readonly digests: DigestCache
  readonly proxy: ProxyClient
  readonly library: Pick<LibraryClient, 'known' | 'catalogue' | 'bytes'>
  readonly replacer: Replacer
  readonly designer: Pick<Designer, 'moveAsset'>
  readonly clock: Clock
  readonly observer: RunObserver
  /** A UUID by which the proxy knows the run's reservations. A resumed run keeps its id. */
  readonly runId: () => string
  /** Returns 0 to 1; spreads retries. */
  readonly random: () => number
  readonly network: Network
}

export class Stages implements JobDispatcher {
  readonly choices: Choices
  readonly conflicts: ConflictStage
  readonly answers: ConflictAnswers
  /** The run starts nothing new. */
  isPaused = false
  /** Names given in this run. */
  naming = new Naming()
  readonly missingFiles: MissingFiles
  /** Undefined while the run is not journaled. */
  journal: RunJournalWriter | undefined
  readonly #jobs: JobTable
  readonly #observer: RunObserver
  readonly #canceller: ReservationCanceller
  readonly #recalling: RecallStage
  readonly #hashing: HashStage
  readonly #asking: KnownStage
  readonly #folders: FolderResolver
  readonly #reserving: ReserveStage
  readonly #sending: SendStage
  readonly #twins: Twins

  constructor(deps: RunDeps, jobs: JobTable, signal: AbortSignal) {
    const { proxy, observer, designer } = deps
    const onUnusedTicket = (job: Job, ticket: string): void => this.release(job, ticket)
    const connection = new ProxyConnection({ ...deps, signal })
    const shared = { ...deps, signal, onUnusedTicket, connection }
    this.#jobs = jobs
    this.#observer = observer
    this.#canceller = new ReservationCanceller(shared)
    const onQuiet = (): void => this.#asking.pump()
    this.#hashing = new HashStage(this, { ...deps, onQuiet })
    this.#recalling = new RecallStage(this, { ...shared, hashing: this.#hashing, onQuiet })
    this.#folders = new FolderResolver(shared)
    this.conflicts = new ConflictStage(this, {
      ...shared,
      folders: this.#folders,
      naming: () => this.naming,
    })
    this.answers = new ConflictAnswers(this, jobs, this.conflicts, deps.replacer)
    this.#asking = new KnownStage(this, {
      ...shared,
      conflicts: this.conflicts,
      folders: this.#folders,
      isQuiet: () => this.#recalling.isQuiet && this.#hashing.isQuiet,
    })
    this.#reserving = new ReserveStage(this, { ...shared, folders: this.#folders })
    this.#sending = new SendStage(this, shared)
    this.choices = new Choices(this, new AssetMover(this, { designer, proxy, signal }))
    this.#twins = new Twins(this, jobs)
    this.missingFiles = new MissingFiles(this, (job) => {
      const { row } = job
      jobs.remove(job)
      this.journal?.removed([row.id])
      observer.rowsRemoved([row.id])
    })
  }

  /** Starts a new run: names may be reused, and the proxy is asked again what the site has. */
  forget(): void {
    this.naming = new Naming()
    this.conflicts.forget()
    this.#twins.forget()
    this.#folders.forget()
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
    if (event.type === 'found') this.journal?.added([job])
    else this.journal?.changed(job)
    this.#folders.track(job, before)
    this.#reserving.track(job, before)
    if (this.isPaused && !job.resumedIndividually && COMES_BACK.has(event.type)) this.pause(job)
    else this.route(job)
    return true
  }

  route(job: Job): void {
    const { state } = job.row
    switch (state.phase) {
      case 'queued':
        // A missing file is recognised by its bytes, so while one is missing, new files are hashed.
        if (job.source === 'cache' && this.missingFiles.isEmpty) this.#recalling.enqueue(job)
        else this.#hashing.enqueue(job)
        return
      case 'ready':
        if (this.missingFiles.tryReattach(job)) return
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
        // Its twins do not wait for the person's answer.
        if (isSettled(state)) this.#twins.settled(job)
        else this.#twins.part(job, state.md5)
        return
      default:
        if (isSettled(state)) this.#twins.settled(job)
    }
  }

  /** Has the file hashed: a cached digest does not suffice for the next step. */
  doubt(job: Job): void {
    const md5 = digestOf(job.row.state)
    job.source = 'file'
    this.apply(job, { type: 'doubt' })
    if (md5 !== undefined) this.#twins.part(job, md5)
  }

  /** Stops the row at once and gives up its record on the site. */
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
   * Gives up a row's record. A retry of the row waits until then, because the proxy would hand it the same record. If
   * the bytes arrived first, the row gets its asset.
   */
  release(job: Job, ticket: string): void {
    job.pendingRequests += 1
    void this.#canceller.add(ticket).then((asset) => {
      job.pendingRequests -= 1
      if (!asset || !this.apply(job, { type: 'arrived', asset })) this.route(job)
    })
  }

  /** Tickets that were given up and that the proxy has not confirmed yet. */
  cancelledTickets(): readonly string[] {
    return this.#canceller.tickets()
  }
}

// Helpers

/** Events after which a row would start new work, which a paused run must not do. */
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
