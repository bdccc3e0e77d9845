/**
 * Caches digests of files seen before in IndexedDB. One record per site: five thousand records take ten times as long.
 * Only the composition root imports it.
 */
import type { DBSchema, IDBPDatabase } from 'idb'
import type { Md5Hex, SiteId } from '../../../core/brands.ts'
import { seenFiles, seenRecord, SeenFiles, type FileMark } from '../../../core/seen-files.ts'
import type { Clock, DigestCache } from '../../ports/run.ts'
import { NEVER } from '../../base/never.ts'
import { withDeadline } from '../../base/races.ts'
import { openStores } from './open-stores.ts'

export interface StoredDigestsOptions {
  readonly clock: Clock
  /** The site that the panel is open on. If it rejects, nothing is stored. */
  readonly site: () => Promise<SiteId>
  /** Milliseconds to wait for storage to open. @default 1000 */
  readonly patienceMs?: number
}

export class StoredDigests implements DigestCache {
  readonly #options: StoredDigestsOptions
  readonly #unstored = new Set<string>()
  #seen: Promise<SeenFiles> | undefined
  #opening: Promise<SiteStore> | undefined
  #writing = false

  constructor(options: StoredDigestsOptions) {
    this.#options = options
  }

  async recall(files: readonly FileMark[]): Promise<readonly (Md5Hex | undefined)[]> {
    const seen = await this.#load()
    return seen.recall(files, this.#options.clock.now())
  }

  remember(file: FileMark, md5: Md5Hex, readAt: number): void {
    void this.#load().then((seen) => {
      const key = seen.learn(file, md5, readAt)
      if (key === undefined) return
      this.#unstored.add(key)
      this.#writeSoon()
    })
  }

  async flush(): Promise<void> {
    const seen = await this.#load()
    const keys = [...this.#unstored]
    this.#unstored.clear()
    if (keys.length === 0) return
    try {
      const { database, site } = await (this.#opening ??= this.#open())
      // One transaction, so that two panels on one site do not overwrite each other's digests.
      const { store, done } = database.transaction(STORE, 'readwrite')
      const stored = seenFiles(await store.get(site))
      for (const key of keys) {
        const digest = seen.get(key)
        if (digest) stored.note(key, digest)
      }
      await Promise.all([store.put(seenRecord(stored), site), done])
    } catch {
      // Denied or full: new digests are lost with the page.
    }
  }

  #load(): Promise<SeenFiles> {
    this.#seen ??= this.#read()
    return this.#seen
  }

  async #read(): Promise<SeenFiles> {
    const { clock, patienceMs = PATIENCE_MS } = this.#options
    const nothing = (): SeenFiles => new SeenFiles()
    return withDeadline(clock, patienceMs, () => this.#readStored(), nothing).catch(nothing)
  }

  async #readStored(): Promise<SeenFiles> {
    this.#opening ??= this.#open()
    const { database, site } = await this.#opening
    return seenFiles(await database.get(STORE, site))
  }

  async #open(): Promise<SiteStore> {
    const site = await this.#options.site()
    return { database: await openStores<DigestSchema>(DATABASE, [STORE]), site }
  }

  #writeSoon(): void {
    if (this.#writing) return
    this.#writing = true
    void this.#options.clock.sleep(WRITE_MS, NEVER).then(() => {
      this.#writing = false
      return this.flush()
    })
  }
}

// Helpers

interface SiteStore {
  readonly database: IDBPDatabase<DigestSchema>
  readonly site: SiteId
}

interface DigestSchema extends DBSchema {
  sites: { key: string; value: unknown }
}

const DATABASE = 'asset-dock-digests'
const STORE = 'sites'
const PATIENCE_MS = 1000
/** Milliseconds between writes: each takes about 10 ms, whether for one digest or a thousand. */
const WRITE_MS = 5000
