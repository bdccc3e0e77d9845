/**
 * Runs in IndexedDB: a record a run, a row and a file. A page owns its run by a Web Lock that ends with the page, so
 * that two panels never take up the same one; where there are no locks or no storage, nothing is kept. Loaded when the
 * panel has connected; only the composition root imports it.
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
  /** Tests open journals of their own. @default 'asset-dock-journal' */
  readonly name?: string
  /** Milliseconds that storage has for its first answer. @default 4000 */
  readonly openMs?: number
}

export class StoredJournal implements Journal {
  readonly #options: Required<StoredJournalOptions>
  /** The runs that this page owns, each with what lets it go. */
  readonly #owned = new Map<string, () => void>()

  constructor(options: StoredJournalOptions) {
    this.#options = { name: 'asset-dock-journal', openMs: 4000, ...options }
  }

  async open(site: SiteId): Promise<JournaledRun | undefined> {
    const { clock, openMs } = this.#options
    const nowhere = () => undefined
    return withDeadline(clock, openMs, () => this.#open(site), nowhere).catch(nowhere)
  }

  /** Lets go of its runs, as the page's end does. */
  close(): void {
    for (const letGo of this.#owned.values()) letGo()
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

  /** False where somebody owns the run, this page too. */
  #own(run: string): Promise<boolean> {
    const signal = AbortSignal.timeout(LET_GO_MS)
    return new Promise((resolve, reject) => {
      navigator.locks
        .request(`${this.#options.name}/${run}`, { signal }, () => {
          resolve(true)
          return new Promise<void>((letGo) => this.#owned.set(run, letGo))
        })
        .catch((error: unknown) => {
          if (signal.aborted) resolve(false)
          else reject(error)
        })
    })
  }
}

// Helpers

/** The page before this one may let go of its run a moment after this one has begun. */
const LET_GO_MS = 800

/** Rows that are looked at before the page gets its turn. */
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

  /** Reads what was left of the run, and tells what is to become of it. */
  async read(): Promise<ReturnType<typeof runState>> {
    const [stored, rowKeys, fileKeys] = await Promise.all([
      this.#database.getAll('rows', this.#all()),
      this.#database.getAllKeys('rows', this.#all()),
      this.#database.getAllKeys('files', this.#all()),
    ])
    const rows = new Map<RowId, unknown>(rowKeys.map(([, id], at) => [rowId(id), stored[at]]))
    const withBytes = new Set(fileKeys.map(([, id]) => rowId(id)))
    // A file without a row is brought back, too.
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
      // What stays is forgotten with its run.
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
      // It grows old, and is forgotten then.
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

/** The ids between the given ones. */
function gaps(ids: readonly number[]): readonly (readonly [from: number, to: number])[] {
  const sorted = ids.toSorted((a, b) => a - b)
  return [...sorted, LAST_ROW + 1].flatMap((next, at) => {
    const from = (sorted[at - 1] ?? -1) + 1
    return from < next ? [[from, next - 1] as const] : []
  })
}

/** Rows that follow each other are deleted together: one by one, thousands would hold the page up. */
function stretches(rows: readonly RowId[]): readonly (readonly [from: number, to: number])[] {
  const found: [from: number, to: number][] = []
  for (const row of rows.toSorted((a, b) => a - b)) {
    const last = found.at(-1)
    if (last && row <= last[1] + 1) last[1] = row
    else found.push([row, row])
  }
  return found
}
