/**
 * Ready rows learn whether the site has their bytes, before anything is reserved: what it has needs no call that
 * writes, what it lacks is planned. Asks in batches, a small one first, so that the first upload does not wait for the
 * hashing of others.
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
/** The first question does not wait for more than this. */
export const FIRST_QUESTION = 8
/** Later ones wait for this many rows, for the hashing to pause, or for {@link GATHER_MS}. */
const USUAL_QUESTION = 250
const GATHER_MS = 250
/** Questions that may go wrong in a row before rows go on without an answer. The proxy also knows when it reserves. */
const MOST_TROUBLES = 3

export interface KnownDeps {
  readonly library: Pick<LibraryClient, 'known'>
  readonly places: FolderResolver
  readonly line: ProxyConnection
  readonly clock: Clock
  readonly random: () => number
  readonly signal: AbortSignal
  readonly observer: Pick<RunObserver, 'budget'>
  /** Takes rows whose bytes the site lacks, before they are planned. */
  readonly conflicts: Pick<ConflictStage, 'enqueue'>
  /** Nothing is being hashed: no more rows will come by themselves. */
  readonly isQuiet: () => boolean
}

interface Asked {
  readonly job: Job
  readonly state: RowState
  readonly md5: Md5Hex
}

export class KnownStage {
  readonly #floor: JobDispatcher
  readonly #deps: KnownDeps
  readonly #ready = new Set<Job>()
  #questions = 0
  #troubles = 0
  /** When the run's first question was asked. */
  #startedAt: number | undefined
  #gathered = false
  #gathering = false
  #gated = false
  /** The proxy cannot answer: nobody is asked any more. */
  #mute = false

  constructor(floor: JobDispatcher, deps: KnownDeps) {
    this.#floor = floor
    this.#deps = deps
  }

  enqueue(job: Job): void {
    if (this.#mute || job.forceNew) {
      this.#plan(job)
      return
    }
    this.#ready.add(job)
    this.pump()
  }

  drop(job: Job): void {
    this.#ready.delete(job)
  }

  /** A new run begins. */
  forget(): void {
    this.#mute = false
    this.#troubles = 0
    this.#startedAt = undefined
  }

  /** To be called when the hashing pauses, too. */
  pump(): void {
    while (this.#questions < QUESTIONS_AT_ONCE && this.#ready.size > 0 && !this.#gated) {
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
      this.#floor.apply(job, { type: 'ask' })
      batch.push({ job, state: job.row.state, md5: state.md5 })
    }
    return batch
  }

  async #ask(batch: readonly Asked[]): Promise<void> {
    const { library, places, observer, line, clock, signal } = this.#deps
    this.#questions += 1
    try {
      const known = new Map<Md5Hex, AssetRef>()
      const files = batch.map(({ job, md5 }) => ({ md5, size: job.row.size }))
      const now = clock.now()
      const sinceDropMs = Math.max(0, now - (this.#startedAt ?? now))
      const onKnown = (md5: Md5Hex, asset: AssetRef): void => void known.set(md5, asset)
      const [budget] = await Promise.all([
        library.known(files, { signal, sinceDropMs, onKnown }),
        places.ready(),
      ])
      line.markReachable()
      observer.budget(budget)
      this.#troubles = 0
      for (const asked of batch) this.#judge(asked, known.get(asked.md5))
    } catch (error) {
      if (!signal.aborted) this.#trouble(batch, failureOf(error, 'internal'))
    } finally {
      this.#questions -= 1
      this.pump()
    }
  }

  #judge({ job, state }: Asked, known: AssetRef | undefined): void {
    if (job.row.state !== state) return
    const folder = this.#deps.places.find(job.row.place)
    if (!known) {
      this.#plan(job)
      return
    }
    // Where nobody can tell the folder, the proxy tells it when it is asked for a record.
    if (folder === 'unknown') {
      this.#plan(job, (job) => this.#floor.apply(job, { type: 'plan', held: job.heldForReview }))
      return
    }
    const wanted = folder === 'missing' ? undefined : folder
    job.wanted = wanted
    const plan = planRow({ broken: undefined, leader: undefined, known, wanted })
    const choice = plan.type === 'here' ? 'keep' : 'undecided'
    if (choice === 'undecided' && job.source === 'guess') {
      this.#floor.doubt(job)
      return
    }
    this.#floor.apply(job, { type: 'existing', asset: known, choice })
  }

  /** What is uploaded has been read. */
  #plan(job: Job, goOn = (job: Job): unknown => this.#deps.conflicts.enqueue(job)): void {
    if (job.source === 'guess') this.#floor.doubt(job)
    else goOn(job)
  }

  /** Asks again after a while where that may help; else the rows go on without an answer. */
  #trouble(batch: readonly Asked[], failure: Failure): void {
    const outage = isOutage(failure)
    if (!outage) {
      this.#deps.line.markReachable()
      this.#troubles += 1
    }
    const asked = batch.filter(({ job, state }) => job.row.state === state)
    const { random, line } = this.#deps
    if (outage || (retryRule(failure) === 'automatic' && this.#troubles < MOST_TROUBLES)) {
      // Before its rows, so that they wait for it.
      this.#gate(
        outage ? line.markUnreachable() : backoffMs(this.#troubles, random, failure.retryAfterMs),
      )
      for (const { job } of asked) this.#floor.apply(job, { type: 'unask' })
      return
    }
    this.#mute = true
    for (const { job } of asked) this.#plan(job)
    for (const job of this.#ready) this.#plan(job)
    this.#ready.clear()
  }

  #gate(ms: number): void {
    if (this.#gated) return
    this.#gated = true
    this.#after(ms, () => (this.#gated = false))
  }

  #after(ms: number, then: () => void): void {
    this.#deps.line.wait(ms, this.#deps.signal).then(
      () => {
        then()
        this.pump()
      },
      () => undefined,
    )
  }
}
