/**
 * The ledger of a site: which bytes its assets hold. An entry was true of one state of its asset; whether that state is
 * still the asset's is checked before it is believed (`ledger-judge.ts`).
 */
import type { AssetId, FolderId, Md5Hex } from '../../core/brands.ts'
import type { KnownHow } from '../../core/wire-library.ts'
import type { KnownAsset } from './asset-rows.ts'
import { SiteTable } from './site-table.ts'
import { assetIdOf, folderIdOrNull, md5Of } from './row-ids.ts'
import { integer, numberOrNull, text, textOrNull, type SqlRow } from './sql.ts'

/**
 * An asset known to hold these bytes: `sent` by us, or by somebody whose digest Webflow keeps; or as they are `hosted`,
 * which may be other ones, since Webflow may make images smaller. An asset has at most one entry of each kind.
 */
export interface LedgerEntry {
  readonly md5: Md5Hex
  /** Of the bytes with this digest. */
  readonly size: number
  readonly how: KnownHow
  readonly asset: AssetId
  readonly name: string
  readonly folder: FolderId | null
  readonly url: string | null
}

/** An entry as it is kept. */
export interface KeptEntry extends LedgerEntry {
  /** The state of the asset for which the entry was found true last; null: none was seen yet. */
  readonly seen: AssetState | null
  /** When it was learned, milliseconds since the epoch. */
  readonly at: number
}

/** What of a listed asset tells that its bytes may have changed. */
export type AssetState = Pick<KnownAsset, 'size' | 'updatedOn'>

export class Ledger extends SiteTable {
  /** All entries of these digests: those sent first, then the oldest first. */
  entries(digests: readonly Md5Hex[]): readonly KeptEntry[] {
    return this.exec(
      `select * from ledger where site = ? and md5 in (select value from json_each(?))
       order by how desc, at, asset`,
      JSON.stringify(digests),
    ).map(entryOf)
  }

  entriesOf(assets: readonly AssetId[]): readonly KeptEntry[] {
    return this.exec(
      'select * from ledger where site = ? and asset in (select value from json_each(?)) order by asset, how',
      JSON.stringify(assets),
    ).map(entryOf)
  }

  /** `seen`: the state of the asset in which it was found to hold these bytes. */
  learn(entry: LedgerEntry, seen: AssetState | null): void {
    this.exec(
      `insert or replace into ledger (site, asset, how, md5, size, name, folder, url, seen_size, seen_on, at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      entry.asset,
      entry.how,
      entry.md5,
      entry.size,
      entry.name,
      entry.folder,
      entry.url,
      seen?.size ?? null,
      seen?.updatedOn ?? null,
      this.now(),
    )
  }

  /** The asset has another name or folder since; `folder` undefined: the same. */
  changeAsset(asset: AssetId, name: string | undefined, folder: FolderId | null | undefined): void {
    this.exec(
      `update ledger set name = coalesce(?3, name), folder = case when ?4 then ?5 else folder end
       where site = ?1 and asset = ?2`,
      asset,
      name ?? null,
      folder === undefined ? 0 : 1,
      folder ?? null,
    )
  }

  /** All that is known of these assets holds in these states of theirs. */
  confirm(assets: readonly (AssetState & { readonly asset: AssetId })[]): void {
    this.exec(
      `update ledger set seen_size = value ->> 'size', seen_on = value ->> 'updatedOn'
       from json_each(?2) where site = ?1 and asset = value ->> 'asset'`,
      JSON.stringify(assets),
    )
  }

  /** One entry was found untrue. */
  forget(asset: AssetId, how: KnownHow): void {
    this.exec('delete from ledger where site = ? and asset = ? and how = ?', asset, how)
  }

  /** The assets are gone from the site, or hold other bytes. */
  forgetAssets(assets: readonly AssetId[]): void {
    this.exec(
      'delete from ledger where site = ? and asset in (select value from json_each(?))',
      JSON.stringify(assets),
    )
  }
}

const entryOf = (row: SqlRow): KeptEntry => {
  const size = numberOrNull(row, 'seen_size')
  return {
    md5: md5Of(row),
    size: integer(row, 'size'),
    how: text(row, 'how') === 'sent' ? 'sent' : 'hosted',
    asset: assetIdOf(row),
    name: text(row, 'name'),
    folder: folderIdOrNull(row),
    url: textOrNull(row, 'url'),
    seen: size === null ? null : { size, updatedOn: textOrNull(row, 'seen_on') ?? '' },
    at: integer(row, 'at'),
  }
}
