/** Where a run stands as a whole. */
import type { RowPhase } from '../../../core/row.ts'
import type { RunTally } from './tally.ts'
import type { RunStatus } from '../views.ts'

/** `isPaused`: a person holds the whole run back. `isHeld`: rows wait for a person's start. */
export function statusOf(
  tally: RunTally,
  { isPaused, isHeld }: { readonly isPaused: () => boolean; readonly isHeld: () => boolean },
): RunStatus {
  if (tally.total === 0) return 'empty'
  if (tally.left === 0) return 'settled'
  // Twins that wait for their row do nothing by themselves.
  const stopped = tally.in('paused') > 0 && tally.in(...CHECKED, ...ACTIVE) === 0
  if (isPaused() || stopped) return 'paused'
  return isHeld() && tally.in(...ACTIVE) === 0 ? 'review' : 'running'
}

// Helpers

/** Phases of rows that nothing is written for yet, in the order in which they come. */
const CHECKED: readonly RowPhase[] = ['queued', 'hashing', 'ready', 'asking', 'planned']
const ACTIVE: readonly RowPhase[] = ['reserving', 'waiting', 'reserved', 'sending']
