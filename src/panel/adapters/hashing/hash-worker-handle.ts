/** One hash worker's life, from its start to its end. Belongs to `hash-pool.ts`; nobody else imports it. */
import * as v from 'valibot'
import { FailureSchema } from '../../../core/wire.ts'
import type { HashCommand, HashEngine, HashEvent } from '../../../core/hash-protocol.ts'
import type { Clock } from '../../ports/run.ts'
import type { HashJob, HashTaker } from './hash-job.ts'
import { watch, type Watchdog } from '../browser/watchdog.ts'

export interface HashHandOptions {
  readonly clock: Clock
  readonly createWorker: () => Worker
  readonly startMs: number
  readonly stallMs: number
  /** Groups in hand at once: one is hashed while the others are read. */
  readonly most: number
}

export interface HashHandListener {
  ready(engine: HashEngine): void
  /** There is room for the next group. */
  free(): void
  /** The worker cannot start, or has no engine; it holds no file. Said once, the last word. */
  unusable(): void
  /** The worker died, with these in hand. Said once, the last word. */
  broken(suspects: readonly HashJob[], innocent: readonly HashJob[]): void
}

export class HashWorkerHandle implements HashTaker {
  readonly #options: HashHandOptions
  readonly #listener: HashHandListener
  readonly #groups = new Set<Group>()
  readonly #held = new Map<number, { readonly job: HashJob; readonly group: Group }>()
  readonly #ended = new AbortController()
  #worker: Worker | undefined
  #ready = false

  constructor(options: HashHandOptions, listener: HashHandListener) {
    this.#options = options
    this.#listener = listener
  }

  /** Starts the worker. Ends in `ready` or `unusable`, at the latest after `startMs`. */
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

  /** Groups in hand. */
  load(): number {
    return this.#groups.size
  }

  take(jobs: readonly HashJob[]): void {
    const { clock, stallMs } = this.#options
    const watchdog = watch(clock, stallMs, () => this.#die(group))
    const group: Group = { left: new Set(jobs), watchdog }
    this.#groups.add(group)
    for (const job of jobs) this.#held.set(job.id, { job, group })
    this.#command({ type: 'hash', files: jobs.map(({ id, file }) => ({ job: id, file })) })
  }

  drop(jobs: readonly HashJob[]): void {
    const dropped = jobs.filter((job) => this.#release(job.id))
    if (dropped.length === 0) return
    this.#command({ type: 'cancel', jobs: dropped.map(({ id }) => id) })
  }

  /** Ends the worker without a word. */
  end(): void {
    if (this.#ended.signal.aborted) return
    this.#ended.abort()
    this.#ready = false
    for (const { watchdog } of this.#groups) watchdog.stop()
    this.#groups.clear()
    this.#held.clear()
    this.#worker?.terminate()
  }

  /** If the worker dies of it, nobody else is to be in its hand. */
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
    if (event.success) this.#obey(event.output)
    else this.#lose()
  }

  #obey(event: HashEvent): void {
    switch (event.type) {
      case 'ready':
        this.#ready = true
        this.#listener.ready(event.engine)
        return
      case 'unusable':
        this.#giveUp()
        return
      case 'progress': {
        const held = this.#held.get(event.job)
        held?.group.watchdog.heard()
        held?.job.progress(event.bytes)
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

  /** A group is gone with its last file. */
  #release(id: number): HashJob | undefined {
    const held = this.#held.get(id)
    if (!held) return undefined
    const { job, group } = held
    this.#held.delete(id)
    group.left.delete(job)
    group.watchdog.heard()
    if (group.left.size === 0) {
      group.watchdog.stop()
      this.#groups.delete(group)
    }
    return job
  }

  #break(event: Event): void {
    // Handled here: nothing of it belongs on the page's console.
    event.preventDefault()
    this.#lose()
  }

  /** Before it was ready the worker counts as one that cannot start. */
  #lose(): void {
    if (this.#ready) this.#die()
    else this.#giveUp()
  }

  #giveUp(): void {
    if (this.#ended.signal.aborted) return
    this.end()
    this.#listener.unusable()
  }

  /** `guilty` undefined: nobody knows which group it was, so all in hand are under suspicion. */
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

/** Files that the worker reads together. */
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
