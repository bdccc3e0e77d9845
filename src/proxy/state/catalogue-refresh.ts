/**
 * Builds a site's next listing, page by page. One lister works at a time, whatever the number of panels and processes.
 * Readers see the listing only once it is complete. An interrupted one is kept for a while, so that the next lister can
 * resume it.
 */
import { INSERT_ASSETS, type KnownAsset } from './asset-rows.ts'
import { listingStartedAt } from './listing-age.ts'
import { isOver } from './lease.ts'
import { SiteTable } from './site-table.ts'
import { integer, textOrNull } from './sql.ts'

export type ListingStart =
  /** The caller lists, starting at asset number `from`. */
  | {
      readonly type: 'go'
      readonly generation: number
      readonly startedAt: number
      readonly from: number
    }
  /** Someone else lists. `total`: as Webflow reports it; 0 before the first page. */
  | { readonly type: 'busy'; readonly generation: number; readonly total: number }
  /** A recent enough listing exists. */
  | { readonly type: 'fresh' }

/** One page. `done`: all assets before this number have been read. */
export interface ListedPage {
  readonly assets: readonly KnownAsset[]
  readonly done: number
  readonly total: number
}

/** An interrupted listing older than this (milliseconds) is not resumed. */
const RESUME_MS = 5 * 60_000

export class CatalogueRefresh extends SiteTable {
  /** Takes the lease to list for `holdMs`, unless a listing that started at `since` or later exists. */
  begin(owner: string, since: number, holdMs: number): ListingStart {
    return this.atomic(() => {
      const now = this.now()
      const [current] = this.exec(
        "select started_at, generation from listings where site = ? and kind = 'assets'",
      )
      if (current && listingStartedAt(integer(current, 'started_at'), now) >= since)
        return { type: 'fresh' }
      const [row] = this.exec('select * from relistings where site = ?')
      if (row && textOrNull(row, 'owner') !== null && !isOver(integer(row, 'until'), now, holdMs)) {
        return {
          type: 'busy',
          generation: integer(row, 'generation'),
          total: integer(row, 'total'),
        }
      }
      const startedAt = row ? listingStartedAt(integer(row, 'started_at'), now) : 0
      if (row && startedAt >= Math.max(since, now - RESUME_MS)) {
        this.exec(
          'update relistings set owner = ?2, until = ?3 where site = ?1',
          owner,
          now + holdMs,
        )
        const generation = integer(row, 'generation')
        return { type: 'go', generation, startedAt, from: integer(row, 'done') }
      }
      if (row) {
        const broken = integer(row, 'generation')
        this.exec('delete from assets where site = ? and generation = ?', broken)
        return this.#start(owner, broken + 1, now, holdMs)
      }
      return this.#start(owner, (current ? integer(current, 'generation') : 0) + 1, now, holdMs)
    })
  }

  /** Keeps a page and the right to list. False when the right was lost: the page is another's to read. */
  save(owner: string, page: ListedPage, holdMs: number): boolean {
    return this.atomic(() => {
      const [row] = this.exec(
        `update relistings set done = max(done, ?3), shifted = max(shifted, total > ?4), total = ?4,
           pages = pages + 1, until = ?5
         where site = ?1 and owner = ?2 returning generation`,
        owner,
        page.done,
        page.total,
        this.now() + holdMs,
      )
      if (!row) return false
      // What we have changed ourselves since the listing began is newer than any page of it.
      this.exec(
        `${INSERT_ASSETS} where assets.changed_at = 0`,
        integer(row, 'generation'),
        JSON.stringify(page.assets),
        0,
      )
      return true
    })
  }

  /** Renews the right to list. */
  keep(owner: string, holdMs: number): void {
    this.exec(
      'update relistings set until = ?3 where site = ?1 and owner = ?2',
      owner,
      this.now() + holdMs,
    )
  }

  /** Gives the right back; what was read is kept for the next lister. */
  leave(owner: string): void {
    this.exec('update relistings set owner = null, until = 0 where site = ?1 and owner = ?2', owner)
  }

  /**
   * Makes what was read the listing. `short`: assets were deleted while the pages were read, so that others shifted from
   * page to page and were missed; unless `anyway`, all pages are to be read again. `lost`: the right to list was. Only
   * where nothing was deleted meanwhile, the ledger forgets assets that the listing does not have; nor did the one before
   * it, because a deletion that others made is not seen where as many assets came at the same time.
   */
  finish(owner: string, anyway: boolean): 'done' | 'short' | 'lost' {
    return this.atomic(() => {
      const [row] = this.exec('select * from relistings where site = ? and owner = ?', owner)
      if (!row) return 'lost'
      const generation = integer(row, 'generation')
      const isFewer = integer(row, 'shifted') === 1
      const isShort = isFewer && this.#count(generation) < integer(row, 'total')
      if (isShort && !anyway) {
        this.exec('update relistings set done = 0, shifted = 0 where site = ?')
        return 'short'
      }
      const startedAt = integer(row, 'started_at')
      // What we deleted ourselves is not seen in the totals where as many came at the same time.
      const isShifted = isFewer || this.#hasDropped(generation)
      const before = this.#generation()
      this.exec('delete from relistings where site = ?')
      this.exec(
        `insert or replace into listings (site, kind, started_at, pages, generation, shifted)
         values (?, 'assets', ?, ?, ?, ?)`,
        startedAt,
        integer(row, 'pages'),
        generation,
        isShifted ? 1 : 0,
      )
      if (!isShifted) this.#forgetGone([generation, before], startedAt)
      this.exec('delete from assets where site = ? and generation < ?', generation - 1)
      return 'done'
    })
  }

  // Helpers

  #start(owner: string, generation: number, now: number, holdMs: number): ListingStart {
    this.exec(
      `insert or replace into relistings (site, generation, started_at, done, pages, total, shifted, owner, until)
       values (?, ?, ?, 0, 0, 0, 0, ?, ?)`,
      generation,
      now,
      owner,
      now + holdMs,
    )
    return { type: 'go', generation, startedAt: now, from: 0 }
  }

  /** Of the listing that is whole; 0 where there is none. */
  #generation(): number {
    const [row] = this.exec("select generation from listings where site = ? and kind = 'assets'")
    return row ? integer(row, 'generation') : 0
  }

  #count(generation: number): number {
    const [row] = this.exec(
      'select count(*) as n from assets where site = ? and generation = ? and gone = 0',
      generation,
    )
    return row ? integer(row, 'n') : 0
  }

  /** Whether we have deleted assets since this generation was begun. */
  #hasDropped(generation: number): boolean {
    const rows = this.exec(
      'select 1 from assets where site = ? and generation = ? and gone = 1 limit 1',
      generation,
    )
    return rows.length > 0
  }

  /** What was learned after the listing began may lie on assets that it does not have yet. */
  #forgetGone(generations: readonly number[], startedAt: number): void {
    this.exec(
      `delete from ledger where site = ?1 and at < ?3 and asset not in (select asset from assets
         where site = ?1 and generation in (select value from json_each(?2)) and gone = 0)`,
      JSON.stringify(generations),
      startedAt,
    )
  }
}
