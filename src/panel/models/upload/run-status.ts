/** The status of a run as a whole. */
import type { RowPhase } from '../../../core/row.ts'
import type { RunTally } from './tally.ts'
import type { RunStatus } from '../views.ts'

/** `isPaused`: a person has paused the whole run. `isHeld`: rows are held for review. */
export function statusOf(
  tally: RunTally,
  { isPaused, isHeld }: { readonly isPaused: () => boolean; readonly isHeld: () => boolean },
): RunStatus {
  if (tally.total === 0) return 'empty'
  if (tally.left === 0) return 'settled'
  // Waiting twins do not count as activity.
  const stopped = tally.in('paused') > 0 && tally.in(...CHECKED, ...ACTIVE) === 0
  if (isPaused() || stopped) return 'paused'
  return isHeld() && tally.in(...ACTIVE) === 0 ? 'review' : 'running'
}

// Helpers

/** Phases before anything is written to the site, in order. */
const CHECKED: readonly RowPhase[] = ['queued', 'hashing', 'ready', 'asking', 'planned']
const ACTIVE: readonly RowPhase[] = ['reserving', 'waiting', 'reserved', 'sending']
