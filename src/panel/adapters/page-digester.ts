/**
 * The worker's digest on the page's own thread, in pieces that yield: slower, and said so. Belongs to
 * `hash-pool.ts`, which turns to it when no worker can start. The code is loaded only then.
 */
import { failureOf } from '../../core/failure.ts'
import type { FileDigester } from '../../worker/digest-file.ts'
import type { HashWay } from '../ports.ts'
import type { HashJob } from './hash-job.ts'

export class PageDigester {
  readonly #most: number
  readonly #onFree: () => void
  readonly #jobs = new Map<number, AbortController>()
  #digester: Promise<FileDigester> | undefined
  #way: HashWay | undefined

  /** `onFree`: a place is free for the next file. */
  constructor(most: number, onFree: () => void) {
    this.#most = most
    this.#onFree = onFree
  }

  way(): HashWay | undefined {
    return this.#way
  }

  isFree(): boolean {
    return this.#jobs.size < this.#most
  }

  take(job: HashJob): void {
    const stop = new AbortController()
    this.#jobs.set(job.id, stop)
    void this.#run(job, stop.signal)
  }

  cancel(job: HashJob): void {
    this.#jobs.get(job.id)?.abort()
    this.#jobs.delete(job.id)
  }

  end(): void {
    for (const stop of this.#jobs.values()) stop.abort()
    this.#jobs.clear()
  }

  async #run(job: HashJob, signal: AbortSignal): Promise<void> {
    try {
      this.#digester ??= this.#load()
      const digester = await this.#digester
      const md5 = await digester.digest(job.file, {
        signal,
        onProgress: (bytes) => !signal.aborted && job.progress(bytes),
      })
      if (!signal.aborted) job.done(md5)
    } catch (error) {
      if (!signal.aborted) job.fail(failureOf(error, 'hash-crashed'))
    } finally {
      if (!signal.aborted) this.#jobs.delete(job.id)
      this.#onFree()
    }
  }

  async #load(): Promise<FileDigester> {
    try {
      const [{ FileDigester }, { chooseEngine }] = await Promise.all([
        import('../../worker/digest-file.ts'),
        import('../../worker/md5-engine.ts'),
      ])
      const engine = await chooseEngine()
      this.#way = { engine: engine.name, place: 'page' }
      return new FileDigester(engine)
    } catch (error) {
      // The next file tries to load it again.
      this.#digester = undefined
      throw error
    }
  }
}
