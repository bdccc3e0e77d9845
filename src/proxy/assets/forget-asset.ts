import type { AssetId } from '../../core/brands.ts'
import type { SiteContext } from '../access/site-context.ts'

/** Removes an asset that is gone from the site from all that is known of the site. */
export async function forgetAsset({ state }: SiteContext, asset: AssetId): Promise<void> {
  await state.records.assetGone(asset)
  await state.leftovers.removed(asset)
  await state.ledger.forgetAssets([asset])
  await state.catalogue.drop(asset)
}
