/**
 * Decides what happens to a file from the facts known so far, and assigns each row to a line of the plan. Pure: the flow
 * collects the facts.
 */
import type { FolderId, RowId } from './brands.ts'
import type { Failure } from './failure.ts'
import type { AssetRef, ConflictChoice, ExistingChoice, RowState } from './row.ts'

/** The facts that decide about a file. */
export interface PlanFacts {
  /** The failure if it breaks a limit of Webflow. */
  readonly broken: Failure | undefined
  /** The first row of this run with the same bytes, if that is another one. */
  readonly leader: RowId | undefined
  /** The asset on the site with the same bytes. */
  readonly known: AssetRef | undefined
  /** The folder that it is to go to; null: no folder; undefined: not created yet. */
  readonly wanted: FolderId | null | undefined
}

export type Plan =
  | { readonly type: 'refused'; readonly failure: Failure }
  /** Another row of the run has the same bytes. */
  | { readonly type: 'twin'; readonly of: RowId }
  /** The site has the bytes in the wanted folder. */
  | { readonly type: 'here'; readonly asset: AssetRef }
  /** The site has the bytes in another folder: a person decides what to do. */
  | { readonly type: 'decide'; readonly asset: AssetRef }
  | { readonly type: 'upload' }

/** The first plan that applies, so that refused files and twins cost no calls. */
export function planRow({ broken, leader, known, wanted }: PlanFacts): Plan {
  if (broken) return { type: 'refused', failure: broken }
  if (leader !== undefined) return { type: 'twin', of: leader }
  if (!known) return { type: 'upload' }
  return { type: choiceFor(known, wanted) === 'keep' ? 'here' : 'decide', asset: known }
}

/** `keep` if the existing asset is in the wanted folder; otherwise a person may choose. */
export function choiceFor(
  asset: AssetRef,
  wanted: FolderId | null | undefined,
): Extract<ExistingChoice, 'keep' | 'undecided'> {
  return asset.folderId === wanted ? 'keep' : 'undecided'
}

/** The line of the plan that counts a row; `none`: no longer part of the plan. */
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

/** The plan line of a row. Uploaded rows still count as `upload`: the plan describes the whole run. */
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

/** Whether the row still needs a call to Webflow of its own. */
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
