/**
 * Queued rows whose files this browser has hashed before become ready ones without being read; the others go on to be
 * hashed. A digest from the cache is a guess: it is good enough to find that nothing is to be done, and for nothing else.
 */
import type { Clock, DigestCache } from '../../ports/run.ts'
import type { HashStage } from './hash-stage.ts'
import type { JobDispatcher, Job } from '../jobs/job.ts'

/** Rows that are asked about at once: the page gets its turn between them. */
const ROWS_AT_ONCE = 500

export interface RecallDeps {
  readonly digests: Pick<DigestCache, 'recall'>
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly hashing: Pick<HashStage, 'enqueue'>
  /** Nobody waits to be asked about. */
  readonly onQuiet: () => void
}

export class RecallStage {
  readonly #floor: JobDispatcher
  readonly #deps: RecallDeps
  readonly #queue = new Set<Job>()
  #busy = false

  constructor(floor: JobDispatcher, deps: RecallDeps) {
    this.#floor = floor
    this.#deps = deps
  }

  get isQuiet(): boolean {
    return !this.#busy
  }

  enqueue(job: Job): void {
    this.#queue.add(job)
    if (!this.#busy) void this.#work()
  }

  drop(job: Job): void {
    this.#queue.delete(job)
  }

  async #work(): Promise<void> {
    this.#busy = true
    try {
      // Those that come in the same turn are asked about together.
      await Promise.resolve()
      while (this.#queue.size > 0) {
        await this.#recall([...this.#queue].slice(0, ROWS_AT_ONCE))
        if (this.#queue.size > 0) await this.#deps.clock.sleep(0, this.#deps.signal)
      }
    } catch {
      // The page ends.
    } finally {
      this.#busy = false
      this.#deps.onQuiet()
    }
  }

  async #recall(jobs: readonly Job[]): Promise<void> {
    const found = await this.#deps.digests.recall(jobs.map(({ row }) => row))
    for (const [at, job] of jobs.entries()) {
      // Who has been paused or cancelled meanwhile is no longer in the queue.
      if (!this.#queue.delete(job)) continue
      const md5 = found[at]
      if (md5 === undefined) this.#deps.hashing.enqueue(job)
      else {
        job.source = 'guess'
        this.#floor.apply(job, { type: 'recalled', md5 })
      }
    }
  }
}
