/** Serves the hosted bytes of an asset as a download that no browser renders as a page. */
import type { AssetId } from '../../core/brands.ts'
import { assetMissing } from './edits.ts'
import { exactLength } from '../base/exact-length.ts'
import { readHosted } from '../webflow/hosted-files.ts'
import type { SiteContext } from '../access/site-context.ts'

/**
 * Streams in constant memory. Costs one call, which checks that the asset is this site's and gets its current URL: whether
 * replacing an asset changes its URL is not documented.
 * @throws FailureError `asset-missing`, and those of {@link readHosted}.
 */
export async function assetBytes(
  context: SiteContext,
  asset: AssetId,
  signal: AbortSignal,
): Promise<Response> {
  const found = await context.webflow.asset(context.site, asset, 'interactive')
  if (!found) throw assetMissing()
  const file = await readHosted(context.deps, found.hostedUrl, signal)
  const name = found.displayName ?? found.originalFileName ?? asset
  const headers = {
    'content-type': MEDIA_TYPE.test(file.contentType)
      ? file.contentType
      : 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${extValue(name)}`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store, no-transform',
    ...(file.size === undefined ? {} : { 'content-length': String(file.size) }),
  }
  return new Response(exactLength(file.body, file.size), { headers })
}

// Helpers

const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+$/

/** RFC 8187: percent-encoded UTF-8. */
const extValue = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
