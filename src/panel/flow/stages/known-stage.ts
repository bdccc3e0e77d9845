/**
 * Asks the proxy whether the site has the bytes of ready rows, before anything is reserved. Existing bytes need no
 * write; the rest is planned. Asks in batches; the first is small, so that the first upload does not wait for the
 * hashing of other files.
 */
import type { Md5Hex } from '../../../core/brands.ts'
import { failureOf, retryRule, type Failure } from '../../../core/failure.ts'
import { planRow } from '../../../core/plan.ts'
import type { AssetRef, RowState } from '../../../core/row.ts'
import { MAX_KNOWN_FILES } from '../../../core/wire-library.ts'
import type { Clock, RunObserver } from '../../ports/run.ts'
import type { LibraryClient } from '../../ports/library.ts'
import type { ConflictStage } from './conflict-stage.ts'
import type { JobDispatcher, Job } from '../jobs/job.ts'
import type { ProxyConnection } from '../jobs/proxy-connection.ts'
import type { FolderResolver } from '../folders/folder-resolver.ts'
import { backoffMs, isOutage } from '../jobs/retry.ts'

export const QUESTIONS_AT_ONCE = 2
/** Maximum rows in the first question. */
export const FIRST_QUESTION = 8
/** Later questions wait for this many rows, for hashing to pause, or for {@link GATHER_MS}. */
const USUAL_QUESTION = 250
const GATHER_MS = 250
/** Failures in a row before rows go on unasked. The proxy checks again when it reserves. */
const MOST_FAILURES = 3

export interface KnownDeps {
  readonly library: Pick<LibraryClient, 'known'>
  readonly folders: FolderResolver
  readonly connection: ProxyConnection
  readonly clock: Clock
  readonly random: () => number
  readonly signal: AbortSignal
  readonly observer: Pick<RunObserver, 'budget'>
  /** Takes rows whose bytes are not on the site. */
  readonly conflicts: Pick<ConflictStage, 'enqueue'>
  /** Whether hashing is idle, so that no more rows are about to come. */
  readonly isQuiet: () => boolean
}

interface Asked {
  readonly job: Job
  readonly state: RowState
  readonly md5: Md5Hex
}

export class KnownStage {
  readonly #dispatcher: JobDispatcher
  readonly #deps: KnownDeps
  readonly #ready = new Set<Job>()
  #questions = 0
  #failures = 0
  /** When the run asked its first question, milliseconds since the epoch. */
  #startedAt: number | undefined
  #gathered = false
  #gathering = false
  #isBackingOff = false
  /** The proxy cannot answer: it is not asked again in this run. */
  #isUnavailable = false

  constructor(dispatcher: JobDispatcher, deps: KnownDeps) {
    this.#dispatcher = dispatcher
    this.#deps = deps
  }

  enqueue(job: Job): void {
    if (this.#isUnavailable || job.forceNew) {
      this.#plan(job)
      return
    }
    this.#ready.add(job)
    this.pump()
  }

  drop(job: Job): void {
    this.#ready.delete(job)
  }

  /** Starts a new run. */
  forget(): void {
    this.#isUnavailable = false
    this.#failures = 0
    this.#startedAt = undefined
  }

  /** Asks about ready rows when a question is due. Also called when hashing pauses. */
  pump(): void {
    while (this.#questions < QUESTIONS_AT_ONCE && this.#ready.size > 0 && !this.#isBackingOff) {
      if (!this.#isDue()) {
        this.#gather()
        return
      }
      const batch = this.#take(this.#startedAt === undefined ? FIRST_QUESTION : MAX_KNOWN_FILES)
      this.#startedAt ??= this.#deps.clock.now()
      this.#gathered = false
      void this.#ask(batch)
    }
  }

  #isDue(): boolean {
    if (this.#startedAt === undefined || this.#gathered) return true
    if (this.#ready.size >= USUAL_QUESTION) return true
    return this.#deps.isQuiet()
  }

  #gather(): void {
    if (this.#gathering) return
    this.#gathering = true
    this.#after(GATHER_MS, () => {
      this.#gathering = false
      this.#gathered = true
    })
  }

  #take(most: number): Asked[] {
    const batch: Asked[] = []
    for (const job of this.#ready) {
      if (batch.length === most) break
      this.#ready.delete(job)
      const { state } = job.row
      if (state.phase !== 'ready') continue
      this.#dispatcher.apply(job, { type: 'ask' })
      batch.push({ job, state: job.row.state, md5: state.md5 })
    }
    return batch
  }

  async #ask(batch: readonly Asked[]): Promise<void> {
    const { library, folders, observer, connection, clock, signal } = this.#deps
    this.#questions += 1
    try {
      const known = new Map<Md5Hex, AssetRef>()
      const files = batch.map(({ job, md5 }) => ({ md5, size: job.row.size }))
      const now = clock.now()
      const sinceDropMs = Math.max(0, now - (this.#startedAt ?? now))
      const onKnown = (md5: Md5Hex, asset: AssetRef): void => void known.set(md5, asset)
      const [budget] = await Promise.all([
        library.known(files, { signal, sinceDropMs, onKnown }),
        folders.ready(),
      ])
      connection.markReachable()
      observer.budget(budget)
      this.#failures = 0
      for (const asked of batch) this.#judge(asked, known.get(asked.md5))
    } catch (error) {
      if (!signal.aborted) this.#handleFailure(batch, failureOf(error, 'internal'))
    } finally {
      this.#questions -= 1
      this.pump()
    }
  }

  #judge({ job, state }: Asked, known: AssetRef | undefined): void {
    if (job.row.state !== state) return
    const folder = this.#deps.folders.find(job.row.place)
    if (!known) {
      this.#plan(job)
      return
    }
    // The proxy resolves an unknown folder when it reserves.
    if (folder === 'unknown') {
      this.#plan(job, (job) =>
        this.#dispatcher.apply(job, { type: 'plan', held: job.heldForReview }),
      )
      return
    }
    const wanted = folder === 'missing' ? undefined : folder
    job.destination = wanted
    const plan = planRow({ broken: undefined, leader: undefined, known, wanted })
    const choice = plan.type === 'here' ? 'keep' : 'undecided'
    if (choice === 'undecided' && job.source === 'guess') {
      this.#dispatcher.doubt(job)
      return
    }
    this.#dispatcher.apply(job, { type: 'existing', asset: known, choice })
  }

  /** Passes the row on; a file to upload must have been read. */
  #plan(job: Job, goOn = (job: Job): unknown => this.#deps.conflicts.enqueue(job)): void {
    if (job.source === 'guess') this.#dispatcher.doubt(job)
    else goOn(job)
  }

  /** Retries after a while if that may help; otherwise the rows go on unasked. */
  #handleFailure(batch: readonly Asked[], failure: Failure): void {
    const outage = isOutage(failure)
    if (!outage) {
      this.#deps.connection.markReachable()
      this.#failures += 1
    }
    const asked = batch.filter(({ job, state }) => job.row.state === state)
    const { random, connection } = this.#deps
    if (outage || (retryRule(failure) === 'automatic' && this.#failures < MOST_FAILURES)) {
      // Before its rows return, so that they wait.
      this.#backOff(
        outage
          ? connection.markUnreachable()
          : backoffMs(this.#failures, random, failure.retryAfterMs),
      )
      for (const { job } of asked) this.#dispatcher.apply(job, { type: 'unask' })
      return
    }
    this.#isUnavailable = true
    for (const { job } of asked) this.#plan(job)
    for (const job of this.#ready) this.#plan(job)
    this.#ready.clear()
  }

  #backOff(ms: number): void {
    if (this.#isBackingOff) return
    this.#isBackingOff = true
    this.#after(ms, () => (this.#isBackingOff = false))
  }

  #after(ms: number, then: () => void): void {
    this.#deps.connection.wait(ms, this.#deps.signal).then(
      () => {
        then()
        this.pump()
      },
      () => undefined,
    )
  }
}
