/** Who brings which bytes: the right to make the record for them, and the record once Webflow has made it. */
import type { AssetId, FolderId, Md5Hex } from '../../core/brands.ts'
import type { TimeSource } from '../base/clock.ts'
import { isOver, LEASE_MS } from './lease.ts'
import { suspectOf, type PossibleOrphan } from './orphan-queue.ts'
import { reservationFrom, type HeldReservation, type UploadRecord } from './record-rows.ts'
import type { Reservations } from './reservations.ts'
import { assetIdOf } from './row-ids.ts'
import type { SqlRow } from './sql.ts'

export interface ClaimRequest {
  readonly md5: Md5Hex
  readonly run: string
  /** A fresh random name for this claim. */
  readonly attempt: string
  readonly name: string
  readonly folder: FolderId | null
  readonly size: number
  /** An asset of this very name and folder is wanted, not just one with these bytes. */
  readonly anew: boolean
}

export type Claim =
  /** The bytes are this attempt's to bring. `suspects` must be looked for before anything is created. */
  | { readonly type: 'won'; readonly suspects: readonly PossibleOrphan[] }
  /** The run has a record for these bytes already, and it can still be filled. */
  | { readonly type: 'again'; readonly record: UploadRecord }
  /** Nobody will fill the record, as far as can be told. It is to be looked at before it is given up; then claim again. */
  | { readonly type: 'expired'; readonly record: UploadRecord }
  /** Records of these bytes wait for their removal; they go first, then claim again. */
  | { readonly type: 'clear'; readonly assets: readonly AssetId[] }
  | { readonly type: 'busy' }

/** A record as Webflow made it. `form` is sealed. `owned`: made by this attempt, so ours to delete. */
export interface Created {
  readonly asset: AssetId
  readonly name: string
  readonly folder: FolderId | null
  readonly url: string | null
  readonly contentType: string
  readonly form: string
  readonly owned: boolean
  readonly expiresAt: number
}

/** So long a record is kept for its run; then another one that brings the same bytes need not wait for it any longer. */
const KEPT_FOR_RUN_MS = 10 * 60_000

/** Every method is one transaction, so any number of panels and processes may call at once. */
export class Claims {
  readonly #reservations: Reservations
  readonly #clock: TimeSource

  constructor(reservations: Reservations, clock: TimeSource) {
    this.#reservations = reservations
    this.#clock = clock
  }

  claim(request: ClaimRequest): Claim {
    return this.#reservations.atomic(() => {
      const leaving = this.#reservations.exec(
        'select asset from removals where site = ? and md5 = ?',
        request.md5,
      )
      if (leaving.length > 0) return clearing(leaving)
      if (this.#insert(request)) return this.#won(request.md5)
      const held = reservationFrom(this.#one(request.md5))
      if (held.type === 'made') return this.#beside(held, request)
      if (!isOver(held.heldUntil, this.#clock.now())) return { type: 'busy' }
      this.#reservations.suspect(request.md5, held.attempt)
      return this.#retake(request)
    })
  }

  /** Keeps what Webflow made. False when the attempt is no longer the holder: the record must go. */
  created(md5: Md5Hex, attempt: string, made: Created): boolean {
    return this.#reservations.atomic(() => {
      const kept = this.#reservations.exec(
        `update reservations set asset = ?2, name = ?3, folder = ?4, url = ?5, content_type = ?6, form = ?7,
           owned = ?8, expires_at = ?9, touched_at = ?10, held_until = 0
         where site = ?1 and md5 = ?11 and attempt = ?12 returning md5`,
        made.asset,
        made.name,
        made.folder,
        made.url,
        made.contentType,
        made.form,
        made.owned ? 1 : 0,
        made.expiresAt,
        this.#clock.now(),
        md5,
        attempt,
      )
      if (kept.length === 0) return false
      this.#reservations.exec('delete from removals where site = ? and asset = ?', made.asset)
      return true
    })
  }

  /** The attempt is still at it; without this its claim counts as lost after {@link LEASE_MS}. */
  keep(md5: Md5Hex, attempt: string): void {
    this.#reservations.exec(
      'update reservations set held_until = ?2 where site = ?1 and md5 = ?3 and attempt = ?4 and asset is null',
      this.#clock.now() + LEASE_MS,
      md5,
      attempt,
    )
  }

  /** Gives a claim back for which Webflow made nothing. */
  release(md5: Md5Hex, attempt: string): void {
    this.#reservations.release(md5, attempt)
  }

  /** Gives a claim back for which Webflow may have made a record. */
  ambiguous(md5: Md5Hex, attempt: string): void {
    this.#reservations.atomic(() => {
      this.#reservations.suspect(md5, attempt)
    })
  }

  /** Whether a record of this name is being made in this folder right now, by another attempt than `own`. */
  isCreating(name: string, folder: FolderId | null, own: string | null): boolean {
    const rows = this.#reservations.exec(
      `select 1 from reservations where site = ? and asset is null and name = ? and folder is ? and attempt is not ?`,
      name,
      folder,
      own,
    )
    return rows.length > 0
  }

  // Helpers

  #one(md5: Md5Hex): SqlRow {
    const [row] = this.#reservations.exec(
      'select * from reservations where site = ? and md5 = ?',
      md5,
    )
    if (!row) throw new TypeError('Expected a reservation where its insertion found a conflict.')
    return row
  }

  /** There is a record for these bytes already. */
  #beside(held: HeldReservation & { type: 'made' }, request: ClaimRequest): Claim {
    const { record } = held
    const now = this.#clock.now()
    const isMine = held.run === request.run && !isAnother(record, request)
    const isLeft = record.expiresAt <= now || (!isMine && held.touchedAt <= now - KEPT_FOR_RUN_MS)
    if (isLeft && isOver(held.heldUntil, now)) {
      if (record.owned) return { type: 'expired', record }
      this.#reservations.drop(record)
      return this.#retake(request)
    }
    if (!isMine) return { type: 'busy' }
    this.#touch(request.md5)
    return { type: 'again', record }
  }

  #insert(request: ClaimRequest): boolean {
    const rows = this.#reservations.exec(
      `insert into reservations (site, md5, run, attempt, name, folder, size, touched_at, held_until)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning md5`,
      request.md5,
      request.run,
      request.attempt,
      request.name,
      request.folder,
      request.size,
      this.#clock.now(),
      this.#clock.now() + LEASE_MS,
    )
    return rows.length > 0
  }

  #retake(request: ClaimRequest): Claim {
    this.#insert(request)
    return this.#won(request.md5)
  }

  #won(md5: Md5Hex): Claim {
    const rows = this.#reservations.exec(
      'select * from suspects where site = ? and md5 = ? and looked = 0',
      md5,
    )
    return { type: 'won', suspects: rows.map(suspectOf) }
  }

  #touch(md5: Md5Hex): void {
    this.#reservations.exec(
      'update reservations set touched_at = ?2 where site = ?1 and md5 = ?3',
      this.#clock.now(),
      md5,
    )
  }
}

/** Of two new assets with the same bytes the second one waits until the first is there. */
function isAnother(record: UploadRecord, { anew, name, folder }: ClaimRequest): boolean {
  return anew && (record.name !== name || record.folder !== folder)
}

function clearing(rows: readonly SqlRow[]): Claim {
  return { type: 'clear', assets: rows.map((row) => assetIdOf(row)) }
}
