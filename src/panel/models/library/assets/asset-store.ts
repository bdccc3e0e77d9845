/**
 * The site's assets by id and by name, with their {@link AssetTally}. An update costs its own assets plus one pass over
 * an array of references, so pages of a listing can arrive while a person scrolls.
 */
import type { AssetId } from '../../../../core/brands.ts'
import type { AssetSummary } from '../../../../core/wire.ts'
import { compareNames, reordered } from '../../ordered.ts'
import { libraryAsset, sameAsset, type LibraryAsset } from './library-asset.ts'
import { AssetTally } from './tally.ts'

export class AssetStore {
  readonly byId = new Map<AssetId, LibraryAsset>()
  readonly tally = new AssetTally()
  #byName: readonly LibraryAsset[] = []

  /** All assets in natural name order; a new array after every change. */
  get byName(): readonly LibraryAsset[] {
    return this.#byName
  }

  /** Adds or updates assets. False: nothing changed. */
  put(assets: readonly AssetSummary[]): boolean {
    const fresh = new Map<AssetId, LibraryAsset>()
    for (const summary of assets) {
      const known = this.byId.get(summary.id)
      if (!known || !sameAsset(known, summary)) fresh.set(summary.id, libraryAsset(summary))
    }
    if (fresh.size === 0) return false
    const gone = this.#forget(fresh.keys())
    for (const asset of fresh.values()) {
      this.byId.set(asset.id, asset)
      this.tally.add(asset)
    }
    this.#byName = reordered(this.#byName, { gone, fresh: [...fresh.values()] }, compareTitles)
    return true
  }

  /** Removes assets. False: none of them was present. */
  drop(ids: Iterable<AssetId>): boolean {
    const gone = this.#forget(ids)
    if (gone.size === 0) return false
    this.#byName = reordered(this.#byName, { gone, fresh: [] }, compareTitles)
    return true
  }

  #forget(ids: Iterable<AssetId>): ReadonlySet<LibraryAsset> {
    const outdated = new Set<LibraryAsset>()
    for (const id of ids) {
      const known = this.byId.get(id)
      if (!known) continue
      this.byId.delete(id)
      this.tally.remove(known)
      outdated.add(known)
    }
    return outdated
  }
}

// Helpers

/** Breaks ties, so that assets with equal names keep a stable order. */
const compareTitles = (a: LibraryAsset, b: LibraryAsset): number =>
  compareNames(a.title, b.title) || (a.id < b.id ? -1 : 1)
