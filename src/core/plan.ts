/**
 * What happens to a file whose digest is known, decided purely. What the site knows (its ledger, a claim of
 * another panel) is the proxy's to say; what this run knows is said here, at no cost.
 */
import type { FolderId, Md5Hex, RowId } from './brands.ts'
import type { AssetRef, ExistingChoice } from './row.ts'

export type Decision =
  /** The first row of the run with these bytes: it asks the proxy. */
  | { readonly type: 'upload' }
  /** Another row of the run has the same bytes. */
  | { readonly type: 'twin'; readonly of: RowId }

/**
 * Remembers the first row of each digest in `leaders` and makes later ones its twins. A row that is planned again
 * (a retry) keeps its lead.
 */
export function planRow(
  row: { readonly id: RowId; readonly md5: Md5Hex },
  leaders: Map<Md5Hex, RowId>,
): Decision {
  const leader = leaders.get(row.md5)
  if (leader !== undefined && leader !== row.id) return { type: 'twin', of: leader }
  leaders.set(row.md5, row.id)
  return { type: 'upload' }
}

/** Whether an asset that was there already lies where the row wants it; if not, a person may choose. */
export function choiceFor(asset: AssetRef, wanted: FolderId | null): ExistingChoice {
  return asset.folderId === wanted ? 'keep' : 'undecided'
}
