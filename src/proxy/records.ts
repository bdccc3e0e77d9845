/**
 * The reservations of a site: which bytes are being brought, by whom, and the record at Webflow that waits for
 * them. Every method is one transaction, so any number of panels and processes may call at once; an `attempt` names
 * one claim, and what an older attempt still says is ignored.
 */
import type { Clock } from './deps.ts'
import { LEASE_MS } from './lease.ts'
import type { Ledger, LedgerEntry } from './ledger.ts'
import { suspectOf, type Leftovers, type Suspect } from './leftovers.ts'
import { claimOf, reservationOf, type Record } from './record-rows.ts'
import { number, text, type Sql, type SqlRow } from './sql.ts'

export interface ClaimRequest {
  readonly md5: string
  readonly run: string
  /** A fresh random name for this claim. */
  readonly attempt: string
  readonly name: string
  readonly folder: string | null
  readonly size: number
}

export type Claim =
  /** The bytes are this attempt's to bring. `suspects` must be looked for before anything is created. */
  | { readonly type: 'won'; readonly suspects: readonly Suspect[] }
  /** The run has a record for these bytes already, and it can still be filled. */
  | { readonly type: 'again'; readonly record: Record }
  /** Records of these bytes wait for their removal; they go first, then claim again. */
  | { readonly type: 'clear'; readonly assets: readonly string[] }
  | { readonly type: 'busy' }

/** A record as Webflow made it. `form` is sealed. `owned`: made by this attempt, so ours to delete. */
export interface Created {
  readonly asset: string
  readonly name: string
  readonly folder: string | null
  readonly url: string | null
  readonly contentType: string
  readonly form: string
  readonly owned: boolean
  readonly expiresAt: number
}

export type SendStart =
  | { readonly type: 'go'; readonly record: Record }
  | { readonly type: 'sent'; readonly entry: LedgerEntry }
  | { readonly type: 'busy' }
  | { readonly type: 'expired' }
  | { readonly type: 'gone' }

/** A record that nobody has touched for so long is given up. */
const ABANDONED_MS = 10 * 60_000

export class Records {
  readonly #sql: Sql
  readonly #site: string
  readonly #clock: Clock
  readonly #ledger: Ledger
  readonly #leftovers: Leftovers

  constructor(
    sql: Sql,
    site: string,
    clock: Clock,
    parts: { readonly ledger: Ledger; readonly leftovers: Leftovers },
  ) {
    this.#sql = sql
    this.#site = site
    this.#clock = clock
    this.#ledger = parts.ledger
    this.#leftovers = parts.leftovers
  }

  claim(request: ClaimRequest): Claim {
    return this.#sql.atomic(() => {
      const leaving = this.#exec(
        'select asset from removals where site = ? and md5 = ?',
        request.md5,
      )
      if (leaving.length > 0) return clearing(leaving)
      if (this.#insert(request)) return this.#won(request.md5)
      const held = claimOf(this.#one(request.md5))
      const isIdle = held.heldUntil <= this.#clock.now()
      if (held.type === 'made' && held.record.expiresAt <= this.#clock.now() && isIdle) {
        this.#drop(held.record)
        return held.record.owned ? clearing([{ asset: held.record.asset }]) : this.#retake(request)
      }
      if (held.type === 'made') {
        if (held.run !== request.run) return { type: 'busy' }
        this.#touch(request.md5)
        return { type: 'again', record: held.record }
      }
      if (!isIdle) return { type: 'busy' }
      this.#suspect(request.md5, held.attempt)
      return this.#retake(request)
    })
  }

  /** Keeps what Webflow made. False when the attempt is no longer the holder: the record must go. */
  created(md5: string, attempt: string, made: Created): boolean {
    return this.#sql.atomic(() => {
      const kept = this.#exec(
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
      this.#exec('delete from removals where site = ? and asset = ?', made.asset)
      return true
    })
  }

  /** The attempt is still at it; without this its claim counts as lost after {@link LEASE_MS}. */
  keepClaim(md5: string, attempt: string): void {
    this.#exec(
      'update reservations set held_until = ?2 where site = ?1 and md5 = ?3 and attempt = ?4 and asset is null',
      this.#clock.now() + LEASE_MS,
      md5,
      attempt,
    )
  }

  /** Gives a claim back for which Webflow made nothing. */
  release(md5: string, attempt: string): void {
    this.#exec(
      'delete from reservations where site = ? and md5 = ? and attempt = ? and asset is null',
      md5,
      attempt,
    )
  }

  /** Gives a claim back for which Webflow may have made a record. */
  ambiguous(md5: string, attempt: string): void {
    this.#sql.atomic(() => {
      this.#suspect(md5, attempt)
    })
  }

  /** Whether an asset is ours: in the ledger, reserved, or about to be removed. */
  knows(asset: string): boolean {
    const rows = this.#sql.exec(
      `select 1 from ledger where site = ?1 and asset = ?2 union all
       select 1 from reservations where site = ?1 and asset = ?2 union all
       select 1 from removals where site = ?1 and asset = ?2 limit 1`,
      this.#site,
      asset,
    )
    return rows.length > 0
  }

  /** Whether a record of this name is being made in this folder right now, for other bytes than `md5` where it is given. */
  isCreating(name: string, folder: string | null, md5: string | null): boolean {
    const rows = this.#exec(
      `select 1 from reservations where site = ? and asset is null and name = ? and folder is ? and md5 is not ?`,
      name,
      folder,
      md5,
    )
    return rows.length > 0
  }

  /** Takes the right to send; without {@link keepSending} it lasts for {@link LEASE_MS}. */
  startSend(md5: string, attempt: string, asset: string, sender: string): SendStart {
    return this.#sql.atomic(() => {
      const now = this.#clock.now()
      const [row] = this.#exec(
        `select * from reservations where site = ? and md5 = ? and attempt = ? and asset is not null`,
        md5,
        attempt,
      )
      if (!row) {
        const entry = this.#ledger.entries([md5]).find((known) => known.asset === asset)
        return entry ? { type: 'sent', entry } : { type: 'gone' }
      }
      if (number(row, 'held_until') > now) return { type: 'busy' }
      const record = reservationOf(row)
      if (record.expiresAt <= now) return { type: 'expired' }
      this.#exec(
        'update reservations set sender = ?2, held_until = ?3, touched_at = ?4 where site = ?1 and md5 = ?5',
        sender,
        now + LEASE_MS,
        now,
        md5,
      )
      return { type: 'go', record }
    })
  }

  keepSending(md5: string, sender: string): void {
    this.#hold(md5, sender, this.#clock.now() + LEASE_MS)
  }

  /** The bytes did not arrive; the ticket stays good. */
  stopSending(md5: string, sender: string): void {
    this.#hold(md5, sender, 0)
  }

  /** The bytes are there. False when the reservation was given up meanwhile. */
  finish(sender: string, entry: LedgerEntry): boolean {
    return this.#sql.atomic(() => {
      const done = this.#exec(
        'delete from reservations where site = ? and md5 = ? and sender = ? returning md5',
        entry.md5,
        sender,
      )
      if (done.length > 0) this.#ledger.learn(entry, null)
      return done.length > 0
    })
  }

  /** Gives a reservation up; returns the asset that must now be deleted, if one is ours. */
  giveUp(md5: string, attempt: string): string | null {
    return this.#sql.atomic(() => {
      const [row] = this.#exec(
        'select * from reservations where site = ? and md5 = ? and attempt = ? and asset is not null',
        md5,
        attempt,
      )
      if (!row) return null
      const record = reservationOf(row)
      this.#drop(record)
      return record.owned ? record.asset : null
    })
  }

  /** The asset was deleted: nobody can fill its record any more. */
  assetGone(asset: string): void {
    this.#exec('delete from reservations where site = ? and asset = ?', asset)
  }

  /** Assets that {@link giveUpAbandoned} of that moment would take away. */
  abandoned(at: number): readonly string[] {
    const held = this.#untouched(at).map(claimOf)
    return held.flatMap((one) => (one.type === 'made' && one.record.owned ? one.record.asset : []))
  }

  /**
   * Gives up what at that moment nobody had touched for {@link ABANDONED_MS}, what could no longer be filled, and lost
   * claims.
   */
  giveUpAbandoned(at: number): void {
    this.#sql.atomic(() => {
      for (const row of this.#untouched(at)) {
        const held = claimOf(row)
        if (held.type === 'made') this.#drop(held.record)
        else this.#suspect(text(row, 'md5'), held.attempt)
      }
    })
  }

  /** Whether the sweeper will have anything to do here. */
  hasWork(): boolean {
    const rows = this.#sql.exec(
      `select 1 from reservations where site = ?1 union all select 1 from removals where site = ?1
       union all select 1 from suspects where site = ?1 limit 1`,
      this.#site,
    )
    return rows.length > 0
  }

  // Helpers

  #exec(statement: string, ...params: readonly (string | number | null)[]): readonly SqlRow[] {
    return this.#sql.exec(statement, this.#site, ...params)
  }

  #untouched(at: number): readonly SqlRow[] {
    return this.#exec(
      `select * from reservations where site = ? and held_until <= ?
         and (asset is null or touched_at <= ? or expires_at <= ?)`,
      at,
      at - ABANDONED_MS,
      at,
    )
  }

  #one(md5: string): SqlRow {
    const [row] = this.#exec('select * from reservations where site = ? and md5 = ?', md5)
    if (!row) throw new TypeError('Expected a reservation where its insertion found a conflict.')
    return row
  }

  #insert(request: ClaimRequest): boolean {
    const rows = this.#exec(
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

  #won(md5: string): Claim {
    const rows = this.#exec('select * from suspects where site = ? and md5 = ? and looked = 0', md5)
    return { type: 'won', suspects: rows.map(suspectOf) }
  }

  #drop(record: Record): void {
    this.#exec('delete from reservations where site = ? and md5 = ?', record.md5)
    if (record.owned) this.#leftovers.remove(record.md5, record.asset)
  }

  #touch(md5: string): void {
    this.#exec(
      'update reservations set touched_at = ?2 where site = ?1 and md5 = ?3',
      this.#clock.now(),
      md5,
    )
  }

  #hold(md5: string, sender: string, until: number): void {
    this.#exec(
      'update reservations set held_until = ?2, touched_at = ?3 where site = ?1 and md5 = ?4 and sender = ?5',
      until,
      this.#clock.now(),
      md5,
      sender,
    )
  }

  #suspect(md5: string, attempt: string): void {
    this.#exec(
      `insert into suspects (site, attempt, md5, name, folder, since, until)
       select site, attempt, md5, name, folder, touched_at, ?2 from reservations
       where site = ?1 and md5 = ?3 and attempt = ?4 and asset is null on conflict do nothing`,
      this.#clock.now(),
      md5,
      attempt,
    )
    this.release(md5, attempt)
  }
}

function clearing(rows: readonly SqlRow[]): Claim {
  return { type: 'clear', assets: rows.map((row) => text(row, 'asset')) }
}
