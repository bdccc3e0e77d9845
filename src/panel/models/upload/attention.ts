/** Groups rows that need a person by reason. Updated incrementally; keeps the order in which reasons and rows appear. */
import type { RowId } from '../../../core/brands.ts'
import { retryRule, type Failure, type FailureCode } from '../../../core/failure.ts'
import { isConflict, isUndecided, type RowState } from '../../../core/row.ts'
import type { AttentionGroup } from '../views.ts'

export class Attention {
  readonly #failed = new Map<FailureCode, Map<RowId, Failure>>()
  readonly #undecided: Record<Asks, Set<RowId>> = {
    conflict: new Set(),
    undecided: new Set(),
    'handed-back': new Set(),
  }

  /** `before` undefined: the row is new; `after` undefined: it was removed. Returns whether the groups changed. */
  change(id: RowId, before: RowState | undefined, after: RowState | undefined): boolean {
    const was = before && reasonOf(before)
    const is = after && reasonOf(after)
    if (was === is && typeof was !== 'string') return false
    if (typeof was === 'string') this.#undecided[was].delete(id)
    else if (was) this.#forget(id, was)
    if (typeof is === 'string') this.#undecided[is].add(id)
    else if (is) this.#remember(id, is)
    return true
  }

  groups(): readonly AttentionGroup[] {
    const failed = [...this.#failed].flatMap(([code, rows]): AttentionGroup[] => {
      const failures = [...rows.values()]
      const [sample] = failures
      if (!sample) return []
      const retriable = retryRule(sample) !== 'never'
      return [{ type: 'failed', code, sample, failures, rows: sorted(rows.keys()), retriable }]
    })
    const asks = ASKS.filter((type) => this.#undecided[type].size > 0)
    return [...failed, ...asks.map((type) => ({ type, rows: sorted(this.#undecided[type]) }))]
  }

  /** Failed rows that a retry may help. */
  retriable(): RowId[] {
    return [...this.#failed.values()].flatMap((rows) =>
      [...rows].flatMap(([id, failure]) => (retryRule(failure) === 'never' ? [] : [id])),
    )
  }

  #remember(id: RowId, failure: Failure): void {
    const rows = this.#failed.get(failure.code) ?? new Map<RowId, Failure>()
    this.#failed.set(failure.code, rows.set(id, failure))
  }

  #forget(id: RowId, failure: Failure): void {
    const rows = this.#failed.get(failure.code)
    rows?.delete(id)
    if (rows?.size === 0) this.#failed.delete(failure.code)
  }
}

// Helpers

type Asks = 'conflict' | 'undecided' | 'handed-back'

const ASKS: readonly Asks[] = ['conflict', 'undecided', 'handed-back']

function reasonOf(state: RowState): Failure | Asks | undefined {
  if (state.phase === 'failed' || state.phase === 'refused') return state.failure
  if (isConflict(state)) return 'conflict'
  if (!isUndecided(state)) return undefined
  return 'handedBack' in state && state.handedBack ? 'handed-back' : 'undecided'
}

const sorted = (ids: Iterable<RowId>): RowId[] => [...ids].sort((a, b) => a - b)
