/**
 * The worker's digest on the page's own thread, in pieces that yield: slower, and said so. Belongs to
 * `hash-pool.ts`, which turns to it when no worker can start. The code is loaded only then.
 */
import { failureOf } from '../../core/failure.ts'
import type { FileEvent } from '../../core/hash-protocol.ts'
import type { GroupDigester } from '../../worker/digest-group.ts'
import type { HashWay } from '../ports.ts'
import type { HashJob, HashTaker } from './hash-job.ts'

export class PageDigester implements HashTaker {
  readonly #most: number
  readonly #onFree: () => void
  readonly #jobs = new Map<
    number,
    { readonly job: HashJob; readonly signal: { aborted: boolean } }
  >()
  #groups = 0
  #digester: Promise<GroupDigester> | undefined
  #way: HashWay | undefined

  /** `most`: groups at once. `onFree`: there is room for the next one. */
  constructor(most: number, onFree: () => void) {
    this.#most = most
    this.#onFree = onFree
  }

  way(): HashWay | undefined {
    return this.#way
  }

  isFree(): boolean {
    return this.#groups < this.#most
  }

  take(jobs: readonly HashJob[]): void {
    const group = jobs.map((job) => {
      const signal = { aborted: false }
      this.#jobs.set(job.id, { job, signal })
      return { job: job.id, file: job.file, signal }
    })
    this.#groups += 1
    this.#digester ??= this.#load()
    void this.#digester
      .then(
        (digester) => digester.digest(group),
        (error) => {
          // The next group tries to load it again.
          this.#digester = undefined
          const failure = failureOf(error, 'hash-crashed')
          for (const job of jobs) this.#hear({ type: 'failed', job: job.id, failure })
        },
      )
      .finally(() => {
        this.#groups -= 1
        this.#onFree()
      })
  }

  drop(jobs: readonly HashJob[]): void {
    for (const { id } of jobs) {
      const held = this.#jobs.get(id)
      if (held) held.signal.aborted = true
      this.#jobs.delete(id)
    }
  }

  end(): void {
    this.drop([...this.#jobs.values()].map(({ job }) => job))
  }

  #hear(event: FileEvent): void {
    switch (event.type) {
      case 'progress':
        this.#jobs.get(event.job)?.job.progress(event.bytes)
        return
      case 'digests':
        for (const { job, md5 } of event.digests) this.#release(job)?.done(md5)
        return
      case 'failed':
        this.#release(event.job)?.fail(event.failure)
        return
    }
  }

  #release(id: number): HashJob | undefined {
    const held = this.#jobs.get(id)
    this.#jobs.delete(id)
    return held?.job
  }

  async #load(): Promise<GroupDigester> {
    const [{ GroupDigester }, { chooseEngine }] = await Promise.all([
      import('../../worker/digest-group.ts'),
      import('../../worker/md5-engine.ts'),
    ])
    const engine = await chooseEngine()
    this.#way = { engine: engine.name, place: 'page' }
    return new GroupDigester(engine, (event) => this.#hear(event))
  }
}
