import type { AssetId } from '../../core/brands.ts'
import type { SiteContext } from '../access/site-context.ts'

/** Removes a deleted asset from all of the site's state. */
export async function forgetAsset({ state }: SiteContext, asset: AssetId): Promise<void> {
  await state.records.assetGone(asset)
  await state.leftovers.removed(asset)
  await state.ledger.forgetAssets([asset])
  await state.catalogue.drop(asset)
}
