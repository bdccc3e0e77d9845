/**
 * Stores runs in IndexedDB: one record per run, row and file. A page owns its run through a Web Lock, which the browser
 * releases with the page, so two panels never resume the same run. Without locks or storage, nothing is stored.
 * Loaded once the panel is connected; only the composition root imports it.
 */
import type { DBSchema, IDBPDatabase } from 'idb'
import { rowId, type RowId, type SiteId } from '../../../core/brands.ts'
import { KEPT_MS } from '../../../core/journal.ts'
import type { KeptRow } from '../../../core/kept-row.ts'
import { readRow, restartedRow, runState } from '../../../core/stored-rows.ts'
import type { Clock } from '../../ports/run.ts'
import { NEVER } from '../../base/never.ts'
import type { Journal, JournaledRun } from '../../ports/journal.ts'
import { withDeadline } from '../../base/races.ts'
import { openStores } from './open-stores.ts'

export interface StoredJournalOptions {
  readonly clock: Clock
  /** The database's name; tests use their own. @default 'asset-dock-journal' */
  readonly name?: string
  /** Milliseconds to wait for storage to open. @default 4000 */
  readonly openMs?: number
}

export class StoredJournal implements Journal {
  readonly #options: Required<StoredJournalOptions>
  /** The runs that this page owns, each with the function that releases its lock. */
  readonly #owned = new Map<string, () => void>()

  constructor(options: StoredJournalOptions) {
    this.#options = { name: 'asset-dock-journal', openMs: 4000, ...options }
  }

  async open(site: SiteId): Promise<JournaledRun | undefined> {
    const { clock, openMs } = this.#options
    const nowhere = () => undefined
    return withDeadline(clock, openMs, () => this.#open(site), nowhere).catch(nowhere)
  }

  /** Releases all runs, as closing the page does. */
  close(): void {
    for (const release of this.#owned.values()) release()
    this.#owned.clear()
  }

  async #open(site: SiteId): Promise<JournaledRun | undefined> {
    const { name, clock } = this.#options
    const database = await openStores<JournalSchema>(name, ['runs', 'rows', 'files'])
    const runs = (await database.getAll('runs')).toSorted((a, b) => b.touched - a.touched)
    for (const run of runs) {
      const isOld = run.touched < clock.now() - KEPT_MS
      if (!isOld && run.site !== site) continue
      if (!(await this.#own(run.id))) continue
      const stored = new StoredRun(database, clock, run)
      const state = isOld ? 'over' : await stored.read()
      if (state === 'open') return stored
      if (state === 'over') await stored.clear()
      this.#owned.get(run.id)?.()
      this.#owned.delete(run.id)
    }
    const fresh = { id: crypto.randomUUID(), site, touched: clock.now() }
    return (await this.#own(fresh.id)) ? new StoredRun(database, clock, fresh) : undefined
  }

  /** False if the run has an owner already, even this page. */
  #own(run: string): Promise<boolean> {
    const signal = AbortSignal.timeout(RELEASE_MS)
    return new Promise((resolve, reject) => {
      navigator.locks
        .request(`${this.#options.name}/${run}`, { signal }, () => {
          resolve(true)
          return new Promise<void>((release) => this.#owned.set(run, release))
        })
        .catch((error: unknown) => {
          if (signal.aborted) resolve(false)
          else reject(error)
        })
    })
  }
}

// Helpers

/** A page that is being reloaded may release its run shortly after the next page starts. */
const RELEASE_MS = 800

/** Rows that are parsed before yielding to the page. */
const PARSED_AT_ONCE = 500

interface RunRecord {
  readonly id: string
  readonly site: string
  /** Milliseconds since the epoch. */
  readonly touched: number
}

type RowKey = [run: string, row: number]

interface JournalSchema extends DBSchema {
  runs: { key: string; value: RunRecord }
  rows: { key: RowKey; value: unknown }
  files: { key: RowKey; value: Blob }
}

type Store = 'rows' | 'files'

class StoredRun implements JournaledRun {
  rows: readonly KeptRow[] = []
  unreadable: readonly RowId[] = []
  withBytes: ReadonlySet<RowId> = new Set()
  readonly #database: IDBPDatabase<JournalSchema>
  readonly #clock: Clock
  readonly #run: RunRecord

  constructor(database: IDBPDatabase<JournalSchema>, clock: Clock, run: RunRecord) {
    this.#database = database
    this.#clock = clock
    this.#run = run
  }

  get id(): string {
    return this.#run.id
  }

  /** Reads the stored rows; returns the run's state. */
  async read(): Promise<ReturnType<typeof runState>> {
    const [stored, rowKeys, fileKeys] = await Promise.all([
      this.#database.getAll('rows', this.#all()),
      this.#database.getAllKeys('rows', this.#all()),
      this.#database.getAllKeys('files', this.#all()),
    ])
    const rows = new Map<RowId, unknown>(rowKeys.map(([, id], at) => [rowId(id), stored[at]]))
    const withBytes = new Set(fileKeys.map(([, id]) => rowId(id)))
    // A file without a row is restored, too.
    for (const id of withBytes) if (!rows.has(id)) rows.set(id, undefined)
    const read: KeptRow[] = []
    const unreadable: RowId[] = []
    let seen = 0
    for (const [id, row] of rows) {
      if (++seen % PARSED_AT_ONCE === 0) await this.#clock.sleep(0, NEVER)
      const kept =
        readRow(id, row) ?? (withBytes.has(id) ? await this.#restarted(id, row) : undefined)
      if (kept) read.push(kept)
      else unreadable.push(id)
    }
    this.rows = read
    this.unreadable = unreadable
    this.withBytes = withBytes
    return runState(read, unreadable)
  }

  async keep(rows: readonly KeptRow[]): Promise<boolean> {
    const { id } = this.#run
    try {
      const transaction = this.#database.transaction(['runs', 'rows'], 'readwrite')
      const puts = rows.map((row) => transaction.objectStore('rows').put(row, [id, row.id]))
      const run = { ...this.#run, touched: this.#clock.now() }
      await Promise.all([transaction.objectStore('runs').put(run, id), ...puts, transaction.done])
      return true
    } catch {
      return false
    }
  }

  async keepBytes(row: RowId, file: File): Promise<boolean> {
    try {
      await this.#database.put('files', file, [this.id, row])
      return true
    } catch {
      return false
    }
  }

  async bytes({ id, fileName, size, modified }: KeptRow): Promise<File | undefined> {
    try {
      const kept = await this.#database.get('files', [this.id, id])
      if (!kept || kept.size !== size) return undefined
      return new File([kept], fileName, { lastModified: modified, type: kept.type })
    } catch {
      return undefined
    }
  }

  async forget(rows: readonly RowId[], what: 'rows' | 'bytes'): Promise<void> {
    const stores: readonly Store[] = what === 'rows' ? ['rows', 'files'] : ['files']
    try {
      const transaction = this.#database.transaction(stores, 'readwrite')
      const deletions = stores.flatMap((store) =>
        stretches(rows).map((stretch) =>
          transaction.objectStore(store).delete(this.#between(...stretch)),
        ),
      )
      await Promise.all([...deletions, transaction.done])
    } catch {
      // The rest is deleted with its run.
    }
  }

  async clear(): Promise<void> {
    this.rows = []
    this.withBytes = new Set()
    try {
      const transaction = this.#database.transaction(['runs', 'rows', 'files'], 'readwrite')
      const rows = transaction.objectStore('rows')
      await Promise.all([
        ...gaps(this.unreadable).map((gap) => rows.delete(this.#between(...gap))),
        transaction.objectStore('files').delete(this.#all()),
        this.unreadable.length > 0 || transaction.objectStore('runs').delete(this.id),
        transaction.done,
      ])
    } catch {
      // It expires, and is deleted then.
    }
  }

  async #restarted(id: RowId, stored: unknown): Promise<KeptRow | undefined> {
    const file = await this.#database.get('files', [this.id, id])
    const { name = `${id}`, lastModified = 0 } = file instanceof File ? file : {}
    return file && restartedRow(id, stored, { name, lastModified, size: file.size })
  }

  #all(): IDBKeyRange {
    return this.#between(0, LAST_ROW)
  }

  #between(from: number, to: number): IDBKeyRange {
    return IDBKeyRange.bound([this.id, from], [this.id, to])
  }
}

const LAST_ROW = Number.MAX_SAFE_INTEGER

/** The ranges of ids between the given ones. */
function gaps(ids: readonly number[]): readonly (readonly [from: number, to: number])[] {
  const sorted = ids.toSorted((a, b) => a - b)
  return [...sorted, LAST_ROW + 1].flatMap((next, at) => {
    const from = (sorted[at - 1] ?? -1) + 1
    return from < next ? [[from, next - 1] as const] : []
  })
}

/** Ranges of consecutive rows, to delete together: thousands of single deletions would block the page. */
function stretches(rows: readonly RowId[]): readonly (readonly [from: number, to: number])[] {
  const found: [from: number, to: number][] = []
  for (const row of rows.toSorted((a, b) => a - b)) {
    const last = found.at(-1)
    if (last && row <= last[1] + 1) last[1] = row
    else found.push([row, row])
  }
  return found
}
