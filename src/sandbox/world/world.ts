import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Faults } from '../control/faults.ts'
import { Settings } from '../control/settings.ts'
import { Stats } from '../control/stats.ts'
import { Assets, objectKey } from './assets.ts'
import type { Asset, AssetPlace } from './assets.ts'
import { systemClock } from './clock.ts'
import type { Clock } from './clock.ts'
import { Canvases } from './canvases.ts'
import { Database } from './database.ts'
import { Folders } from './folders.ts'
import { newObjectId } from './ids.ts'
import { Identity } from './identity.ts'
import { Objects } from './objects.ts'
import type { ObjectDraft, ObjectMeta, StoredObject } from './objects.ts'
import { Tokens } from './tokens.ts'

/** The origin of each part of the sandbox, without a trailing slash. */
export interface Origins {
  readonly designer: string
  readonly panel: string
  readonly api: string
  readonly storage: string
  readonly cdn: string
}

export interface WorldOptions {
  /** The folder for `sandbox.db` and the folder `objects`; created if missing. */
  readonly directory: string
  readonly origins: Origins
  readonly clock?: Clock
  /** Receives warnings; silent without it. */
  readonly log?: (line: string) => void
}

/** The bucket's name, as in `uploadDetails.bucket`. */
export const BUCKET = 'webflow-sandbox-assets'

/** The `Cache-Control` that upload forms require and all uploaded objects have. */
export const CACHE_CONTROL = 'max-age=31536000'

/**
 * The sandbox's state, shared by all its origins. Sites, assets, folders, tokens and bytes survive a
 * restart; settings, faults and statistics do not.
 */
export class World {
  readonly origins: Origins
  readonly clock: Clock
  readonly log: (line: string) => void
  readonly settings = new Settings()
  readonly faults = new Faults()
  readonly stats = new Stats()
  readonly assets: Assets
  readonly folders: Folders
  readonly canvases: Canvases
  readonly objects: Objects
  readonly tokens: Tokens
  readonly identity: Identity
  readonly #db: Database
  readonly #resetListeners = new Set<() => void>()
  readonly #startedOn = Date.now()

  constructor(options: WorldOptions) {
    mkdirSync(options.directory, { recursive: true })
    this.origins = options.origins
    this.clock = options.clock ?? systemClock
    this.log = options.log ?? (() => {})
    this.#db = new Database(join(options.directory, 'sandbox.db'))
    this.assets = new Assets(this.#db, this.clock)
    this.folders = new Folders(this.#db, this.clock)
    this.canvases = new Canvases(this.#db)
    this.objects = new Objects(this.#db, this.clock, join(options.directory, 'objects'))
    this.tokens = new Tokens(this.#db, this.clock)
    this.identity = new Identity(this.#db, this.clock)
  }

  /**
   * The URL that upload forms are posted to. The origin stands for the bucket's host, like `<bucket>.s3.amazonaws.com`.
   */
  get uploadUrl(): string {
    return `${this.origins.storage}/`
  }

  /** The URL of an asset's bytes in storage. */
  assetUrl(asset: AssetPlace): string {
    return `${this.origins.storage}/${BUCKET}/${encodeKey(objectKey(asset))}`
  }

  /** The public URL of an asset's bytes. */
  hostedUrl(asset: AssetPlace): string {
    return `${this.origins.cdn}/${encodeKey(objectKey(asset))}`
  }

  /**
   * Stores the draft as an object, and as its asset's bytes if the key is an asset's. As in S3, the asset need not
   * exist. With `enforceHash`, bytes with another MD5 than announced are stored, but the record stays without bytes.
   */
  async store(draft: ObjectDraft, meta: ObjectMeta): Promise<StoredObject> {
    const stored = await draft.commit(meta)
    const asset = this.assetOfKey(meta.key)
    if (asset === undefined) return stored
    if (asset.fileHash !== stored.md5) {
      this.log(`${asset.id}: announced hash ${asset.fileHash}, bytes have MD5 ${stored.md5}`)
      if (this.settings.current.enforceHash) return stored
    }
    this.assets.setBytes(asset.id, stored)
    return stored
  }

  /**
   * Replaces the asset's bytes, and perhaps its type, as the Designer's `setFile` does. Undefined if the asset does not
   * exist. Without `setFileKeepsUrl` the new bytes get a URL of their own with the file's name, and the old bytes stay
   * at theirs.
   */
  async replaceBytes(
    assetId: string,
    draft: ObjectDraft,
    file: { readonly name: string; readonly contentType: string },
  ): Promise<StoredObject | undefined> {
    const asset = this.assets.get(assetId)
    if (asset === undefined) {
      await draft.discard()
      return undefined
    }
    const newPlace = this.settings.current.setFileKeepsUrl
      ? undefined
      : { fileId: newObjectId(this.clock.now()), fileName: file.name }
    const { fileId, fileName } = newPlace ?? { ...asset, fileName: asset.originalFileName }
    const stored = await draft.commit({
      key: objectKey({ siteId: asset.siteId, fileId, originalFileName: fileName }),
      contentType: file.contentType,
      cacheControl: CACHE_CONTROL,
    })
    this.assets.replaceBytes(assetId, stored, newPlace)
    return stored
  }

  /** The asset that this key belongs to, if there is one. */
  assetOfKey(key: string): Asset | undefined {
    const id = /^[0-9a-f]{24}\/([0-9a-f]{24})_/.exec(key)?.[1]
    const asset = id === undefined ? undefined : this.assets.getByFile(id)
    return asset !== undefined && objectKey(asset) === key ? asset : undefined
  }

  /** Removes the record and its bytes. False if the asset does not exist. */
  deleteAsset(id: string): boolean {
    const asset = this.assets.get(id)
    if (asset === undefined) return false
    this.assets.delete(id)
    this.objects.delete(objectKey(asset))
    return true
  }

  /** Changes whenever assets or folders change. */
  get revision(): string {
    return `${this.#startedOn}-${this.assets.revision}-${this.folders.revision}`
  }

  /** Runs `work` in a transaction, which makes many changes much faster. `work` must be synchronous. */
  transaction<T>(work: () => T): T {
    return this.#db.transaction(work)
  }

  /** Calls `listener` at each {@link reset}, so that other parts can clear their own state. */
  onReset(listener: () => void): void {
    this.#resetListeners.add(listener)
  }

  /** Empties sites, objects, faults and statistics. Seed, tokens and settings stay. */
  reset(): void {
    this.assets.clear()
    this.folders.clear()
    this.canvases.clear()
    this.objects.clear()
    this.faults.clear()
    this.stats.clear()
    for (const listener of this.#resetListeners) listener()
  }

  /** Closes the database; the world can't be used afterwards. */
  close(): void {
    this.#db.close()
  }
}

/** An object's key as a URL path: percent-encoded, including slashes in the file name. */
export function encodeKey(key: string): string {
  const [siteId = '', ...name] = key.split('/')
  return `${siteId}/${encodeURIComponent(name.join('/'))}`
}
