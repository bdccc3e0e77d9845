/** The right to send the bytes of a record, which one sender has at a time, until they are there. */
import type { AssetId, Md5Hex } from '../../core/brands.ts'
import type { TimeSource } from '../base/clock.ts'
import { isOver, LEASE_MS } from './lease.ts'
import type { AssetState, Ledger, LedgerEntry } from './ledger.ts'
import { reservationOf, type UploadRecord } from './record-rows.ts'
import type { Reservations } from './reservations.ts'
import { integer } from './sql.ts'

export type SendStart =
  | { readonly type: 'go'; readonly record: UploadRecord }
  | { readonly type: 'sent'; readonly entry: LedgerEntry }
  | { readonly type: 'busy' }
  | { readonly type: 'expired' }
  | { readonly type: 'gone' }

/** Every method is one transaction. */
export class Sends {
  readonly #reservations: Reservations
  readonly #ledger: Ledger
  readonly #clock: TimeSource

  constructor(reservations: Reservations, ledger: Ledger, clock: TimeSource) {
    this.#reservations = reservations
    this.#ledger = ledger
    this.#clock = clock
  }

  /** Takes the right to send; without {@link keep} it lasts for {@link LEASE_MS}. */
  start(md5: Md5Hex, attempt: string, asset: AssetId, sender: string): SendStart {
    return this.#reservations.atomic(() => {
      const now = this.#clock.now()
      const row = this.#reservations.made(md5, attempt)
      if (!row) {
        const entry = this.#ledger.entries([md5]).find((known) => known.asset === asset)
        return entry ? { type: 'sent', entry } : { type: 'gone' }
      }
      if (!isOver(integer(row, 'held_until'), now)) return { type: 'busy' }
      const record = reservationOf(row)
      if (record.expiresAt <= now) return { type: 'expired' }
      this.#reservations.exec(
        'update reservations set sender = ?2, held_until = ?3, touched_at = ?4 where site = ?1 and md5 = ?5',
        sender,
        now + LEASE_MS,
        now,
        md5,
      )
      return { type: 'go', record }
    })
  }

  keep(md5: Md5Hex, sender: string): void {
    this.#hold(md5, sender, this.#clock.now() + LEASE_MS)
  }

  /** The bytes did not arrive; the ticket stays good. */
  stop(md5: Md5Hex, sender: string): void {
    this.#hold(md5, sender, 0)
  }

  /** The record was found to have its bytes, though nobody has heard the end of their sending. */
  arrived(asset: AssetId, seen: AssetState): void {
    this.#reservations.atomic(() => {
      const rows = this.#reservations.exec(
        'delete from reservations where site = ? and asset = ? returning *',
        asset,
      )
      for (const { md5, name, folder, url, size } of rows.map(reservationOf)) {
        this.#ledger.learn({ md5, how: 'sent', asset, name, folder, url, size }, seen)
      }
    })
  }

  /** The bytes are there. False when the reservation was given up meanwhile. */
  finish(sender: string, entry: LedgerEntry): boolean {
    return this.#reservations.atomic(() => {
      const done = this.#reservations.exec(
        'delete from reservations where site = ? and md5 = ? and sender = ? returning md5',
        entry.md5,
        sender,
      )
      if (done.length > 0) this.#ledger.learn(entry, null)
      return done.length > 0
    })
  }

  // Helpers

  #hold(md5: Md5Hex, sender: string, until: number): void {
    this.#reservations.exec(
      'update reservations set held_until = ?2, touched_at = ?3 where site = ?1 and md5 = ?4 and sender = ?5',
      until,
      this.#clock.now(),
      md5,
      sender,
    )
  }
}
