/** What the journal stores of a row, and the state in which a stored row resumes. */
import type { Md5Hex, RowId } from './brands.ts'
import { retryRule, type Failure } from './failure.ts'
import type { KeptEnd, KeptRow } from './kept-row.ts'
import { digestOf, isMissing, isSettled, type RowState } from './row.ts'
import type { Place } from './wire.ts'

/** A stored run is deleted with its bytes after this many milliseconds without activity. */
export const KEPT_MS = 3 * 24 * 3600_000
/** The largest file whose bytes are stored: the size limit for images. */
export const MOST_FILE_BYTES = 4 * 1024 * 1024
/** The most bytes that are stored for all files of a run. */
export const MOST_KEPT_BYTES = 256 * 1024 * 1024

/** The properties of the flow's rows that the journal needs. */
export interface Keepable {
  readonly id: RowId
  readonly file: { readonly name: string; readonly lastModified: number }
  readonly size: number
  readonly path: readonly string[]
  readonly name: string
  readonly place: Place
  readonly keptBoth?: boolean
  readonly state: RowState
}

export interface KeptNotes {
  readonly held: boolean
  readonly anew: boolean
  readonly awaitingAnswer: boolean
  /** The digest was recalled, not computed: it is not stored for a row that may still be uploaded. */
  readonly guessed: boolean
}

/** The row as the journal stores it. Tickets are left out: the same run gets the same records again. */
export function keptRow(row: Keepable, notes: KeptNotes): KeptRow {
  const { id, file, size, path, name, place, keptBoth, state } = row
  const conflict = state.phase === 'conflict' && !isSettled(state) ? state.existing : undefined
  return {
    id,
    fileName: file.name,
    path: [...path],
    size,
    modified: file.lastModified,
    name,
    place,
    md5: (notes.guessed ? undefined : digestOf(state)) ?? null,
    held: notes.held,
    anew: notes.anew,
    ...(notes.awaitingAnswer || conflict ? { asks: true } : {}),
    ...(conflict ? { conflict } : {}),
    ...(keptBoth ? { keptBoth } : {}),
    end: keptEnd(
      notes.guessed && state.phase === 'cancelled' ? { ...state, md5: undefined } : state,
    ),
  }
}

/** Whether anything is left to do for the row, so that its run is worth resuming. */
export function isOpen(state: RowState): boolean {
  if (state.phase === 'failed') return isMissing(state) || retryRule(state.failure) !== 'never'
  return !isSettled(state)
}

/** {@link isOpen} for a stored row. */
export const isOpenEnd = (end: KeptEnd | null): boolean => end === null || isOpen(stateOf(end))

/**
 * The state in which a stored row resumes: as it ended, else paused until a person resumes it. Without its bytes it has
 * failed and asks for the file. An open conflict is asked about again.
 */
export function resumedState({ end, md5: kept, conflict }: KeptRow, hasBytes: boolean): RowState {
  if (end) return stateOf(end)
  const md5 = kept ?? undefined
  if (conflict && md5 !== undefined && hasBytes) {
    return { phase: 'conflict', md5, existing: conflict, choice: 'undecided' }
  }
  return hasBytes ? { phase: 'paused', md5 } : { phase: 'failed', md5, failure: MISSING }
}

/**
 * Whether a chosen file is the one that a row lost. Compares digests; where the row never had one, path, name and size.
 */
export function isSameFile(
  lost: Pick<Keepable, 'path' | 'size' | 'state' | 'file'>,
  chosen: Pick<Keepable, 'path' | 'size' | 'file'> & { readonly md5: Md5Hex },
): boolean {
  const known = digestOf(lost.state)
  return known === undefined ? isSameEntry(lost, chosen) : known === chosen.md5
}

/** Whether two files of a drop may be the same one: by path, name and size. */
export function isSameEntry(
  one: Pick<Keepable, 'path' | 'size' | 'file'>,
  other: Pick<Keepable, 'path' | 'size' | 'file'>,
): boolean {
  return (
    one.size === other.size &&
    one.file.name === other.file.name &&
    one.path.join('/') === other.path.join('/')
  )
}

// Helpers

/** Restores `md5: undefined`, which the stored form may leave out. */
const stateOf = (end: KeptEnd): RowState =>
  end.phase === 'failed' || end.phase === 'cancelled' ? { ...end, md5: end.md5 } : end

const MISSING: Failure = {
  code: 'file-missing',
  message:
    'The bytes of the file are no longer stored. Choose the file again: it is recognised by its content.',
}

/** A move under way becomes undecided: nobody knows whether it took effect. */
function keptEnd(state: RowState): KeptEnd | null {
  switch (state.phase) {
    case 'failed':
      return isMissing(state) ? null : state
    case 'uploaded':
    case 'replaced':
    case 'refused':
    case 'cancelled':
      return state
    case 'conflict': {
      const { phase, md5, existing, choice } = state
      return choice === 'skip' ? { phase, md5, existing, choice } : null
    }
    case 'existing':
    case 'twin':
      if (!state.asset) return null
      return {
        ...state,
        asset: state.asset,
        choice: state.choice === 'move' ? 'undecided' : state.choice,
      }
    default:
      return null
  }
}
