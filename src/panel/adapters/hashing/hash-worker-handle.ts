/** One hash worker, from start to termination. Part of `hash-pool.ts`; nothing else imports it. */
import * as v from 'valibot'
import { FailureSchema } from '../../../core/wire.ts'
import type { HashCommand, HashEngine, HashEvent } from '../../../core/hash-protocol.ts'
import type { Clock } from '../../ports/run.ts'
import type { HashJob, HashTaker } from './hash-job.ts'
import { watch, type Watchdog } from '../browser/watchdog.ts'

export interface HashWorkerOptions {
  readonly clock: Clock
  readonly createWorker: () => Worker
  readonly startMs: number
  readonly stallMs: number
  /** Groups at once: one is hashed while the others are read. */
  readonly most: number
}

export interface HashWorkerListener {
  ready(engine: HashEngine): void
  /** There is room for the next group. */
  free(): void
  /** The worker cannot start, or has no engine; it has no jobs. Called at most once, as the last event. */
  unusable(): void
  /** The worker crashed or stalled with these jobs unfinished. Called at most once, as the last event. */
  broken(suspects: readonly HashJob[], innocent: readonly HashJob[]): void
}

export class HashWorkerHandle implements HashTaker {
  readonly #options: HashWorkerOptions
  readonly #listener: HashWorkerListener
  readonly #groups = new Set<Group>()
  readonly #jobs = new Map<number, { readonly job: HashJob; readonly group: Group }>()
  readonly #ended = new AbortController()
  #worker: Worker | undefined
  #ready = false

  constructor(options: HashWorkerOptions, listener: HashWorkerListener) {
    this.#options = options
    this.#listener = listener
  }

  /** Starts the worker. Reports `ready` or `unusable` within `startMs`. */
  start(): void {
    const { signal } = this.#ended
    try {
      const worker = this.#options.createWorker()
      this.#worker = worker
      worker.addEventListener('message', (message) => this.#hear(message.data), { signal })
      worker.addEventListener('error', (event) => this.#break(event), { signal })
      worker.addEventListener('messageerror', (event) => this.#break(event), { signal })
    } catch {
      queueMicrotask(() => this.#giveUp())
      return
    }
    this.#options.clock.sleep(this.#options.startMs, signal).then(
      () => !this.#ready && this.#giveUp(),
      () => undefined,
    )
  }

  isReady(): boolean {
    return this.#ready
  }

  isFree(): boolean {
    return this.#ready && !this.#hasSuspect && this.#groups.size < this.#options.most
  }

  /** Unfinished groups. */
  load(): number {
    return this.#groups.size
  }

  take(jobs: readonly HashJob[]): void {
    const { clock, stallMs } = this.#options
    const watchdog = watch(clock, stallMs, () => this.#die(group))
    const group: Group = { left: new Set(jobs), watchdog }
    this.#groups.add(group)
    for (const job of jobs) this.#jobs.set(job.id, { job, group })
    this.#command({ type: 'hash', files: jobs.map(({ id, file }) => ({ job: id, file })) })
  }

  drop(jobs: readonly HashJob[]): void {
    const dropped = jobs.filter((job) => this.#release(job.id))
    if (dropped.length === 0) return
    this.#command({ type: 'cancel', jobs: dropped.map(({ id }) => id) })
  }

  /** Terminates the worker without reporting its jobs. */
  end(): void {
    if (this.#ended.signal.aborted) return
    this.#ended.abort()
    this.#ready = false
    for (const { watchdog } of this.#groups) watchdog.stop()
    this.#groups.clear()
    this.#jobs.clear()
    this.#worker?.terminate()
  }

  /** A suspect gets the worker to itself: it may crash it. */
  get #hasSuspect(): boolean {
    const [group] = this.#groups
    const [job] = group?.left ?? []
    return job?.alone === true
  }

  #command(command: HashCommand<Blob>): void {
    this.#worker?.postMessage(command)
  }

  #hear(data: unknown): void {
    const event = v.safeParse(HashEventSchema, data)
    if (event.success) this.#handle(event.output)
    else this.#lose()
  }

  #handle(event: HashEvent): void {
    switch (event.type) {
      case 'ready':
        this.#ready = true
        this.#listener.ready(event.engine)
        return
      case 'unusable':
        this.#giveUp()
        return
      case 'progress': {
        const entry = this.#jobs.get(event.job)
        entry?.group.watchdog.heard()
        entry?.job.progress(event.bytes)
        return
      }
      case 'digests':
        for (const { job, md5 } of event.digests) this.#release(job)?.done(md5)
        if (this.isFree()) this.#listener.free()
        return
      case 'failed':
        this.#release(event.job)?.fail(event.failure)
        if (this.isFree()) this.#listener.free()
        return
    }
  }

  /** Removes a job, and its group with its last job. */
  #release(id: number): HashJob | undefined {
    const entry = this.#jobs.get(id)
    if (!entry) return undefined
    const { job, group } = entry
    this.#jobs.delete(id)
    group.left.delete(job)
    group.watchdog.heard()
    if (group.left.size === 0) {
      group.watchdog.stop()
      this.#groups.delete(group)
    }
    return job
  }

  #break(event: Event): void {
    // Handled here: keeps the error off the page's console.
    event.preventDefault()
    this.#lose()
  }

  /** A worker that fails before it is ready counts as unable to start. */
  #lose(): void {
    if (this.#ready) this.#die()
    else this.#giveUp()
  }

  #giveUp(): void {
    if (this.#ended.signal.aborted) return
    this.end()
    this.#listener.unusable()
  }

  /** `guilty` undefined: the group is unknown, so all jobs are suspects. */
  #die(guilty?: Group): void {
    if (this.#ended.signal.aborted) return
    const [suspects, innocent] = [[], []] as [HashJob[], HashJob[]]
    for (const group of this.#groups) {
      const side = guilty && group !== guilty ? innocent : suspects
      side.push(...group.left)
    }
    this.end()
    this.#listener.broken(suspects, innocent)
  }
}

// Helpers

/** Files that are sent to the worker together. */
interface Group {
  readonly left: Set<HashJob>
  readonly watchdog: Watchdog
}

const job = v.number()
const md5 = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))
const HashEventSchema = v.variant('type', [
  v.object({ type: v.literal('ready'), engine: v.picklist(['lanes', 'wasm', 'javascript']) }),
  v.object({ type: v.literal('unusable'), failure: FailureSchema }),
  v.object({ type: v.literal('progress'), job, bytes: v.number() }),
  v.object({ type: v.literal('digests'), digests: v.array(v.object({ job, md5 })) }),
  v.object({ type: v.literal('failed'), job, failure: FailureSchema }),
])
