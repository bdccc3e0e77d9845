/** One hash worker's life, from its start to its end. Belongs to `hash-pool.ts`; nobody else imports it. */
import * as v from 'valibot'
import { FailureSchema } from '../../core/wire.ts'
import type { HashCommand, HashEngine } from '../../core/hash-protocol.ts'
import type { Clock } from '../ports.ts'
import type { HashJob } from './hash-job.ts'
import { watch, type Watchdog } from './watchdog.ts'

export interface HashHandOptions {
  readonly clock: Clock
  readonly createWorker: () => Worker
  readonly startMs: number
  readonly stallMs: number
  /** Files in hand at once. */
  readonly most: number
}

export interface HashHandListener {
  ready(engine: HashEngine): void
  /** A place is free for the next file. */
  free(): void
  /** The worker cannot start, or has no engine; it holds no file. Said once, the last word. */
  unusable(): void
  /** The worker died. `failed` are to be given up, `innocent` may go elsewhere. Said once, the last word. */
  broken(failed: readonly HashJob[], innocent: readonly HashJob[]): void
}

export class HashHand {
  readonly #options: HashHandOptions
  readonly #listener: HashHandListener
  readonly #jobs = new Map<number, { readonly job: HashJob; readonly watchdog: Watchdog }>()
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
    return this.#ready && this.#jobs.size < this.#options.most
  }

  load(): number {
    return this.#jobs.size
  }

  take(job: HashJob): void {
    const { clock, stallMs } = this.#options
    const watchdog = watch(clock, stallMs, () => this.#die([job]))
    this.#jobs.set(job.id, { job, watchdog })
    this.#command({ type: 'hash', job: job.id, file: job.file })
  }

  /** Lets go of the job at once; the worker drops it as soon as it looks up. */
  cancel(job: HashJob): void {
    if (!this.#release(job.id)) return
    this.#command({ type: 'cancel', job: job.id })
  }

  /** Ends the worker without a word. */
  end(): void {
    if (this.#ended.signal.aborted) return
    this.#ended.abort()
    this.#ready = false
    for (const { watchdog } of this.#jobs.values()) watchdog.stop()
    this.#jobs.clear()
    this.#worker?.terminate()
  }

  #command(command: HashCommand<Blob>): void {
    this.#worker?.postMessage(command)
  }

  #hear(data: unknown): void {
    const event = v.safeParse(HashEventSchema, data)
    if (!event.success) {
      this.#lose()
      return
    }
    const said = event.output
    switch (said.type) {
      case 'ready':
        this.#ready = true
        this.#listener.ready(said.engine)
        return
      case 'unusable':
        this.#giveUp()
        return
      case 'progress': {
        const held = this.#jobs.get(said.job)
        held?.watchdog.heard()
        held?.job.progress(said.bytes)
        return
      }
      case 'digest':
        this.#release(said.job)?.done(said.md5)
        this.#listener.free()
        return
      case 'failed':
        this.#release(said.job)?.fail(said.failure)
        this.#listener.free()
        return
    }
  }

  #release(id: number): HashJob | undefined {
    const held = this.#jobs.get(id)
    held?.watchdog.stop()
    this.#jobs.delete(id)
    return held?.job
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

  /** `guilty` undefined: nobody knows which file it was, so all in hand are given up. */
  #die(guilty?: readonly HashJob[]): void {
    if (this.#ended.signal.aborted) return
    const held = [...this.#jobs.values()].map(({ job }) => job)
    this.end()
    const failed = guilty ?? held
    this.#listener.broken(
      failed,
      held.filter((job) => !failed.includes(job)),
    )
  }
}

// Helpers

const job = v.number()
const HashEventSchema = v.variant('type', [
  v.object({ type: v.literal('ready'), engine: v.picklist(['wasm', 'javascript']) }),
  v.object({ type: v.literal('unusable'), failure: FailureSchema }),
  v.object({ type: v.literal('progress'), job, bytes: v.number() }),
  v.object({ type: v.literal('digest'), job, md5: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)) }),
  v.object({ type: v.literal('failed'), job, failure: FailureSchema }),
])
