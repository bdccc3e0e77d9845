/**
 * The site's assets by id and by name, with their {@link Tally}. A change costs what it changes plus one pass over an
 * array of references, so that pages of a listing can come while a person scrolls.
 */
import type { AssetId } from '../../../core/brands.ts'
import type { AssetSummary } from '../../../core/wire.ts'
import { libraryAsset, sameAsset, type LibraryAsset } from './library-asset.ts'
import { Tally } from './tally.ts'

export class AssetStore {
  readonly byId = new Map<AssetId, LibraryAsset>()
  readonly tally = new Tally()
  #byName: readonly LibraryAsset[] = []

  /** All assets, ordered as people order names; a new array after every change. */
  get byName(): readonly LibraryAsset[] {
    return this.#byName
  }

  /** Adds assets and replaces what is known of them. False: nothing was new. */
  put(assets: readonly AssetSummary[]): boolean {
    const fresh = new Map<AssetId, LibraryAsset>()
    for (const told of assets) {
      const known = this.byId.get(told.id)
      if (!known || !sameAsset(known, told)) fresh.set(told.id, libraryAsset(told))
    }
    if (fresh.size === 0) return false
    const outdated = this.#forget(fresh.keys())
    for (const asset of fresh.values()) {
      this.byId.set(asset.id, asset)
      this.tally.add(asset)
    }
    this.#byName = merged(without(this.#byName, outdated), [...fresh.values()].sort(compareNames))
    return true
  }

  /** Takes assets away. False: none of them was there. */
  drop(ids: Iterable<AssetId>): boolean {
    const outdated = this.#forget(ids)
    if (outdated.size === 0) return false
    this.#byName = without(this.#byName, outdated)
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

/** As people order names: "2" before "10", case and accents aside. Equal names keep one order. */
export function compareNames(a: LibraryAsset, b: LibraryAsset): number {
  return order.compare(a.title, b.title) || (a.id < b.id ? -1 : 1)
}

// Helpers

const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

const without = (
  assets: readonly LibraryAsset[],
  gone: ReadonlySet<LibraryAsset>,
): readonly LibraryAsset[] =>
  gone.size === 0 ? assets : assets.filter((asset) => !gone.has(asset))

/** Both in one order. Places are found by bisection: comparing names is what costs. */
function merged(
  assets: readonly LibraryAsset[],
  fresh: readonly LibraryAsset[],
): readonly LibraryAsset[] {
  const result: LibraryAsset[] = []
  let from = 0
  for (const asset of fresh) {
    const to = placeOf(asset, assets, from)
    for (let i = from; i < to; i++) push(result, assets[i])
    result.push(asset)
    from = to
  }
  for (let i = from; i < assets.length; i++) push(result, assets[i])
  return result
}

function placeOf(asset: LibraryAsset, assets: readonly LibraryAsset[], from: number): number {
  let [low, high] = [from, assets.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const other = assets[middle]
    if (other && compareNames(other, asset) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function push(assets: LibraryAsset[], asset: LibraryAsset | undefined): void {
  if (asset) assets.push(asset)
}
