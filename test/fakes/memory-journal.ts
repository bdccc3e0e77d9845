import type { RowId, SiteId } from '../../src/core/brands.ts'
import { KEPT_MS } from '../../src/core/journal.ts'
import type { KeptRow } from '../../src/core/kept-row.ts'
import { readRow, restartedRow, runState } from '../../src/core/stored-rows.ts'
import type { Clock } from '../../src/panel/ports/run.ts'
import type { Journal, JournaledRun } from '../../src/panel/ports/journal.ts'

interface Kept {
  readonly id: string
  readonly site: SiteId
  touched: number
  owner: MemoryJournal | undefined
  readonly rows: Map<RowId, KeptRow>
  /** Rows of other versions, which are not a {@link KeptRow}. */
  readonly foreign: Map<RowId, unknown>
  readonly files: Map<RowId, File>
}

/** A browser's storage, shared by the pages of a test. */
export type MemoryDisk = Map<string, Kept>

let runs = 0

/** A page's journal. Pages with the same `disk` see each other's runs. */
export class MemoryJournal implements Journal {
  readonly #disk: MemoryDisk
  readonly #clock: Clock
  /** Whether the disk is full, so that writes fail. */
  full = false

  constructor(clock: Clock, disk: MemoryDisk = new Map()) {
    this.#clock = clock
    this.#disk = disk
  }

  async open(site: SiteId): Promise<JournaledRun | undefined> {
    const oldest = this.#clock.now() - KEPT_MS
    for (const run of [...this.#disk.values()].toSorted((a, b) => b.touched - a.touched)) {
      if (run.owner || (run.site !== site && run.touched >= oldest)) continue
      readForeign(run)
      const state =
        run.touched < oldest ? 'over' : runState([...run.rows.values()], [...run.foreign.keys()])
      if (state === 'open') return this.#own(run)
      if (state === 'over') this.#disk.delete(run.id)
    }
    const id = `00000000-0000-4000-9000-${String(++runs).padStart(12, '0')}`
    const touched = this.#clock.now()
    const empty = { rows: new Map(), foreign: new Map(), files: new Map() }
    return this.#own({ id, site, touched, owner: undefined, ...empty })
  }

  /** Closes the page. */
  end(): void {
    for (const run of this.#disk.values()) if (run.owner === this) run.owner = undefined
  }

  #own(run: Kept): JournaledRun {
    run.owner = this
    return {
      id: run.id,
      rows: [...run.rows.values()],
      unreadable: [...run.foreign.keys()],
      withBytes: new Set(run.files.keys()),
      keep: async (rows) => {
        if (this.full) return false
        this.#disk.set(run.id, run)
        run.touched = this.#clock.now()
        for (const row of structuredClone(rows)) run.rows.set(row.id, row)
        return true
      },
      keepBytes: async (row, file) => {
        if (!this.full) run.files.set(row, file)
        return !this.full
      },
      bytes: async ({ id, size, fileName, modified }) => {
        const kept = run.files.get(id)
        if (!kept || kept.size !== size) return undefined
        return new File([kept], fileName, { lastModified: modified, type: kept.type })
      },
      forget: async (rows, what) => {
        for (const row of rows) {
          run.files.delete(row)
          if (what === 'rows') run.rows.delete(row)
        }
      },
      clear: async () => {
        run.rows.clear()
        run.files.clear()
        if (run.foreign.size === 0) this.#disk.delete(run.id)
      },
    }
  }
}

// Helpers

function readForeign({ rows, foreign, files }: Kept): void {
  for (const id of files.keys()) if (!rows.has(id) && !foreign.has(id)) foreign.set(id, undefined)
  for (const [id, stored] of foreign) {
    const file = files.get(id)
    const row = readRow(id, stored) ?? (file && restartedRow(id, stored, file))
    if (!row) continue
    foreign.delete(id)
    rows.set(id, row)
  }
}
