/**
 * Finds assets by folder and name, so that a run detects name conflicts before it reserves anything.
 */
import type { FolderId } from './brands.ts'
import { nameKey } from './names.ts'

/** A file as the run would upload it. */
export interface IncomingFile {
  /** The name on the site. */
  readonly name: string
  readonly folderId: FolderId | null
}

/** The properties of an asset that the index needs. */
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
        const sameName = this.#assets.get(key)
        if (sameName) sameName.push(asset)
        else this.#assets.set(key, [asset])
      }
    }
  }

  /**
   * The assets in the file's folder that have its name, ignoring case. Display names take precedence; file names count
   * only when no display name matches.
   */
  find({ name, folderId }: IncomingFile): readonly Asset[] {
    const key = nameKey(name)
    const matches = this.#assets.get(keyOf(folderId, key)) ?? []
    const byDisplayName = matches.filter((asset) => nameKey(asset.name) === key)
    return byDisplayName.length > 0 ? byDisplayName : matches
  }
}

// Helpers

const keyOf = (folderId: FolderId | null, name: string): string => `${folderId ?? ''}/${name}`
