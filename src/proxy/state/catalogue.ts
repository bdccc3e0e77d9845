/**
 * The last complete listing of a site's assets, with the changes that this proxy has made since. It keeps the time when the
 * listing started, so that readers can decide whether it is fresh enough. `catalogue-refresh.ts` stores the next one.
 */
import type { AssetId, FolderId } from '../../core/brands.ts'
import { knownAssetFrom, INSERT_ASSETS, type AssetChange, type KnownAsset } from './asset-rows.ts'
import { listingStartedAt } from './listing-age.ts'
import { SiteTable } from './site-table.ts'
import { folderIdOrNull } from './row-ids.ts'
import { integer, numberOrNull } from './sql.ts'

/** `startedAt`: milliseconds since the epoch; 0 where there was no listing yet. `pages`: calls it took. */
export interface CatalogueListing {
  readonly startedAt: number
  readonly pages: number
  /** Names this listing in {@link Catalogue.page}. */
  readonly generation: number
}

/** `next`: where the following page begins; null after the last. */
export interface CataloguePage {
  readonly assets: readonly KnownAsset[]
  readonly next: number | null
}

export class Catalogue extends SiteTable {
  listing(): CatalogueListing {
    const [row] = this.exec("select * from listings where site = ? and kind = 'assets'")
    if (!row) return { startedAt: 0, pages: 0, generation: 0 }
    return {
      startedAt: listingStartedAt(integer(row, 'started_at'), this.now()),
      pages: integer(row, 'pages'),
      generation: integer(row, 'generation'),
    }
  }

  /** Whether nothing was deleted while the last listing was read: else some assets may have shifted past the reader. */
  isWhole(): boolean {
    const [row] = this.exec("select shifted from listings where site = ? and kind = 'assets'")
    return row !== undefined && integer(row, 'shifted') === 0
  }

  /** How many assets the last listing has. */
  total(): number {
    const [row] = this.exec(`select count(*) as n from assets ${CURRENT}`)
    return row ? integer(row, 'n') : 0
  }

  /**
   * Assets of a listing after `after` (0: from the first), at most `limit`. A listing that is being made can be read as
   * far as it has come. Null where the listing has gone: it was replaced, twice over.
   */
  page(generation: number, after: number, limit: number): CataloguePage | null {
    const rows = this.exec(
      `select * from assets where site = ? and generation = ? and id > ? order by id limit ?`,
      generation,
      after,
      limit,
    )
    const last = rows.at(-1)
    if (!last && !this.#isHere(generation)) return null
    return {
      assets: rows.filter((row) => integer(row, 'gone') === 0).map(knownAssetFrom),
      next: last ? integer(last, 'id') : null,
    }
  }

  assets(ids: readonly AssetId[]): readonly KnownAsset[] {
    return this.exec(
      `select * from assets ${CURRENT} and asset in (select value from json_each(?2))`,
      JSON.stringify(ids),
    ).map(knownAssetFrom)
  }

  /** Assets uploaded under this name that have no bytes. */
  empty(fileName: string): readonly KnownAsset[] {
    return this.exec(
      `select * from assets ${CURRENT} and size = 0 and file_name = ?2`,
      fileName,
    ).map(knownAssetFrom)
  }

  /** How many assets lie directly in each folder; null: in none. */
  countsByFolder(): readonly { readonly folder: FolderId | null; readonly assets: number }[] {
    return this.exec(`select folder, count(*) as n from assets ${CURRENT} group by folder`).map(
      (row) => ({ folder: folderIdOrNull(row), assets: integer(row, 'n') }),
    )
  }

  /** An asset is on the site since the listing, or is another now. A listing under way does not undo it. */
  put(asset: KnownAsset): void {
    this.atomic(() => {
      this.#put(asset)
    })
  }

  /** Changes what is known of an asset; nothing happens where it is not known. */
  change(asset: AssetId, change: AssetChange): void {
    this.atomic(() => {
      const [known] = this.assets([asset])
      if (known) this.#put({ ...known, ...change })
    })
  }

  /** Takes an asset out that was deleted since the listing. A listing under way does not bring it back. */
  drop(asset: AssetId): void {
    this.atomic(() => {
      for (const generation of this.#generations()) {
        this.exec(
          `insert into assets (site, generation, asset, name, file_name, content_type, size, created_on, updated_on,
             changed_at, gone) values (?, ?, ?, '', '', '', 0, '', '', ?, 1)
           on conflict do update set gone = 1, changed_at = excluded.changed_at`,
          generation,
          asset,
          this.now(),
        )
      }
    })
  }

  // Helpers

  #put(asset: KnownAsset): void {
    for (const generation of this.#generations()) {
      this.exec(INSERT_ASSETS, generation, JSON.stringify([asset]), this.now())
    }
  }

  /** The listing that is whole and the one that is being made. */
  #generations(): readonly number[] {
    return this.exec(
      `select generation from listings where site = ?1 and kind = 'assets'
       union select generation from relistings where site = ?1`,
    ).map((row) => integer(row, 'generation'))
  }

  #isHere(generation: number): boolean {
    const [row] = this.exec(
      `select max(generation) as now from (select generation from listings where site = ?1 and kind = 'assets'
         union select generation from relistings where site = ?1)`,
    )
    const now = row ? numberOrNull(row, 'now') : null
    // The one before the last is kept for those who are still reading it.
    return now !== null && generation >= now - 1
  }
}

const CURRENT = `where site = ?1 and gone = 0 and generation =
  (select generation from listings where site = ?1 and kind = 'assets')`
