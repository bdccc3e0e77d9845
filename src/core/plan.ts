/**
 * What happens to a file, decided purely from what is known of it so far; and what all of them come to. The steps in
 * which it becomes known are the flow's.
 */
import type { FolderId, RowId } from './brands.ts'
import type { Failure } from './failure.ts'
import type { AssetRef, ConflictChoice, ExistingChoice, RowState } from './row.ts'

/** What is known of a file when it is decided about. */
export interface PlanFacts {
  /** The limit of Webflow's that it breaks. */
  readonly broken: Failure | undefined
  /** Another row of this run that has the same bytes and came first. */
  readonly leader: RowId | undefined
  /** The asset on the site that has its bytes. */
  readonly known: AssetRef | undefined
  /** The folder that it is meant for; `undefined`: one that is not there yet. */
  readonly wanted: FolderId | null | undefined
}

export type Plan =
  | { readonly type: 'refused'; readonly failure: Failure }
  /** Another row of the run brings the same bytes. */
  | { readonly type: 'twin'; readonly of: RowId }
  /** The site has the bytes, where they are wanted. */
  | { readonly type: 'here'; readonly asset: AssetRef }
  /** The site has the bytes elsewhere: a person may say what becomes of them. */
  | { readonly type: 'decide'; readonly asset: AssetRef }
  | { readonly type: 'upload' }

/** The first that applies: no call is made for what breaks a limit, and none that another row makes already. */
export function planRow({ broken, leader, known, wanted }: PlanFacts): Plan {
  if (broken) return { type: 'refused', failure: broken }
  if (leader !== undefined) return { type: 'twin', of: leader }
  if (!known) return { type: 'upload' }
  return { type: choiceFor(known, wanted) === 'keep' ? 'here' : 'decide', asset: known }
}

/** Whether an asset that was there already lies where the row wants it; if not, a person may choose. */
export function choiceFor(
  asset: AssetRef,
  wanted: FolderId | null | undefined,
): Extract<ExistingChoice, 'keep' | 'undecided'> {
  return asset.folderId === wanted ? 'keep' : 'undecided'
}

/** The one line of the plan that a row is part of; `none`: it has left the plan. */
export type PlanLine =
  | 'checking'
  | 'upload'
  | 'here'
  | 'decide'
  | 'replace'
  | 'twins'
  | 'tooLarge'
  | 'unsupported'
  | 'empty'
  | 'none'

/** An uploaded row stays among those to upload: the plan says what is done in all. */
export function planLine(state: RowState): PlanLine {
  switch (state.phase) {
    case 'queued':
    case 'hashing':
    case 'ready':
    case 'asking':
    case 'paused':
      return 'checking'
    case 'planned':
    case 'reserving':
    case 'waiting':
    case 'reserved':
    case 'sending':
    case 'uploaded':
      return 'upload'
    case 'conflict':
      return CONFLICT_LINE[state.choice]
    case 'replaced':
      return 'replace'
    case 'existing':
    case 'twin':
      if (state.asset && state.choice === 'undecided') return 'decide'
      if (state.choice === 'skip') return 'none'
      return state.phase === 'twin' ? 'twins' : 'here'
    case 'refused':
      return REFUSED[state.failure.code] ?? 'unsupported'
    case 'failed':
    case 'cancelled':
      return 'none'
  }
}

/** Rows that will cost Webflow a call of their own. */
export const costsCall = (state: RowState): boolean =>
  state.phase === 'planned' || state.phase === 'reserving' || state.phase === 'waiting'

// Helpers

const CONFLICT_LINE: Readonly<Record<ConflictChoice, PlanLine>> = {
  undecided: 'decide',
  replace: 'replace',
  skip: 'none',
}

const REFUSED: Partial<Record<Failure['code'], PlanLine>> = {
  'file-too-large': 'tooLarge',
  'file-empty': 'empty',
}
