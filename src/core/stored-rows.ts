/**
 * Reads a stored run, which another version of the panel may have written. An unreadable row is never dropped: if its
 * file is stored, it starts from the beginning; otherwise it stays stored unchanged.
 */
import * as v from 'valibot'
import type { RowId } from './brands.ts'
import { isOpenEnd } from './journal.ts'
import { KeptRow } from './kept-row.ts'

/** The properties of a stored file that restore its row. */
export interface KeptFile {
  readonly name: string
  readonly size: number
  /** Milliseconds since the epoch. */
  readonly lastModified: number
}

/** Returns undefined if this version cannot read the row. */
export function readRow(id: RowId, stored: unknown): KeptRow | undefined {
  const parsed = v.safeParse(KeptRow, stored)
  return parsed.success && parsed.output.id === id ? parsed.output : undefined
}

/**
 * Restarts an unreadable row with every property that can still be read; its digest counts as unknown. It is held for
 * review unless it was clearly under way: it may have waited for a person, or have been settled.
 */
export function restartedRow(id: RowId, stored: unknown, file: KeptFile): KeptRow {
  const row = v.parse(ReadableRow, typeof stored === 'object' && stored !== null ? stored : {})
  const { fileName = file.name, path, place = { under: null, path }, anew, asks } = row
  return {
    id,
    fileName,
    path,
    size: file.size,
    modified: file.lastModified,
    name: row.name ?? fileName,
    place,
    md5: null,
    held: !v.is(UnderWay, stored),
    anew,
    ...(asks ? { asks } : {}),
    end: null,
  }
}

/**
 * `open`: something is left to do. `over`: all rows are readable and settled, so the run may be deleted. `unreadable`:
 * nothing is left to do, but some rows cannot be read.
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

const ReadableRow = v.object({
  fileName: v.fallback(v.optional(fileName), undefined),
  path: v.fallback(path, []),
  name: v.fallback(v.optional(name), undefined),
  place: v.fallback(v.optional(place), undefined),
  anew: v.fallback(anew, false),
  asks: v.fallback(v.optional(v.literal(true)), undefined),
})

const UnderWay = v.object({ place, held: v.literal(false), end: v.null() })
