/** Hashes queued rows, which become ready. Uses no network, so it never waits for it. */
import { failureOf, retryRule } from '../../../core/failure.ts'
import type { Clock, DigestCache, Hasher } from '../../ports/run.ts'
import { takeFirst, type JobDispatcher, type Job } from '../jobs/job.ts'
import { MOST_TRIES } from '../jobs/retry.ts'

/** Files handed to the hasher in parallel: it reads hundreds together, in order. */
const HASHES_AT_ONCE = 1024

export interface HashDeps {
  readonly hasher: Hasher
  readonly digests: Pick<DigestCache, 'remember'>
  readonly clock: Clock
  /** Called when nothing is left to hash. */
  readonly onQuiet: () => void
}

export class HashStage {
  readonly #dispatcher: JobDispatcher
  readonly #deps: HashDeps
  readonly #queue = new Set<Job>()
  #busy = 0

  constructor(dispatcher: JobDispatcher, deps: HashDeps) {
    this.#dispatcher = dispatcher
    this.#deps = deps
  }

  get isQuiet(): boolean {
    return this.#busy === 0 && this.#queue.size === 0
  }

  enqueue(job: Job): void {
    this.#queue.add(job)
    this.#pump()
  }

  drop(job: Job): void {
    this.#queue.delete(job)
  }

  #pump(): void {
    while (this.#busy < HASHES_AT_ONCE) {
      const job = takeFirst(this.#queue)
      if (!job) return
      void this.#hash(job)
    }
  }

  async #hash(job: Job): Promise<void> {
    this.#busy += 1
    try {
      this.#dispatcher.apply(job, { type: 'hash' })
      await this.#digest(job)
    } finally {
      this.#busy -= 1
      this.#pump()
      if (this.isQuiet) this.#deps.onQuiet()
    }
  }

  async #digest(job: Job): Promise<void> {
    const { hasher, digests, clock } = this.#deps
    const { signal } = job.stop
    const { state, file, path } = job.row
    job.source = 'file'
    for (let tries = 1; ; tries++) {
      try {
        const readAt = clock.now()
        const md5 = await hasher.digest(file, { signal })
        digests.remember({ file, path }, md5, readAt)
        if (job.row.state === state) this.#dispatcher.apply(job, { type: 'hashed', md5 })
        return
      } catch (error) {
        if (job.row.state !== state) return
        const failure = failureOf(error, 'hash-crashed')
        if (retryRule(failure) === 'automatic' && tries < MOST_TRIES) continue
        this.#dispatcher.apply(job, { type: 'fail', failure })
        return
      }
    }
  }
}
