/**
 * Which assets stand in a folder under a name: what a run would name a file is compared with these before anything is
 * reserved.
 */
import type { FolderId } from './brands.ts'
import { nameKey } from './names.ts'

/** A file as the run would bring it to the site. */
export interface IncomingFile {
  /** The name on the site. */
  readonly name: string
  readonly folderId: FolderId | null
}

/** What the index needs of an asset. */
interface NamedAsset {
  readonly name: string
  readonly fileName: string
  readonly folderId: FolderId | null
}

export class AssetNameIndex<Asset extends NamedAsset> {
  readonly #assets = new Map<string, Asset[]>()

  add(assets: Iterable<Asset>): void {
    for (const asset of assets) {
      for (const name of new Set([nameKey(asset.name), nameKey(asset.fileName)])) {
        const key = keyOf(asset.folderId, name)
        const there = this.#assets.get(key)
        if (there) there.push(asset)
        else this.#assets.set(key, [asset])
      }
    }
  }

  /**
   * The assets of the file's name in its folder, letter case aside. The name that people see counts before the name that
   * the asset's file once had.
   */
  find({ name, folderId }: IncomingFile): readonly Asset[] {
    const wanted = nameKey(name)
    const there = this.#assets.get(keyOf(folderId, wanted)) ?? []
    const named = there.filter((asset) => nameKey(asset.name) === wanted)
    return named.length > 0 ? named : there
  }
}

// Helpers

const keyOf = (folderId: FolderId | null, name: string): string => `${folderId ?? ''}/${name}`
