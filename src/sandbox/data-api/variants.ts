import type { Asset } from '../world/assets.ts'
import { hasVariants, VARIANT_WIDTHS, variantName } from '../world/variants.ts'
import { encodeKey, type World } from '../world/world.ts'

/**
 * The variants of an asset as the list has them: none, or with the setting `imageVariants` one for each width of a photo
 * whose bytes are there. Height and quality are as Webflow's example has them: unknown, and 100.
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
