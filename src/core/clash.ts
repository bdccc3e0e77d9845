/**
 * A dropped file may stand where an asset stands already: in the same folder, under the same name. With the same bytes
 * nothing needs to be done; with others a person decides whether it replaces the asset or goes beside it.
 */
import type { AssetId, FolderId } from './brands.ts'
import { nameKey } from './names.ts'

export interface Incoming {
  /** The name on the site. */
  readonly name: string
  readonly folderId: FolderId | null
  readonly size: number
}

export interface Standing {
  readonly id: AssetId
  readonly name: string
  readonly fileName: string
  readonly folderId: FolderId | null
  readonly size: number
}

/**
 * `free`: nothing stands there. `compare`: of the same size, so that only the bytes can tell. `clash`: other bytes.
 * `several`: more than one asset stands there, so that none of them can be meant.
 */
export type Meeting<Asset> =
  | { readonly type: 'free' | 'several' }
  | { readonly type: 'compare' | 'clash'; readonly asset: Asset }

/** The assets that there are, by where they stand; more may be added between the questions. */
export class Places<Asset extends Standing> {
  readonly #places = new Map<string, Asset[]>()

  add(assets: Iterable<Asset>): void {
    for (const asset of assets) {
      const keys = new Set([nameKey(asset.name), nameKey(asset.fileName)])
      for (const key of keys) {
        const place = placeOf(asset.folderId, key)
        const there = this.#places.get(place)
        if (there) there.push(asset)
        else this.#places.set(place, [asset])
      }
    }
  }

  /** The file's size is asked for only where something stands in its place. */
  meet(file: Incoming): Meeting<Asset> {
    const { name, folderId } = file
    const there = this.#places.get(placeOf(folderId, nameKey(name))) ?? []
    // The name that people see goes before the name that the file once had.
    const named = there.filter((asset) => nameKey(asset.name) === nameKey(name))
    const [asset, ...others] = named.length > 0 ? named : there
    if (!asset) return { type: 'free' }
    if (others.length > 0) return { type: 'several' }
    return { type: asset.size === file.size ? 'compare' : 'clash', asset }
  }
}

// Helpers

const placeOf = (folderId: FolderId | null, key: string): string => `${folderId ?? ''}/${key}`
