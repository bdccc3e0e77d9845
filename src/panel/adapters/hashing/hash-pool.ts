/**
 * Hashes in a pool of module workers, or on the page if no worker can start. Counterpart of `worker/hash.worker.ts`;
 * the protocol is `core/hash-protocol.ts`. Only the composition root imports it.
 *
 * Requests of one turn of the event loop are handed out together, in groups; `worker/digest-group.ts` says why.
 */
import { md5Hex, type Md5Hex } from '../../../core/brands.ts'
import { FailureError, type Failure } from '../../../core/failure.ts'
import type { Clock, Hasher, HashWay } from '../../ports/run.ts'
import { AbortWatch } from './abort-watch.ts'
import { HashWorkerHandle } from './hash-worker-handle.ts'
import type { HashJob, HashTaker } from './hash-job.ts'
import { FIRST_GROUP, type GroupLimit, HashQueue, MOST_GROUP } from './hash-queue.ts'
import { type DigesterCode, importDigester, PageDigester } from './page-digester.ts'

export interface HashPoolOptions {
  readonly clock: Clock
  readonly createWorker?: () => Worker
  /** Loads the code for hashing on the page, if no worker starts. */
  readonly loadDigester?: () => Promise<DigesterCode>
  readonly workers?: number
  /** Milliseconds within which a worker must report `ready`. @default 10_000 */
  readonly startMs?: number
  /** Milliseconds without progress on a group after which its worker is terminated. @default 60_000 */
  readonly stallMs?: number
  /** Milliseconds without work after which the workers are terminated. @default 15_000 */
  readonly idleMs?: number
}

export class HashPool implements Hasher {
  readonly #options: Required<HashPoolOptions>
  readonly #queue = new HashQueue()
  readonly #open = new Set<HashJob>()
  readonly #signals = new AbortWatch<HashJob>((job) => this.#abort(job))
  readonly #handles = new Set<HashWorkerHandle>()
  readonly #page: PageDigester
  readonly #turn = new MessageChannel()
  #turnAsked = false
  #dropped: HashJob[] = []
  #workers: number
  #way: HashWay | undefined
  #nextId = 1
  /** The next group is the first one after an idle time. */
  #first = true
  #idle: AbortController | undefined
  #disposed = false

  constructor(options: HashPoolOptions) {
    const cores = navigator.hardwareConcurrency || 1
    this.#options = {
      createWorker: startHashWorker,
      loadDigester: importDigester,
      workers: Math.max(1, Math.min(cores, MOST_WORKERS)),
      startMs: 10_000,
      stallMs: 60_000,
      idleMs: 15_000,
      ...options,
    }
    this.#workers = this.#options.workers
    this.#page = new PageDigester({
      clock: options.clock,
      most: GROUPS_AT_ONCE,
      load: this.#options.loadDigester,
      onFree: () => this.#pumpSoon(),
      onBackOnline: () => this.#tryWorkersAgain(),
    })
    this.#turn.port1.addEventListener('message', () => this.#pump())
    this.#turn.port1.start()
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
      const close = (): void => {
        this.#signals.delete(signal, job)
        this.#queue.delete(job)
        this.#open.delete(job)
        if (this.#open.size === 0) this.#rest()
      }
      let reported = 0
      const job: HashJob = {
        id: this.#nextId++,
        file,
        alone: false,
        progress(bytes) {
          if (bytes <= reported) return
          reported = bytes
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
      this.#signals.add(signal, job)
      this.#idle?.abort()
      this.#open.add(job)
      this.#queue.add(job)
      this.#pumpSoon()
    })
  }

  dispose(): void {
    this.#disposed = true
    this.#idle?.abort()
    this.#turn.port1.close()
    this.#endWorkers()
    this.#page.end()
    for (const job of this.#open) job.fail(STOPPED)
  }

  #abort(job: HashJob): void {
    job.fail(STOPPED)
    this.#dropped.push(job)
    this.#pumpSoon()
  }

  /** Posts a message instead of setting a timer: hidden pages get one timer a second. */
  #pumpSoon(): void {
    if (this.#turnAsked || this.#disposed) return
    this.#turnAsked = true
    this.#turn.port2.postMessage(undefined)
  }

  /** Drops aborted jobs, then hands out waiting ones. */
  #pump(): void {
    this.#turnAsked = false
    if (this.#disposed) return
    const dropped = this.#dropped
    this.#dropped = []
    for (const taker of [this.#page, ...this.#handles]) taker.drop(dropped)
    while (this.#queue.size > 0) {
      const taker = this.#workers > 0 ? this.#leastBusyWorker() : this.#page
      if (!taker?.isFree()) break
      taker.take(this.#queue.take(this.#nextLimit()))
      this.#first = false
    }
    this.#spawn()
  }

  #nextLimit(): GroupLimit {
    if (this.#first) return FIRST_GROUP
    return this.#workers > 0
      ? this.#queue.fairShare(this.#workers, MOST_GROUP)
      : this.#queue.fairShare(1, MOST_PAGE_GROUP)
  }

  #leastBusyWorker(): HashTaker | undefined {
    let freest: HashWorkerHandle | undefined
    for (const handle of this.#handles) {
      if (handle.isFree() && (!freest || handle.load() < freest.load())) freest = handle
    }
    return this.#queue.isSuspectNext && freest && freest.load() > 0 ? undefined : freest
  }

  /** Starts workers while there is work for them. */
  #spawn(): void {
    const busy = [...this.#handles].filter((handle) => handle.load() > 0).length
    const useful = busy + this.#queue.groups(FIRST_GROUP)
    while (this.#handles.size < Math.min(this.#workers, useful)) this.#start()
  }

  #start(): void {
    const { clock, createWorker, startMs, stallMs } = this.#options
    const handle: HashWorkerHandle = new HashWorkerHandle(
      { clock, createWorker, startMs, stallMs, most: GROUPS_AT_ONCE },
      {
        ready: (engine) => {
          this.#way = { engine, place: 'worker' }
          this.#pumpSoon()
        },
        free: () => this.#pumpSoon(),
        unusable: () => this.#removeWorker(handle),
        broken: (suspects, innocent) => {
          this.#handles.delete(handle)
          this.#judge(suspects, innocent)
        },
      },
    )
    this.#handles.add(handle)
    handle.start()
  }

  /** A worker could not start: the ready ones continue; if there are none, the page takes over. */
  #removeWorker(handle: HashWorkerHandle): void {
    this.#handles.delete(handle)
    this.#workers = [...this.#handles].filter((other) => other.isReady()).length
    if (this.#workers === 0) this.#endWorkers()
    this.#pumpSoon()
  }

  /** While the network was gone, no worker's script could be fetched either. */
  #tryWorkersAgain(): void {
    this.#workers = this.#options.workers
    this.#pumpSoon()
  }

  /** A single suspect fails. Several are retried alone, which shows which of them crashes workers. */
  #judge(suspects: readonly HashJob[], innocent: readonly HashJob[]): void {
    const back = [...innocent]
    for (const job of suspects) {
      if (job.alone || suspects.length === 1) {
        job.fail(CRASHED)
      } else {
        job.alone = true
        back.push(job)
      }
    }
    this.#queue.putBack(back.filter((job) => this.#open.has(job)).sort((a, b) => a.id - b.id))
    this.#pumpSoon()
  }

  #rest(): void {
    this.#first = true
    if (this.#disposed || this.#handles.size === 0) return
    this.#idle?.abort()
    const idle = new AbortController()
    this.#idle = idle
    this.#options.clock.sleep(this.#options.idleMs, idle.signal).then(
      () => this.#endWorkers(),
      () => undefined,
    )
  }

  #endWorkers(): void {
    for (const handle of this.#handles) handle.end()
    this.#handles.clear()
  }
}

// Helpers

/** Groups per worker, or on the page: one is hashed while two are read, since reading takes longer. */
const GROUPS_AT_ONCE = 3
/** More workers would only add concurrent reads, which groups provide already. */
const MOST_WORKERS = 4
/** The page hashes a group without yielding: 2 ms in lanes. */
const MOST_PAGE_GROUP: GroupLimit = { bytes: 4 * 1024 * 1024, files: 128 }

const STOPPED: Failure = { code: 'aborted', message: 'Hashing was stopped on request.' }
const CRASHED: Failure = {
  code: 'hash-crashed',
  message: 'Failed to hash the file: its worker crashed or stopped responding. Try again.',
}

const startHashWorker = (): Worker =>
  new Worker(new URL('../../../worker/hash.worker.ts', import.meta.url), { type: 'module' })
