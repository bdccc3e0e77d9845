/**
 * Hashes on the page's own thread, in pieces that yield; slower than a worker. Part of `hash-pool.ts`, which uses it, and
 * loads its code, only if no worker can start.
 */
import { failureOf } from '../../../core/failure.ts'
import type { FileEvent } from '../../../core/hash-protocol.ts'
import type { GroupDigester } from '../../../worker/digest-group.ts'
import type { chooseEngine } from '../../../worker/md5-engine.ts'
import { LazyValue } from '../../base/lazy-value.ts'
import type { Clock, HashWay } from '../../ports/run.ts'
import type { HashJob, HashTaker } from './hash-job.ts'

export interface DigesterCode {
  readonly GroupDigester: typeof GroupDigester
  readonly chooseEngine: typeof chooseEngine
}

export interface PageDigesterOptions {
  readonly clock: Clock
  /** Groups at once. */
  readonly most: number
  readonly load: () => Promise<DigesterCode>
  /** There is room for the next group. */
  readonly onFree: () => void
  /** The code was loaded after a failed fetch: other fetches may succeed now, too. */
  readonly onBackOnline: () => void
}

export class PageDigester implements HashTaker {
  readonly #options: PageDigesterOptions
  readonly #code: LazyValue<DigesterCode>
  readonly #digester = new LazyValue(() => this.#start())
  readonly #jobs = new Map<
    number,
    { readonly job: HashJob; readonly signal: { aborted: boolean } }
  >()
  #groups = 0
  #way: HashWay | undefined

  constructor(options: PageDigesterOptions) {
    this.#options = options
    this.#code = new LazyValue(options.load)
  }

  way(): HashWay | undefined {
    return this.#way
  }

  isFree(): boolean {
    return this.#groups < this.#options.most
  }

  take(jobs: readonly HashJob[]): void {
    const group = jobs.map((job) => {
      const signal = { aborted: false }
      this.#jobs.set(job.id, { job, signal })
      return { job: job.id, file: job.file, signal }
    })
    this.#groups += 1
    void this.#digester
      .get()
      .then(
        (digester) => digester.digest(group),
        (error) => {
          const failure = failureOf(error, 'hash-crashed')
          for (const job of jobs) this.#hear({ type: 'failed', job: job.id, failure })
        },
      )
      .finally(() => {
        this.#groups -= 1
        this.#options.onFree()
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

  /** Waits for its code without a time limit. Rejects if no engine runs. */
  async #start(): Promise<GroupDigester> {
    const { GroupDigester, chooseEngine } = await this.#fetchCode()
    const engine = await chooseEngine()
    this.#way = { engine: engine.name, place: 'page' }
    return new GroupDigester(engine, (event) => this.#hear(event))
  }

  async #fetchCode(): Promise<DigesterCode> {
    try {
      return await this.#code.get()
    } catch {
      const code = await this.#code.getEventually(this.#options.clock)
      this.#options.onBackOnline()
      return code
    }
  }
}

/** Loads the code that {@link PageDigester} runs. */
export async function importDigester(): Promise<DigesterCode> {
  const [{ GroupDigester }, { chooseEngine }] = await Promise.all([
    import('../../../worker/digest-group.ts'),
    import('../../../worker/md5-engine.ts'),
  ])
  return { GroupDigester, chooseEngine }
}
