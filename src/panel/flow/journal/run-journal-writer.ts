/**
 * Journals a run so that a later page can resume it: rows in batches, the bytes of small files one by one. Deletes
 * bytes that are no longer needed. Gives up after repeated failures; the run continues without a journal.
 */
import type { RowId } from '../../../core/brands.ts'
import {
  isOpen,
  keptRow,
  type KeptNotes,
  MOST_FILE_BYTES,
  MOST_KEPT_BYTES,
} from '../../../core/journal.ts'
import { isMissing } from '../../../core/row.ts'
import type { Clock } from '../../ports/run.ts'
import type { JournaledRun } from '../../ports/journal.ts'
import type { Job } from '../jobs/job.ts'

/** Milliseconds in which changes are written together. */
const BATCH_MS = 300
/** Milliseconds before a failed write is retried; after the last one, journaling stops. */
const RETRIES_MS: readonly number[] = [1000, 5000, 30_000]
/** Rows per write: a store takes 20 µs of the page's time for each (Chromium 156, measured 2026-11-25). */
const BATCH_ROWS = 200

export class RunJournalWriter {
  readonly #run: JournaledRun
  readonly #clock: Clock
  readonly #signal: AbortSignal
  readonly #dirty = new Set<Job>()
  readonly #bytesWanted = new Set<Job>()
  readonly #withBytes = new Map<RowId, number>()
  #keptBytes = 0
  /** Row writes that failed since the last success. */
  #failures = 0
  /** Jobs being written, except those removed meanwhile. */
  #inFlight = new Set<Job>()
  #keepsBytes = true
  #writing = false

  constructor(run: JournaledRun, clock: Clock, signal: AbortSignal) {
    this.#run = run
    this.#clock = clock
    this.#signal = signal
  }

  /** Whether a later page could resume the run. */
  get isKeeping(): boolean {
    return this.#failures === 0
  }

  /** Adds new rows, or rows whose files were found. `hasBytes`: the bytes are stored already. */
  added(jobs: readonly Job[], hasBytes: (job: Job) => boolean = () => false): void {
    for (const job of jobs) {
      if (hasBytes(job)) this.#count(job)
      else if (hasOpenFile(job)) this.#bytesWanted.add(job)
      this.#dirty.add(job)
    }
    this.#wake()
  }

  changed(job: Job): void {
    this.#dirty.add(job)
    this.#wake()
  }

  removed(ids: readonly RowId[]): void {
    const gone = new Set(ids)
    for (const jobs of [this.#dirty, this.#bytesWanted, this.#inFlight]) {
      for (const job of jobs) if (gone.has(job.row.id)) jobs.delete(job)
    }
    for (const id of ids) this.#uncount(id)
    void this.#run.forget(ids, 'rows')
  }

  /** Deletes the whole run. */
  clear(): void {
    this.#dirty.clear()
    this.#bytesWanted.clear()
    this.#inFlight.clear()
    this.#withBytes.clear()
    this.#keptBytes = 0
    void this.#run.clear()
  }

  #wake(): void {
    if (this.#writing || this.#hasGivenUp) return
    this.#writing = true
    void this.#write()
  }

  get #hasGivenUp(): boolean {
    return this.#failures > RETRIES_MS.length
  }

  async #write(): Promise<void> {
    try {
      while (!this.#hasGivenUp && this.#dirty.size + this.#bytesWanted.size > 0) {
        while (!this.#hasGivenUp && this.#dirty.size > 0) {
          await this.#writeRows()
          await this.#clock.sleep(RETRIES_MS[this.#failures - 1] ?? 0, this.#signal)
        }
        await this.#writeBytes()
        await this.#clock.sleep(BATCH_MS, this.#signal)
      }
    } catch {
      // The page closes.
    } finally {
      this.#writing = false
    }
  }

  async #writeRows(): Promise<void> {
    const jobs = [...take(this.#dirty, BATCH_ROWS)]
    this.#inFlight = new Set(jobs)
    const isKept = await this.#run.keep(jobs.map((job) => keptRow(job.row, notesOf(job))))
    if (!isKept) {
      this.#failures += 1
      for (const job of this.#inFlight) this.#dirty.add(job)
      return
    }
    this.#failures = 0
    const done = jobs.filter(({ row }) => !isOpen(row.state) && this.#withBytes.has(row.id))
    if (done.length === 0) return
    const ids = done.map(({ row }) => row.id)
    for (const id of ids) this.#uncount(id)
    await this.#run.forget(ids, 'bytes')
  }

  /** Writes for at most one batch's time, so that changed rows do not wait for thousands of files. */
  async #writeBytes(): Promise<void> {
    const until = this.#clock.now() + BATCH_MS
    for (const job of this.#bytesWanted) {
      this.#bytesWanted.delete(job)
      const { row } = job
      const fits = row.size <= MOST_FILE_BYTES && this.#keptBytes + row.size <= MOST_KEPT_BYTES
      if (!this.#keepsBytes || !fits || !hasOpenFile(job)) continue
      this.#inFlight = new Set([job])
      this.#keepsBytes = await this.#run.keepBytes(row.id, row.file)
      if (this.#keepsBytes && this.#inFlight.has(job)) this.#count(job)
      if (!isOpen(row.state)) this.#dirty.add(job)
      if (this.#clock.now() >= until) return
    }
  }

  #count({ row }: Job): void {
    this.#withBytes.set(row.id, row.size)
    this.#keptBytes += row.size
  }

  #uncount(id: RowId): void {
    this.#keptBytes -= this.#withBytes.get(id) ?? 0
    this.#withBytes.delete(id)
  }
}

// Helpers

const notesOf = ({ heldForReview, forceNew, awaitingAnswer, source }: Job): KeptNotes => ({
  held: heldForReview,
  anew: forceNew,
  awaitingAnswer,
  guessed: source === 'guess',
})

/** Whether the file is there and may still be needed. */
const hasOpenFile = ({ row: { state } }: Job): boolean => isOpen(state) && !isMissing(state)

/** Removes and yields the first `most` items. */
function* take<Item>(items: Set<Item>, most: number): Generator<Item> {
  let taken = 0
  for (const item of items) {
    if (taken++ === most) return
    items.delete(item)
    yield item
  }
}
