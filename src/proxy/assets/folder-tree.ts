/**
 * The folders of a site as paths of names. Creates missing folders exactly once: requests share the work, and
 * panels and processes use the site's folder claims.
 */
import type { FolderId } from '../../core/brands.ts'
import { FailureError } from '../../core/failure.ts'
import { nameKey, normaliseFolderName } from '../../core/names.ts'
import type { Folder, Place } from '../../core/wire.ts'
import type { CallKind } from '../webflow/budget-rules.ts'
import type { KnownFolder } from '../state/folders.ts'
import { sleep } from '../base/clock.ts'
import { LEASE_MS, renewing } from '../state/lease.ts'
import type { SiteContext } from '../access/site-context.ts'
import { UpstreamError } from '../webflow/upstream-errors.ts'
import { TryLater } from '../base/try-later.ts'
import type { WebflowFolder } from '../webflow/schemas.ts'

/** How long a listing of folders is believed to hold a folder; one that it lacks is looked for again. */
const TRUST_MS = 60_000
const FRESH_MS = 1000
/** How long to wait for another panel that is making the same folder. */
const POLLS = 20
const POLL_MS = 100

export interface EnsuredPath {
  readonly folders: readonly KnownFolder[]
  readonly created: number
}

export class SiteFolders {
  readonly #context: SiteContext
  readonly #kind: CallKind
  readonly #paths = new Map<string, Promise<EnsuredPath>>()
  readonly #gone = new Set<FolderId>()
  #listing: { readonly startedAt: number; readonly done: Promise<void> } | undefined

  constructor(context: SiteContext, kind: CallKind) {
    this.#context = context
    this.#kind = kind
  }

  /**
   * The folders of a place, outermost first; empty for no folder. Paths that begin alike share the work.
   * @throws FailureError `folder-missing` when the folder that the path starts from is gone; {@link TryLater}
   *   when another panel is making the folder for longer than this call should wait.
   */
  ensure(place: Place): Promise<EnsuredPath> {
    const names = place.path.map(normaliseFolderName)
    return this.#ensure(place.under, names)
  }

  /** All folders of the site, not older than `since` (milliseconds since the epoch). */
  async list(since: number): Promise<readonly KnownFolder[]> {
    const { folders } = this.#context.state
    if ((await folders.listedAt()) < since) await this.#list(since)
    return await folders.all()
  }

  /**
   * Whether a folder that Webflow did not find is gone; if so, what this request has worked out so far is forgotten.
   * Lists again only if the stored listing still has the folder; otherwise it may be in the making.
   */
  async isGone(folder: FolderId): Promise<boolean> {
    const { folders } = this.#context.state
    const isListed = async () => (await folders.all()).some((known) => known.id === folder)
    if (await isListed()) await this.#list(this.#context.deps.clock.now())
    if (await isListed()) return false
    // Clear only after the listing: paths computed before it rest on the old one. And only once: later paths are good.
    if (!this.#gone.has(folder)) this.#paths.clear()
    this.#gone.add(folder)
    return true
  }

  // Helpers

  #ensure(under: FolderId | null, names: readonly string[]): Promise<EnsuredPath> {
    const key = JSON.stringify([under, ...names])
    const running = this.#paths.get(key)
    if (running) return running
    const path = this.#ensureLast(under, names)
    this.#paths.set(key, path)
    return path
  }

  async #ensureLast(under: FolderId | null, names: readonly string[]): Promise<EnsuredPath> {
    const name = names.at(-1)
    if (name === undefined) return { folders: await this.#start(under), created: 0 }
    const above = await this.#ensure(under, names.slice(0, -1))
    const parent = above.folders.at(-1)?.id ?? null
    const now = this.#context.deps.clock.now()
    const found =
      findFolder(await this.list(now - TRUST_MS), parent, name) ??
      findFolder(await this.list(now - FRESH_MS), parent, name)
    if (found) return { folders: [...above.folders, found], created: above.created }
    const { folder, isNew } = await this.#make(parent, name)
    return { folders: [...above.folders, folder], created: above.created + (isNew ? 1 : 0) }
  }

  async #start(under: FolderId | null): Promise<readonly KnownFolder[]> {
    if (under === null) return []
    const now = this.#context.deps.clock.now()
    const byId = (folders: readonly KnownFolder[]) => folders.find((folder) => folder.id === under)
    const found = byId(await this.list(now - TRUST_MS)) ?? byId(await this.list(now - FRESH_MS))
    if (!found) throw folderMissing()
    return [found]
  }

  /** Creates one folder, or waits for another process that is creating it. */
  async #make(
    parent: FolderId | null,
    name: string,
  ): Promise<{ folder: KnownFolder; isNew: boolean }> {
    const { folders } = this.#context.state
    const owner = crypto.randomUUID()
    for (let poll = 0; poll < POLLS; poll++) {
      if (await folders.claim(parent, name, owner, LEASE_MS)) {
        try {
          // The previous holder of the claim may have created it.
          const made = findFolder(await folders.all(), parent, name)
          if (made) return { folder: made, isNew: false }
          return await renewing(
            { clock: this.#context.deps.clock, log: this.#context.log },
            () => folders.claim(parent, name, owner, LEASE_MS),
            () => this.#create(parent, name),
          )
        } finally {
          await folders.release(parent, name, owner)
        }
      }
      await sleep(this.#context.deps.clock, POLL_MS)
    }
    throw new TryLater('claimed', POLLS * POLL_MS)
  }

  async #create(
    parent: FolderId | null,
    name: string,
  ): Promise<{ folder: KnownFolder; isNew: boolean }> {
    const { webflow, site, state } = this.#context
    try {
      const folder = knownFolder(await webflow.createFolder(site, { name, parent }, this.#kind))
      await state.folders.add(folder)
      return { folder, isNew: true }
    } catch (thrown) {
      if (!(thrown instanceof UpstreamError)) throw thrown
      if (thrown.done === 'unknown') await state.folders.distrust()
      const taken = thrown.status === 409 || thrown.status === 400
      const parentGone = thrown.status === 404 && parent !== null
      if (!taken && !parentGone) throw thrown
      await this.#list(this.#context.deps.clock.now())
      const folders = await state.folders.all()
      if (parentGone && !folders.some((folder) => folder.id === parent)) throw folderMissing(thrown)
      const found = findFolder(folders, parent, name) ?? findAlike(folders, parent, name)
      if (!found) throw thrown
      return { folder: found, isNew: false }
    }
  }

  #list(since: number): Promise<void> {
    const running = this.#listing
    if (running && running.startedAt >= since) return running.done
    const startedAt = this.#context.deps.clock.now()
    const done = this.#listAll(startedAt)
    this.#listing = { startedAt, done }
    return done
  }

  async #listAll(startedAt: number): Promise<void> {
    const { webflow, site, state } = this.#context
    const all = new Map<FolderId, WebflowFolder>()
    let pages = 0
    for (let total = 1; all.size < total; pages++) {
      const page = await webflow.listFolders(site, all.size, this.#kind)
      const before = all.size
      for (const folder of page.assetFolders) all.set(folder.id, folder)
      total = page.pagination?.total ?? all.size
      if (all.size === before) break
    }
    await state.folders.save(startedAt, pages, [...all.values()].map(knownFolder))
  }
}

/** The wire form of a folder. */
export function wireFolder(folder: KnownFolder): Folder {
  return {
    id: folder.id,
    name: folder.name,
    parentId: folder.parent,
    assetCount: folder.assets,
  }
}

export function folderMissing(cause?: unknown): FailureError {
  const message = 'The folder is no longer on the site. Choose another one, then try again.'
  return new FailureError({ code: 'folder-missing', message }, { cause })
}

const findFolder = (folders: readonly KnownFolder[], parent: FolderId | null, name: string) =>
  folders.find((folder) => folder.parent === parent && folder.name.normalize('NFC') === name)

const findAlike = (folders: readonly KnownFolder[], parent: FolderId | null, name: string) =>
  folders.find((folder) => folder.parent === parent && nameKey(folder.name) === nameKey(name))

const knownFolder = (folder: WebflowFolder): KnownFolder => ({
  id: folder.id,
  name: folder.displayName,
  parent: folder.parentFolder,
  assets: folder.assets?.length ?? 0,
  createdOn: folder.createdOn ?? '',
})
