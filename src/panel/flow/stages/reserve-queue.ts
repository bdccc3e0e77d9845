/**
 * Queues rows that need a record and bounds reservations: at most {@link MOST_RESERVED} rows are between reserving and
 * sending, because the proxy's sweep deletes records that wait too long.
 */
import type { RowState } from '../../../core/row.ts'
import { MAX_RESERVE_FILES } from '../../../core/wire.ts'
import type { Job } from '../jobs/job.ts'

export const MOST_RESERVED = 32
/** A slow connection sends this many bytes well before the sweep. */
const MOST_RESERVED_BYTES = 64 * 1024 * 1024
/** Size of the first request: small, so that the first upload starts early. */
export const FIRST_BATCH = 6
/** Later requests wait for this much room while {@link ENOUGH_TO_SEND} rows are ready to send. */
const USUAL_BATCH = 8
const ENOUGH_TO_SEND = 5

export class ReserveQueue {
  readonly #ready = new Set<Job>()
  readonly #due = new Set<Job>()
  /** Rows between reserving and sending. */
  readonly #held = new Set<Job>()
  #heldBytes = 0
  #toSend = 0
  #started = false

  add(job: Job): void {
    this.#ready.add(job)
  }

  /** Adds a row whose wait is over. */
  addDue(job: Job): void {
    this.#due.add(job)
  }

  /** Updates the counts after a state change. Returns true if that made room. */
  track(job: Job, before: RowState): boolean {
    const { state, size } = job.row
    if (state.phase !== 'planned') this.#ready.delete(job)
    if (state.phase !== 'waiting') this.#due.delete(job)
    this.#toSend += Number(state.phase === 'reserved') - Number(before.phase === 'reserved')
    const held = isHeld(state)
    if (held === this.#held.has(job)) return false
    this.#heldBytes += held ? size : -size
    if (held) this.#held.add(job)
    else this.#held.delete(job)
    return !held
  }

  /** The rows to reserve now; empty if there is no room, or too little to be worth a request. */
  next(): Job[] {
    const batch = [...this.#due]
      .filter((job) => job.pendingRequests === 0)
      .slice(0, MAX_RESERVE_FILES)
    const room = Math.min(
      MAX_RESERVE_FILES - batch.length,
      this.#started ? MOST_RESERVED - this.#held.size : FIRST_BATCH,
    )
    const waitsForRoom =
      room < Math.min(USUAL_BATCH, this.#ready.size) && this.#toSend >= ENOUGH_TO_SEND
    if (batch.length > 0 || !waitsForRoom) this.#addReady(batch, room)
    if (batch.length > 0) this.#started = true
    return batch
  }

  /** Removes and returns all rows that are not reserved yet. */
  clear(): readonly Job[] {
    const all = [...this.#due, ...this.#ready]
    this.#due.clear()
    this.#ready.clear()
    return all
  }

  #addReady(batch: Job[], room: number): void {
    let places = room
    let bytes = MOST_RESERVED_BYTES - this.#heldBytes
    for (const job of this.#ready) {
      bytes -= job.row.size
      if (places <= 0) return
      if (bytes < 0 && this.#held.size + batch.length >= ENOUGH_TO_SEND) return
      places -= 1
      batch.push(job)
    }
  }
}

// Helpers

/** Rows that wait for another panel's upload take no room: the other panel's own bound keeps them few. */
function isHeld(state: RowState): boolean {
  if (state.phase === 'waiting') return state.reason !== 'claimed'
  return state.phase === 'reserving' || state.phase === 'reserved'
}
