/** The rows as components see them, each with a signal for its state and one for its sent bytes. */
import { signal, type Signal } from '@preact/signals'
import type { FolderId, RowId } from '../../../core/brands.ts'
import type { RowState } from '../../../core/row.ts'
import type { RunRow } from '../../ports/run.ts'
import type { RowView } from '../views.ts'

export interface RowEntry {
  readonly row: RunRow
  readonly view: RowView
  readonly state: Signal<RowState>
  readonly sentBytes: Signal<number>
  /** The state that the counts include; `state` follows with the next frame. */
  counted: RowState
}

/** `under` returns the path of a folder as names, outermost first. */
export function createEntry(
  row: RunRow,
  under: (folder: FolderId | null) => readonly string[],
): RowEntry {
  const state = signal(row.state)
  // In a resumed run, another page has sent the bytes.
  const sentBytes = signal(row.state.phase === 'uploaded' ? row.size : 0)
  const { id, file, size, name, path, place } = row
  const folder = [...under(place.under), ...place.path]
  const counted = row.state
  return {
    row,
    state,
    sentBytes,
    counted,
    view: { id, file, size, name, path, folder, state, sentBytes },
  }
}

export type RowEntries = Map<RowId, RowEntry>
