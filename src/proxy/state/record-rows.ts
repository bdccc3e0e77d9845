/** Rows of `reservations` as data. */
import type { AssetId, FolderId, Md5Hex } from '../../core/brands.ts'
import { assetIdOf, folderIdOrNull, md5Of } from './row-ids.ts'
import { integer, text, textOrNull, type SqlRow } from './sql.ts'

/** A record at Webflow that waits for its bytes. `form` is sealed. */
export interface UploadRecord {
  readonly md5: Md5Hex
  readonly attempt: string
  readonly asset: AssetId
  readonly name: string
  readonly folder: FolderId | null
  readonly url: string | null
  readonly size: number
  readonly contentType: string
  readonly form: string
  readonly owned: boolean
  readonly expiresAt: number
}

/** A reservation before (`making`) and after (`made`) Webflow has answered. */
export type HeldReservation = {
  readonly run: string
  readonly attempt: string
  readonly touchedAt: number
  /** Somebody is making the record, or sending its bytes, until then at least. */
  readonly heldUntil: number
} & ({ readonly type: 'making' } | { readonly type: 'made'; readonly record: UploadRecord })

export function reservationFrom(row: SqlRow): HeldReservation {
  const held = {
    run: text(row, 'run'),
    attempt: text(row, 'attempt'),
    touchedAt: integer(row, 'touched_at'),
    heldUntil: integer(row, 'held_until'),
  }
  return row['asset'] === null
    ? { ...held, type: 'making' }
    : { ...held, type: 'made', record: reservationOf(row) }
}

export function reservationOf(row: SqlRow): UploadRecord {
  return {
    md5: md5Of(row),
    attempt: text(row, 'attempt'),
    asset: assetIdOf(row),
    name: text(row, 'name'),
    folder: folderIdOrNull(row),
    url: textOrNull(row, 'url'),
    size: integer(row, 'size'),
    contentType: text(row, 'content_type'),
    form: text(row, 'form'),
    owned: integer(row, 'owned') === 1,
    expiresAt: integer(row, 'expires_at'),
  }
}
