/** What a run brings to the site appears in the library at once, before any listing tells of it. */
import { effect } from '@preact/signals'
import type { RowId } from '../../../../core/brands.ts'
import { assetTypeOf } from '../../../../core/limits.ts'
import type { AssetSummary } from '../../../../core/wire.ts'
import type { Clock } from '../../../ports/run.ts'
import type { RowView, RunView } from '../../views.ts'
import type { LibraryWriter } from '../library-views.ts'

/** Follows the run; the returned function ends that. */
export function adoptFrom(
  run: Pick<RunView, 'rows' | 'totals'>,
  library: Pick<LibraryWriter, 'asset' | 'put'>,
  clock: Clock,
): () => void {
  const adopted = new Set<RowId>()
  let seen = -1
  return effect(() => {
    const { uploaded, existing, twins } = run.totals.value.counts
    const settled = uploaded + existing + twins
    // The counts come many times a second; only those that can have brought an asset matter.
    if (settled === seen) return
    seen = settled
    const fresh = run.rows.peek().flatMap((row) => {
      if (adopted.has(row.id)) return []
      const asset = assetOf(row, library.asset, clock)
      if (asset) adopted.add(row.id)
      return asset ?? []
    })
    if (fresh.length > 0) library.put(fresh)
  })
}

// Helpers

/** What is known of the row's asset, as a listing will tell it; undefined while there is nothing to adopt. */
function assetOf(
  row: RowView,
  known: LibraryWriter['asset'],
  clock: Clock,
): AssetSummary | undefined {
  const state = row.state.peek()
  if (state.phase === 'existing' || state.phase === 'twin') {
    // It is known already, but for the folder that it may have been moved to.
    const asset = state.asset && state.choice === 'moved' ? known(state.asset.id) : undefined
    return asset && state.asset ? { ...asset, folderId: state.asset.folderId } : undefined
  }
  if (state.phase !== 'uploaded') return undefined
  const contentType = assetTypeOf(row.name)?.mime ?? 'application/octet-stream'
  return {
    ...state.asset,
    fileName: row.name,
    contentType,
    size: row.file.size,
    altText: null,
    createdOn: new Date(clock.now()).toISOString(),
  }
}
