/** What of a run is worth keeping across pages, and what a kept row is when it is taken up again. */
import type { Md5Hex, RowId } from './brands.ts'
import { retryRule, type Failure } from './failure.ts'
import type { KeptEnd, KeptRow } from './kept-row.ts'
import { digestOf, isMissing, isSettled, type RowState } from './row.ts'
import type { Place } from './wire.ts'

/** A run that nobody has touched for so long is forgotten, with its bytes. */
export const KEPT_MS = 3 * 24 * 3600_000
/** Most bytes of one file that are kept: the images that Webflow takes. */
export const MOST_FILE_BYTES = 4 * 1024 * 1024
/** Most bytes that are kept of all files of a run. */
export const MOST_KEPT_BYTES = 256 * 1024 * 1024

/** A row as the flow holds it. */
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
  /** The digest is a guess: it is not kept for what may still be uploaded. */
  readonly guessed: boolean
}

/** What is kept of a row. Tickets are not: the same run gets the same records again. */
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

/** Something may still be done for the row, so that its run is worth taking up. */
export function isOpen(state: RowState): boolean {
  if (state.phase === 'failed') return isMissing(state) || retryRule(state.failure) !== 'never'
  return !isSettled(state)
}

/** The same of a kept row. */
export const isOpenEnd = (end: KeptEnd | null): boolean => end === null || isOpen(stateOf(end))

/**
 * A kept row taken up again: as it ended, or held back until a person goes on with it; where its bytes are gone, as one
 * that asks for them. What was asked about an asset of its name is asked again.
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
 * Whether a file that was chosen again is the one that a row lost: by its bytes. Only where those were never known,
 * by its place, name and size.
 */
export function isSameFile(
  lost: Pick<Keepable, 'path' | 'size' | 'state' | 'file'>,
  chosen: Pick<Keepable, 'path' | 'size' | 'file'> & { readonly md5: Md5Hex },
): boolean {
  const known = digestOf(lost.state)
  return known === undefined ? isSameEntry(lost, chosen) : known === chosen.md5
}

/** Whether two files of a drop may be the same one: by place, name and size. */
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

/** A store leaves out what is undefined. */
const stateOf = (end: KeptEnd): RowState =>
  end.phase === 'failed' || end.phase === 'cancelled' ? { ...end, md5: end.md5 } : end

const MISSING: Failure = {
  code: 'file-missing',
  message: 'The file is not here any more. Choose it again: it is known by its content.',
}

/** A move that is under way is asked for again: nobody knows how far it came. */
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
