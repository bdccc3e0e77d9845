/**
 * Resolves places to folders and counts the folders still to be made. Lists the site's folders once a run, then learns
 * from the proxy's answers.
 */
import type { FolderId } from '../../../core/brands.ts'
import { FolderPaths } from '../../../core/folder-paths.ts'
import { planLine } from '../../../core/plan.ts'
import type { RowState } from '../../../core/row.ts'
import type { Place } from '../../../core/wire.ts'
import type { ProxyClient, RunObserver } from '../../ports/run.ts'
import type { Job } from '../jobs/job.ts'
import { placeKey } from './naming.ts'

export interface FolderResolverDeps {
  readonly proxy: Pick<ProxyClient, 'listFolders'>
  readonly observer: Pick<RunObserver, 'foldersToMake'>
  readonly signal: AbortSignal
}

export class FolderResolver {
  readonly #deps: FolderResolverDeps
  #paths: FolderPaths | undefined
  #listing: Promise<void> | undefined
  /** Folders learned since the listing; null: it exists, but its id is unknown. */
  readonly #learned = new Map<string, FolderId | null>()
  /** Number of rows to upload, by place. */
  readonly #needs = new Map<string, { readonly place: Place; rows: number }>()
  #toMake = 0

  constructor(deps: FolderResolverDeps) {
    this.#deps = deps
  }

  /** Starts a new run: the folders are listed again. */
  forget(): void {
    this.#paths = undefined
    this.#listing = undefined
    this.#learned.clear()
  }

  /** Resolves when the folders are listed, or the listing failed. Never rejects. */
  async ready(): Promise<void> {
    if (this.#paths) return
    this.#listing ??= this.#list()
    await this.#listing
  }

  /** Whether the site's folders are known. */
  get isListed(): boolean {
    return this.#paths !== undefined
  }

  /** The folder of a place; `missing`: still to be made; `unknown`: the listing failed or the id is unknown. */
  find(place: Place): FolderId | null | 'missing' | 'unknown' {
    if (place.path.length === 0) return place.under
    const learned = this.#learned.get(placeKey(place))
    if (learned !== undefined) return learned ?? 'unknown'
    if (!this.#paths) return 'unknown'
    return this.#paths.find(place) ?? 'missing'
  }

  /** Learns a place's folder from the proxy. Its parent folders exist then, too. */
  learn(place: Place, folder: FolderId | null): void {
    if (place.path.length === 0 || this.#learned.has(placeKey(place))) return
    for (const n of place.path.keys()) {
      const parent = { under: place.under, path: place.path.slice(0, n) }
      const key = placeKey(parent)
      if (n > 0 && this.find(parent) === 'missing') this.#learned.set(key, null)
    }
    if (folder !== null) this.#learned.set(placeKey(place), folder)
    this.#count()
  }

  /** Updates the count of rows to upload after a state change. */
  track({ row: { place, state } }: Job, before: RowState): void {
    if (place.path.length === 0) return
    const delta = needsFolder(state) - needsFolder(before)
    if (delta === 0) return
    const key = placeKey(place)
    const need = this.#needs.get(key) ?? { place, rows: 0 }
    const fresh = need.rows === 0
    need.rows += delta
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
      // The proxy still resolves the folder when it reserves.
      this.#listing = undefined
    }
  }

  #count(): void {
    const missing = new Set<string>()
    for (const { place } of this.#needs.values()) {
      for (const folder of this.#paths?.missing(place) ?? []) {
        const key = placeKey(folder)
        if (!this.#learned.has(key)) missing.add(key)
      }
    }
    if (missing.size === this.#toMake) return
    this.#toMake = missing.size
    this.#deps.observer.foldersToMake(missing.size)
  }
}

// Helpers

const needsFolder = (state: RowState): number => Number(planLine(state) === 'upload')
