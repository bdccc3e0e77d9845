/** What becomes of records that nobody fills any more, and which assets are ours. */
import type { AssetId, Md5Hex } from '../../core/brands.ts'
import { LEASE_MS } from './lease.ts'
import { reservationFrom, reservationOf } from './record-rows.ts'
import type { Reservations } from './reservations.ts'
import { md5Of } from './row-ids.ts'
import type { SqlRow } from './sql.ts'

/** Every method is one transaction. */
export class Records {
  readonly #reservations: Reservations

  constructor(reservations: Reservations) {
    this.#reservations = reservations
  }

  /** Whether an asset is ours: in the ledger, reserved, or about to be removed. */
  knows(asset: AssetId): boolean {
    const rows = this.#reservations.exec(
      `select 1 from ledger where site = ?1 and asset = ?2 union all
       select 1 from reservations where site = ?1 and asset = ?2 union all
       select 1 from removals where site = ?1 and asset = ?2 limit 1`,
      asset,
    )
    return rows.length > 0
  }

  /** Gives a reservation up; returns the asset that must now be deleted, if one is ours. */
  giveUp(md5: Md5Hex, attempt: string): AssetId | null {
    return this.#reservations.atomic(() => {
      const row = this.#reservations.made(md5, attempt)
      if (!row) return null
      const record = reservationOf(row)
      this.#reservations.drop(record)
      return record.owned ? record.asset : null
    })
  }

  /** The asset was deleted: nobody can fill its record any more. */
  assetGone(asset: AssetId): void {
    this.#reservations.exec('delete from reservations where site = ? and asset = ?', asset)
  }

  /** Assets that {@link giveUpAbandoned} of that moment would take away. */
  abandoned(at: number): readonly AssetId[] {
    this.#bound(at)
    const held = this.#over(at).map(reservationFrom)
    return held.flatMap((one) => (one.type === 'made' && one.record.owned ? one.record.asset : []))
  }

  /**
   * Gives up what at that moment could no longer be filled, and lost claims: until then a page may come that takes the run
   * up. Of the records that are ours, only those that were seen to be `empty`.
   */
  giveUpAbandoned(at: number, empty: readonly AssetId[]): void {
    const mayGo = new Set(empty)
    this.#reservations.atomic(() => {
      for (const row of this.#over(at)) {
        const held = reservationFrom(row)
        if (held.type === 'made') {
          const { owned, asset } = held.record
          if (!owned || mayGo.has(asset)) this.#reservations.drop(held.record)
        } else this.#reservations.suspect(md5Of(row), held.attempt)
      }
    })
  }

  /** Whether the sweeper will have anything to do here. */
  hasWork(): boolean {
    const rows = this.#reservations.exec(
      `select 1 from reservations where site = ?1 union all select 1 from removals where site = ?1
       union all select 1 from suspects where site = ?1 limit 1`,
    )
    return rows.length > 0
  }

  // Helpers

  #over(at: number): readonly SqlRow[] {
    return this.#reservations.exec(
      `select * from reservations where site = ?1 and held_until <= ?2
         and (asset is null or expires_at <= ?2)`,
      at,
    )
  }

  /** Clamps future timestamps after the clock was set back. */
  #bound(now: number): void {
    this.#reservations.exec(
      `update reservations set expires_at = expires_at - (touched_at - ?2), touched_at = ?2
       where site = ?1 and touched_at > ?2`,
      now,
    )
    // The same bound as `isOver` in lease.ts. Not at the end of a sweep: by then, active holders have renewed.
    this.#reservations.exec(
      'update reservations set held_until = ?2 where site = ?1 and held_until > ?3',
      now + LEASE_MS,
      now + 2 * LEASE_MS,
    )
  }
}
