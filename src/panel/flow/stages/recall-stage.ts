/**
 * Looks up the digests of queued rows in the cache. Hits become ready without being read; misses are hashed. A cached
 * digest is a guess: it may only show that there is nothing to do.
 */
import type { Clock, DigestCache } from '../../ports/run.ts'
import type { HashStage } from './hash-stage.ts'
import type { JobDispatcher, Job } from '../jobs/job.ts'

/** Rows per lookup; the page gets a turn in between. */
const ROWS_AT_ONCE = 500

export interface RecallDeps {
  readonly digests: Pick<DigestCache, 'recall'>
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly hashing: Pick<HashStage, 'enqueue'>
  /** Called when the queue is empty. */
  readonly onQuiet: () => void
}

export class RecallStage {
  readonly #dispatcher: JobDispatcher
  readonly #deps: RecallDeps
  readonly #queue = new Set<Job>()
  #busy = false

  constructor(dispatcher: JobDispatcher, deps: RecallDeps) {
    this.#dispatcher = dispatcher
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
      // Batches the rows of one turn.
      await Promise.resolve()
      while (this.#queue.size > 0) {
        await this.#recall([...this.#queue].slice(0, ROWS_AT_ONCE))
        if (this.#queue.size > 0) await this.#deps.clock.sleep(0, this.#deps.signal)
      }
    } catch {
      // The page closes.
    } finally {
      this.#busy = false
      this.#deps.onQuiet()
    }
  }

  async #recall(jobs: readonly Job[]): Promise<void> {
    const found = await this.#deps.digests.recall(jobs.map(({ row }) => row))
    for (const [at, job] of jobs.entries()) {
      // Rows paused or cancelled meanwhile have left the queue.
      if (!this.#queue.delete(job)) continue
      const md5 = found[at]
      if (md5 === undefined) this.#deps.hashing.enqueue(job)
      else {
        job.source = 'guess'
        this.#dispatcher.apply(job, { type: 'recalled', md5 })
      }
    }
  }
}
