/** Decides where a file goes and its name there. */
import type { FolderId } from '../../../core/brands.ts'
import { nameKey, normaliseFileName, normaliseFolderName, uniqueName } from '../../../core/names.ts'
import type { Place } from '../../../core/wire.ts'

/** Gives each file a name that is unique in its folder within the run. */
export class Naming {
  readonly #taken = new Map<string, Set<string>>()
  readonly #places = new Map<string, Place>()

  /** The place below `under` for a file's directories. Files of one directory share one object. */
  place(under: FolderId | null, path: readonly string[]): Place {
    const key = placeKey({ under, path: [...path] })
    const known = this.#places.get(key)
    if (known) return known
    const place = placeBelow(under, path)
    this.#places.set(key, place)
    return place
  }

  name(fileName: string, place: Place): string {
    const taken = this.#takenIn(place)
    const name = uniqueName(normaliseFileName(fileName), taken)
    taken.add(nameKey(name))
    return name
  }

  /** A new unique name based on `name`. */
  another(name: string, place: Place): string {
    this.reserve(name, place)
    return this.name(name, place)
  }

  /** Marks a name as taken. */
  reserve(name: string, place: Place): void {
    this.#takenIn(place).add(nameKey(name))
  }

  #takenIn(place: Place): Set<string> {
    const key = placeKey(place)
    const taken = this.#taken.get(key) ?? new Set()
    this.#taken.set(key, taken)
    return taken
  }
}

export const placeBelow = (under: FolderId | null, path: readonly string[]): Place => ({
  under,
  path: path.map(normaliseFolderName),
})

/** A key that is equal exactly for places that are the same folder. Folder names ignore case. */
export const placeKey = (place: Place): string =>
  JSON.stringify([place.under, ...place.path.map(nameKey)])
