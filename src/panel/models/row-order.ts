/**
 * The order of the files that a person asked for. Only what a row keeps is sorted by: by state or progress, rows would
 * jump under a person's hand.
 */
import { compareNames, reordered, type Sort } from './ordered.ts'
import type { RowView } from './views.ts'

export const ROW_SORTS = ['added', 'name', 'size', 'folder'] as const
export type RowSort = Sort<(typeof ROW_SORTS)[number]>

export const AS_ADDED: RowSort = { by: 'added', descending: false }

/** Every way to sort, as people are offered them. */
export const ROW_ORDERS: readonly RowSort[] = ROW_SORTS.flatMap((by) => [
  { by, descending: false },
  { by, descending: true },
])

/** Compares rows; among equals, the one that was added first stands first. */
export function rowComparer({ by, descending }: RowSort): (a: RowView, b: RowView) => number {
  const sign = descending ? -1 : 1
  const compare = COMPARERS[by]
  return (a, b) => sign * compare(a, b) || a.id - b.id
}

/** Kept up as rows come and go, which costs what has changed and one pass over the rest. */
export class RowOrder {
  #compare: (a: RowView, b: RowView) => number
  #rows: readonly RowView[] = []
  #fresh: RowView[] = []
  #gone = new Set<RowView>()

  constructor(sort: RowSort) {
    this.#compare = rowComparer(sort)
  }

  sortBy(sort: RowSort): void {
    const rows = this.rows()
    this.#compare = rowComparer(sort)
    this.#rows = rows.toSorted(this.#compare)
  }

  add(row: RowView): void {
    this.#fresh.push(row)
  }

  remove(row: RowView): void {
    this.#gone.add(row)
  }

  /** All rows, in order. */
  rows(): readonly RowView[] {
    const fresh = this.#fresh.filter((row) => !this.#gone.has(row))
    this.#rows = reordered(this.#rows, { gone: this.#gone, fresh }, this.#compare)
    this.#fresh = []
    this.#gone = new Set()
    return this.#rows
  }
}

// Helpers

const COMPARERS: Record<RowSort['by'], (a: RowView, b: RowView) => number> = {
  added: (a, b) => a.id - b.id,
  name: (a, b) => compareNames(a.name, b.name),
  size: (a, b) => a.size - b.size,
  folder: (a, b) => comparePaths(a.folder, b.folder),
}

/** Folders before what lies in them, and what lies in them before their neighbours. */
function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (const [depth, name] of a.entries()) {
    const other = b[depth]
    if (other === undefined) return 1
    const order = name === other ? 0 : compareNames(name, other)
    if (order !== 0) return order
  }
  return a.length - b.length
}
