/** Storage used by type and by top-level folder. */
import type { FolderId } from '../../../../core/brands.ts'
import { ASSET_KINDS, type AssetTypeFilter } from './library-asset.ts'
import type { LibraryFolder, Share } from '../library-views.ts'
import { NOTHING, plus } from './tally.ts'

export interface Space {
  readonly kinds: readonly { readonly kind: AssetTypeFilter; readonly share: Share }[]
  /** `id` null: assets in no folder. Largest first; empty ones are left out. */
  readonly folders: readonly {
    readonly id: FolderId | null
    readonly name: string
    readonly share: Share
  }[]
}

export function spaceOf(
  folders: readonly LibraryFolder[],
  byKind: ReadonlyMap<AssetTypeFilter, Share>,
  loose: Share,
): Space {
  const tops = folders.filter(({ parentId }) => parentId === null)
  const shares = [
    { id: null, name: '', share: loose },
    ...tops.map(({ id, name, own, below }) => ({ id, name, share: plus(own, below) })),
  ]
  return {
    kinds: ASSET_KINDS.map((kind) => ({ kind, share: byKind.get(kind) ?? NOTHING })).filter(
      ({ share }) => share.count > 0,
    ),
    folders: shares
      .filter(({ share }) => share.count > 0)
      .sort((a, b) => b.share.bytes - a.share.bytes),
  }
}
