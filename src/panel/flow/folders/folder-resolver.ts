/**
 * The folders that rows are meant for: which of them the site has, and how many are still to be made. Read from the
 * proxy once a run, and kept up by what it answers.
 */
import type { FolderId } from '../../../core/brands.ts'
import { FolderPaths } from '../../../core/folder-paths.ts'
import { planLine } from '../../../core/plan.ts'
import type { RowState } from '../../../core/row.ts'
import type { Place } from '../../../core/wire.ts'
import type { ProxyClient, RunObserver } from '../../ports/run.ts'
import type { Job } from '../jobs/job.ts'
import { placeKey } from './naming.ts'

export interface PlacesDeps {
  readonly proxy: Pick<ProxyClient, 'listFolders'>
  readonly observer: Pick<RunObserver, 'foldersToMake'>
  readonly signal: AbortSignal
}

export class FolderResolver {
  readonly #deps: PlacesDeps
  #paths: FolderPaths | undefined
  #listing: Promise<void> | undefined
  /** What the proxy has told of places since; null: it is there, and its id is not known. */
  readonly #told = new Map<string, FolderId | null>()
  /** Rows to upload, by their place. */
  readonly #needs = new Map<string, { readonly place: Place; rows: number }>()
  #toMake = 0

  constructor(deps: PlacesDeps) {
    this.#deps = deps
  }

  /** A new run begins: the folders are read anew. */
  forget(): void {
    this.#paths = undefined
    this.#listing = undefined
    this.#told.clear()
  }

  /** Resolves when the folders have been read, or could not be. Never rejects. */
  async ready(): Promise<void> {
    if (this.#paths) return
    this.#listing ??= this.#list()
    await this.#listing
  }

  /** Whether the site's folders have been read. */
  get isListed(): boolean {
    return this.#paths !== undefined
  }

  /** The folder of a place; `missing`: it is still to be made; `unknown`: nobody could tell. */
  find(place: Place): FolderId | null | 'missing' | 'unknown' {
    if (place.path.length === 0) return place.under
    const told = this.#told.get(placeKey(place))
    if (told !== undefined) return told ?? 'unknown'
    if (!this.#paths) return 'unknown'
    return this.#paths.find(place) ?? 'missing'
  }

  /** The proxy has told where a place is. All folders around it are there as well. */
  learn(place: Place, folder: FolderId | null): void {
    if (place.path.length === 0 || this.#told.has(placeKey(place))) return
    for (const n of place.path.keys()) {
      const around = { under: place.under, path: place.path.slice(0, n) }
      const key = placeKey(around)
      if (n > 0 && this.find(around) === 'missing') this.#told.set(key, null)
    }
    if (folder !== null) this.#told.set(placeKey(place), folder)
    this.#count()
  }

  /** Keeps count of the rows to upload, whichever way they came into their phase. */
  track({ row: { place, state } }: Job, before: RowState): void {
    if (place.path.length === 0) return
    const by = needsFolder(state) - needsFolder(before)
    if (by === 0) return
    const key = placeKey(place)
    const need = this.#needs.get(key) ?? { place, rows: 0 }
    const fresh = need.rows === 0
    need.rows += by
    if (need.rows === 0) this.#needs.delete(key)
    else this.#needs.set(key, need)
    if (fresh || need.rows === 0) this.#count()
  }

  async #list(): Promise<void> {
    try {
      const { folders } = await this.#deps.proxy.listFolders(this.#deps.signal)
      this.#paths = new FolderPaths(folders)
      this.#count()
    } catch {
      // The proxy still knows where a file goes, and says so when it is asked for a record.
      this.#listing = undefined
    }
  }

  #count(): void {
    const missing = new Set<string>()
    for (const { place } of this.#needs.values()) {
      for (const folder of this.#paths?.missing(place) ?? []) {
        const key = placeKey(folder)
        if (!this.#told.has(key)) missing.add(key)
      }
    }
    if (missing.size === this.#toMake) return
    this.#toMake = missing.size
    this.#deps.observer.foldersToMake(missing.size)
  }
}

// Helpers

const needsFolder = (state: RowState): number => Number(planLine(state) === 'upload')
