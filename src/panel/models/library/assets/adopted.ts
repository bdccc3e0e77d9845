/** Adds a run's uploads to the library at once, before any listing includes them. */
import { effect } from '@preact/signals'
import type { RowId } from '../../../../core/brands.ts'
import { assetTypeOf } from '../../../../core/limits.ts'
import type { AssetSummary } from '../../../../core/wire.ts'
import type { Clock } from '../../../ports/run.ts'
import type { RowView, RunView } from '../../views.ts'
import type { LibraryWriter } from '../library-views.ts'

/** Follows the run until the returned function is called. */
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
    // The counts change many times a second; only these can mean a new asset.
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

/** The row's asset as a listing would describe it; undefined while the row has none. */
function assetOf(
  row: RowView,
  known: LibraryWriter['asset'],
  clock: Clock,
): AssetSummary | undefined {
  const state = row.state.peek()
  if (state.phase === 'existing' || state.phase === 'twin') {
    // The library knows it already; only its folder may have changed.
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
