/** The ways to sort the files of a run. */
import type { Sort } from './ordered.ts'

export const ROW_SORTS = ['added', 'name', 'size', 'folder'] as const
export type RowSort = Sort<(typeof ROW_SORTS)[number]>

export const AS_ADDED: RowSort = { by: 'added', descending: false }

/** Every way to sort, in the order of the menu. */
export const ROW_ORDERS: readonly RowSort[] = ROW_SORTS.flatMap((by) => [
  { by, descending: false },
  { by, descending: true },
])
