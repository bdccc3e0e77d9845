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
  /** Where everything is kept: `sandbox.db` and the folder `objects`. Made when it is not there. */
  readonly directory: string
  readonly origins: Origins
  readonly clock?: Clock
  /** Receives warnings; silent without it. */
  readonly log?: (line: string) => void
}

/** The name of the sandbox's bucket, as `uploadDetails.bucket` gives it. */
export const BUCKET = 'webflow-sandbox-assets'

/** What all uploaded objects are served with, and what the upload form demands. */
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

  /** Where the upload form is posted: the origin stands for the bucket's host, as `<bucket>.s3.amazonaws.com` does. */
  get uploadUrl(): string {
    return `${this.origins.storage}/`
  }

  /** The storage's own address of an asset's bytes. */
  assetUrl(asset: AssetPlace): string {
    return `${this.origins.storage}/${BUCKET}/${encodeKey(objectKey(asset))}`
  }

  /** The public address of an asset's bytes. */
  hostedUrl(asset: AssetPlace): string {
    return `${this.origins.cdn}/${encodeKey(objectKey(asset))}`
  }

  /**
   * Makes the drafted bytes an object and, where its key is that of an asset, the asset's bytes. An object whose asset is
   * gone or never was is stored all the same, as S3 does. With `enforceHash`, bytes of another MD5 than announced are
   * stored but the record stays without bytes.
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
   * Gives the asset other bytes, of another type perhaps, as the Designer's `setFile` does. Undefined: no such asset.
   * Without `setFileKeepsUrl` they get an address of their own, with the file's name in it, and what was at the old one
   * stays there, as S3 keeps what nobody deletes.
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
    const place = this.settings.current.setFileKeepsUrl
      ? undefined
      : { fileId: newObjectId(this.clock.now()), fileName: file.name }
    const { fileId, fileName } = place ?? { ...asset, fileName: asset.originalFileName }
    const stored = await draft.commit({
      key: objectKey({ siteId: asset.siteId, fileId, originalFileName: fileName }),
      contentType: file.contentType,
      cacheControl: CACHE_CONTROL,
    })
    this.assets.replaceBytes(assetId, stored, place)
    return stored
  }

  /** The asset whose bytes belong under this key, if there is one. */
  assetOfKey(key: string): Asset | undefined {
    const id = /^[0-9a-f]{24}\/([0-9a-f]{24})_/.exec(key)?.[1]
    const asset = id === undefined ? undefined : this.assets.getByFile(id)
    return asset !== undefined && objectKey(asset) === key ? asset : undefined
  }

  /** Removes the record and its bytes. False when there was no such asset. */
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

  /** Runs at each {@link reset}, for parts that keep something of their own. */
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

/** An object's key as a URL's path: percent-encoded, slashes in the file's name too. */
export function encodeKey(key: string): string {
  const [siteId = '', ...name] = key.split('/')
  return `${siteId}/${encodeURIComponent(name.join('/'))}`
}
