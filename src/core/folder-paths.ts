/** Resolves places to folders of a site, and lists the folders still to be created. */
import type { FolderId } from './brands.ts'
import { normaliseFolderName } from './names.ts'
import type { Folder, Place } from './wire.ts'

/** The folders of a site by parent and name. Of siblings with the same name, the first counts. */
export class FolderPaths {
  readonly #ids = new Map<string, FolderId>()

  constructor(folders: readonly Pick<Folder, 'id' | 'name' | 'parentId'>[] = []) {
    for (const { id, name, parentId } of folders) {
      const key = keyOf(parentId, name)
      if (!this.#ids.has(key)) this.#ids.set(key, id)
    }
  }

  /** The folder of a place; null: in no folder; undefined: not created yet. */
  find({ under, path }: Place): FolderId | null | undefined {
    let at = under
    for (const name of path) {
      const next = this.#ids.get(keyOf(at, normaliseFolderName(name)))
      if (next === undefined) return undefined
      at = next
    }
    return at
  }

  /** The folders to create for this place, outermost first; empty when all exist. */
  missing({ under, path }: Place): readonly Place[] {
    const first = path.findIndex(
      (_, n) => this.find({ under, path: path.slice(0, n + 1) }) === undefined,
    )
    if (first < 0) return []
    return path.slice(first).map((_, n) => ({ under, path: path.slice(0, first + n + 1) }))
  }
}

// Helpers

/** Compares names as the proxy does: in NFC, with case. */
const keyOf = (parent: FolderId | null, name: string): string =>
  `${parent ?? ''}/${name.normalize('NFC')}`
