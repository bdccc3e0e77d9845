/**
 * Hashing in a pool of module workers, and on the page where no worker can start. Pairs with
 * `worker/hash.worker.ts`, speaks `core/hash-protocol.ts`; only the composition root imports it.
 */
import { md5Hex, type Md5Hex } from '../../core/brands.ts'
import { FailureError, type Failure } from '../../core/failure.ts'
import type { Clock, Hasher, HashWay } from '../ports.ts'
import { HashHand } from './hash-hand.ts'
import type { HashJob } from './hash-job.ts'
import { PageDigester } from './page-digester.ts'

/** Files that one worker has in hand at once: reads overlap, memory stays bounded. */
export const FILES_PER_WORKER = 4
/** Files at once on the page: one is read while the other is hashed. */
export const FILES_ON_PAGE = 2
/** More workers only buy concurrent reads, and those come from {@link FILES_PER_WORKER} already. */
const MOST_WORKERS = 4

export interface HashPoolOptions {
  readonly clock: Clock
  readonly createWorker?: () => Worker
  readonly workers?: number
  /** Milliseconds until a worker must have said `ready`. @default 10_000 */
  readonly startMs?: number
  /** Milliseconds without progress after which a file's worker is given up. @default 60_000 */
  readonly stallMs?: number
  /** Milliseconds without work after which the workers end. @default 15_000 */
  readonly idleMs?: number
}

export class HashPool implements Hasher {
  readonly #options: Required<HashPoolOptions>
  readonly #queue = new Map<number, HashJob>()
  readonly #open = new Map<number, HashJob>()
  readonly #hands = new Set<HashHand>()
  readonly #page: PageDigester
  #workers: number
  #way: HashWay | undefined
  #nextId = 1
  #idle: AbortController | undefined
  #disposed = false

  constructor(options: HashPoolOptions) {
    const cores = navigator.hardwareConcurrency || 1
    this.#options = {
      createWorker: startHashWorker,
      workers: Math.max(1, Math.min(cores, MOST_WORKERS)),
      startMs: 10_000,
      stallMs: 60_000,
      idleMs: 15_000,
      ...options,
    }
    this.#workers = this.#options.workers
    this.#page = new PageDigester(FILES_ON_PAGE, () => this.#pump())
  }

  way(): HashWay | undefined {
    return this.#workers === 0 ? this.#page.way() : this.#way
  }

  digest(
    file: Blob,
    {
      signal,
      onProgress,
    }: { readonly signal: AbortSignal; readonly onProgress?: (bytes: number) => void },
  ): Promise<Md5Hex> {
    if (this.#disposed || signal.aborted) return Promise.reject(new FailureError(STOPPED))
    return new Promise((resolve, reject) => {
      const stop = (): void => this.#abort(job)
      const told = { bytes: 0 }
      const close = (): void => {
        signal.removeEventListener('abort', stop)
        this.#queue.delete(job.id)
        this.#open.delete(job.id)
        if (this.#open.size === 0) this.#rest()
      }
      const job: HashJob = {
        id: this.#nextId++,
        file,
        told,
        progress(bytes) {
          if (bytes <= told.bytes) return
          told.bytes = bytes
          onProgress?.(bytes)
        },
        done(md5) {
          close()
          resolve(md5Hex(md5))
        },
        fail(failure) {
          close()
          reject(new FailureError(failure))
        },
      }
      signal.addEventListener('abort', stop, { once: true })
      this.#idle?.abort()
      this.#open.set(job.id, job)
      this.#queue.set(job.id, job)
      this.#pump()
    })
  }

  dispose(): void {
    this.#disposed = true
    this.#idle?.abort()
    for (const hand of this.#hands) hand.end()
    this.#hands.clear()
    this.#page.end()
    for (const job of this.#open.values()) job.fail(STOPPED)
  }

  #abort(job: HashJob): void {
    for (const hand of this.#hands) hand.cancel(job)
    this.#page.cancel(job)
    job.fail(STOPPED)
    this.#pump()
  }

  /** Gives waiting files, in order, to whoever has a hand free. */
  #pump(): void {
    if (this.#disposed) return
    for (const job of this.#queue.values()) {
      const takes = this.#workers > 0 ? this.#freestHand() : this.#page
      if (!takes?.isFree()) break
      this.#queue.delete(job.id)
      takes.take(job)
    }
    while (this.#hands.size < Math.min(this.#workers, this.#open.size)) this.#hire()
  }

  #freestHand(): HashHand | undefined {
    let freest: HashHand | undefined
    for (const hand of this.#hands) {
      if (hand.isFree() && (!freest || hand.load() < freest.load())) freest = hand
    }
    return freest
  }

  #hire(): void {
    const { clock, createWorker, startMs, stallMs } = this.#options
    const hand: HashHand = new HashHand(
      { clock, createWorker, startMs, stallMs, most: FILES_PER_WORKER },
      {
        ready: (engine) => {
          this.#way = { engine, place: 'worker' }
          this.#pump()
        },
        free: () => this.#pump(),
        unusable: () => this.#losePlace(hand),
        broken: (failed, innocent) => {
          this.#hands.delete(hand)
          this.#takeBack(innocent)
          for (const job of failed) job.fail(CRASHED)
          this.#pump()
        },
      },
    )
    this.#hands.add(hand)
    hand.start()
  }

  /** A worker that cannot start: the others carry on, and where there are none the page takes over. */
  #losePlace(hand: HashHand): void {
    this.#hands.delete(hand)
    this.#workers = [...this.#hands].filter((other) => other.isReady()).length
    if (this.#workers === 0) {
      for (const other of this.#hands) other.end()
      this.#hands.clear()
    }
    this.#pump()
  }

  #takeBack(jobs: readonly HashJob[]): void {
    const waiting = [...this.#queue.values()]
    this.#queue.clear()
    for (const job of [...jobs, ...waiting]) this.#queue.set(job.id, job)
  }

  #rest(): void {
    if (this.#disposed || this.#hands.size === 0) return
    this.#idle?.abort()
    const idle = new AbortController()
    this.#idle = idle
    this.#options.clock.sleep(this.#options.idleMs, idle.signal).then(
      () => {
        for (const hand of this.#hands) hand.end()
        this.#hands.clear()
      },
      () => undefined,
    )
  }
}

// Helpers

const STOPPED: Failure = { code: 'aborted', message: 'Hashing was stopped on request.' }
const CRASHED: Failure = {
  code: 'hash-crashed',
  message: 'Failed to hash the file: its worker stopped answering. Try again.',
}

const startHashWorker = (): Worker =>
  new Worker(new URL('../../worker/hash.worker.ts', import.meta.url), { type: 'module' })
