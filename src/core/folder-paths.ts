/** Which folders of a site a place names, and which of them are still to be made. */
import type { FolderId } from './brands.ts'
import { normaliseFolderName } from './names.ts'
import type { Folder, Place } from './wire.ts'

/** The folders of a site by where they are and what they are called. Of two that are called alike, the first counts. */
export class FolderPaths {
  readonly #ids = new Map<string, FolderId>()

  constructor(folders: readonly Pick<Folder, 'id' | 'name' | 'parentId'>[] = []) {
    for (const { id, name, parentId } of folders) {
      const key = keyOf(parentId, name)
      if (!this.#ids.has(key)) this.#ids.set(key, id)
    }
  }

  /** The folder of a place; null: no folder; undefined: it is not there yet. */
  find({ under, path }: Place): FolderId | null | undefined {
    let at = under
    for (const name of path) {
      const next = this.#ids.get(keyOf(at, normaliseFolderName(name)))
      if (next === undefined) return undefined
      at = next
    }
    return at
  }

  /** The paths below the place's start that are to be made for it, outermost first; none where all are there. */
  missing({ under, path }: Place): readonly Place[] {
    const made = path.findIndex(
      (_, n) => this.find({ under, path: path.slice(0, n + 1) }) === undefined,
    )
    if (made < 0) return []
    return path.slice(made).map((_, n) => ({ under, path: path.slice(0, made + n + 1) }))
  }
}

// Helpers

/** Names as the proxy compares them: by their characters, whatever their encoding. */
const keyOf = (parent: FolderId | null, name: string): string =>
  `${parent ?? ''}/${name.normalize('NFC')}`
