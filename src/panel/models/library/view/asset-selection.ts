/** What can be selected in the library's grid: assets alone. */
import type { AssetId } from '../../../../core/brands.ts'
import type { Selecting } from '../../selection.ts'

/** Enough of an item to select it or to go past it. `key` of an asset is its id. */
export type AssetOrOther =
  | { readonly type: 'asset'; readonly key: AssetId }
  | { readonly type: 'folder' | 'heading'; readonly key: string }

export const SELECT_ASSETS: Selecting<AssetOrOther, AssetId> = {
  idOf: (item) => (item.type === 'asset' ? item.key : undefined),
  idsOf: (item) => (item.type === 'asset' ? [item.key] : []),
}
