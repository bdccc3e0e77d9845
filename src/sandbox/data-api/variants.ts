import type { Asset } from '../world/assets.ts'
import { hasVariants, VARIANT_WIDTHS, variantName } from '../world/variants.ts'
import { encodeKey, type World } from '../world/world.ts'

/**
 * An asset's variants as a listing shows them: none, or with the setting `imageVariants` one per width, for photos
 * whose bytes have arrived. As in Webflow's example, height is unknown and quality is 100.
 */
export function variantsOf(world: World, asset: Asset) {
  if (!world.settings.current.imageVariants) return []
  if (asset.md5 === null || !hasVariants(asset.contentType)) return []
  return VARIANT_WIDTHS.map((width) => {
    const originalFileName = variantName(asset.originalFileName, width)
    const displayName = `${asset.fileId}_${originalFileName}`
    return {
      hostedUrl: `${world.origins.cdn}/${encodeKey(`${asset.siteId}/${displayName}`)}`,
      originalFileName: encodeURIComponent(originalFileName),
      displayName,
      format: /\.([^.]*)$/.exec(originalFileName)?.[1] ?? '',
      width,
      height: null,
      quality: 100,
      error: null,
    }
  })
}
