/** Rows that need a person, by reason: kept up by difference, in the order in which they came. */
import type { RowId } from '../../core/brands.ts'
import { retryRule, type Failure, type FailureCode } from '../../core/failure.ts'
import type { RowState } from '../../core/row.ts'
import { isUndecided } from './tally.ts'
import type { AttentionGroup } from './views.ts'

export class Attention {
  readonly #failed = new Map<FailureCode, Map<RowId, Failure>>()
  readonly #undecided = new Set<RowId>()

  /** `after` undefined: the row is gone. True when the groups have changed. */
  change(id: RowId, before: RowState | undefined, after: RowState | undefined): boolean {
    const was = before && reasonOf(before)
    const is = after && reasonOf(after)
    if (was === is && was !== 'undecided') return false
    if (was === 'undecided') this.#undecided.delete(id)
    else if (was) this.#forget(id, was)
    if (is === 'undecided') this.#undecided.add(id)
    else if (is) this.#remember(id, is)
    return true
  }

  has(state: RowState): boolean {
    return reasonOf(state) !== undefined
  }

  groups(): readonly AttentionGroup[] {
    const failed = [...this.#failed].flatMap(([code, rows]): AttentionGroup[] => {
      const [sample] = rows.values()
      if (!sample) return []
      const retriable = retryRule(sample) !== 'never'
      return [{ type: 'failed', code, sample, rows: sorted(rows.keys()), retriable }]
    })
    if (this.#undecided.size === 0) return failed
    return [...failed, { type: 'undecided', rows: sorted(this.#undecided) }]
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

function reasonOf(state: RowState): Failure | 'undecided' | undefined {
  if (state.phase === 'failed' || state.phase === 'refused') return state.failure
  return isUndecided(state) ? 'undecided' : undefined
}

const sorted = (ids: Iterable<RowId>): RowId[] => [...ids].sort((a, b) => a - b)
