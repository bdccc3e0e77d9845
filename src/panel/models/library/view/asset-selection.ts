/** Only assets can be selected in the library's grid. */
import type { AssetId } from '../../../../core/brands.ts'
import type { Selecting } from '../../selection.ts'

/** The part of an item that selection needs. An asset's `key` is its id. */
export type AssetOrOther =
  | { readonly type: 'asset'; readonly key: AssetId }
  | { readonly type: 'folder' | 'heading'; readonly key: string }

export const SELECT_ASSETS: Selecting<AssetOrOther, AssetId> = {
  idOf: (item) => (item.type === 'asset' ? item.key : undefined),
  idsOf: (item) => (item.type === 'asset' ? [item.key] : []),
}
