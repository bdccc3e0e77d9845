/** Queued rows become ready ones. Knows nothing of the network, so it never waits for it. */
import { failureOf, retryRule } from '../../core/failure.ts'
import type { Hasher } from '../ports.ts'
import { takeFirst, type Floor, type Job } from './job.ts'
import { MOST_TRIES } from './retry.ts'

/** Files handed to the hasher at once: it reads hundreds together, and takes them in order. */
const HASHES_AT_ONCE = 1024

export class HashStage {
  readonly #floor: Floor
  readonly #hasher: Hasher
  readonly #onQuiet: () => void
  readonly #queue = new Set<Job>()
  #busy = 0

  /** `onQuiet`: nothing is left to be hashed. */
  constructor(floor: Floor, hasher: Hasher, onQuiet: () => void) {
    this.#floor = floor
    this.#hasher = hasher
    this.#onQuiet = onQuiet
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
      this.#floor.apply(job, { type: 'hash' })
      await this.#digest(job)
    } finally {
      this.#busy -= 1
      this.#pump()
      if (this.isQuiet) this.#onQuiet()
    }
  }

  async #digest(job: Job): Promise<void> {
    const { signal } = job.stop
    const { state } = job.row
    for (let tries = 1; ; tries++) {
      try {
        const md5 = await this.#hasher.digest(job.row.file, { signal })
        if (job.row.state === state) this.#floor.apply(job, { type: 'hashed', md5 })
        return
      } catch (error) {
        if (job.row.state !== state) return
        const failure = failureOf(error, 'hash-crashed')
        if (retryRule(failure) === 'automatic' && tries < MOST_TRIES) continue
        this.#floor.apply(job, { type: 'fail', failure })
        return
      }
    }
  }
}
