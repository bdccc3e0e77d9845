/** The rows as components see them: one signal a row for its state, one for its bytes. */
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
  /** What the counts know; `state` shows it from the next frame on. */
  counted: RowState
}

/** `under` names the folders of the destination, outermost first. */
export function createEntry(
  row: RunRow,
  under: (folder: FolderId | null) => readonly string[],
): RowEntry {
  const state = signal(row.state)
  // Of a run that is taken up, another page has sent them.
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
