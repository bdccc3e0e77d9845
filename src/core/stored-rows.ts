/**
 * A run as it is found in the store, which another version of the panel may have written. A row that this version
 * cannot read is never dropped: with its file it starts from the beginning; without, it stays stored as it is.
 */
import * as v from 'valibot'
import type { RowId } from './brands.ts'
import { isOpenEnd } from './journal.ts'
import { KeptRow } from './kept-row.ts'

/** What a kept file tells of its row. */
export interface KeptFile {
  readonly name: string
  readonly size: number
  /** Milliseconds since the epoch. */
  readonly lastModified: number
}

/** Undefined: this version cannot read the row. */
export function readRow(id: RowId, stored: unknown): KeptRow | undefined {
  const parsed = v.safeParse(KeptRow, stored)
  return parsed.success && parsed.output.id === id ? parsed.output : undefined
}

/**
 * A row that cannot be read, from the beginning: nothing is known of its bytes, and all that can still be read of it
 * holds. Held for review, unless it was plainly under way: it may have waited for a person, or be settled.
 */
export function restartedRow(id: RowId, stored: unknown, file: KeptFile): KeptRow {
  const found = v.parse(Readable, typeof stored === 'object' && stored !== null ? stored : {})
  const { fileName = file.name, path, place = { under: null, path }, anew, asks } = found
  return {
    id,
    fileName,
    path,
    size: file.size,
    modified: file.lastModified,
    name: found.name ?? fileName,
    place,
    md5: null,
    held: !v.is(UnderWay, stored),
    anew,
    ...(asks ? { asks } : {}),
    end: null,
  }
}

/**
 * `open`: something is left to do. `over`: all rows are understood and settled, so that nothing is lost with them.
 * `unreadable`: nothing is left to do that this version understands.
 */
export function runState(
  rows: readonly KeptRow[],
  unreadable: readonly RowId[],
): 'open' | 'over' | 'unreadable' {
  if (rows.some(({ end }) => isOpenEnd(end))) return 'open'
  return unreadable.length === 0 ? 'over' : 'unreadable'
}

// Helpers

const { fileName, path, name, place, anew } = KeptRow.entries

const Readable = v.object({
  fileName: v.fallback(v.optional(fileName), undefined),
  path: v.fallback(path, []),
  name: v.fallback(v.optional(name), undefined),
  place: v.fallback(v.optional(place), undefined),
  anew: v.fallback(anew, false),
  asks: v.fallback(v.optional(v.literal(true)), undefined),
})

const UnderWay = v.object({ place, held: v.literal(false), end: v.null() })
