/**
 * Reads the current assets of one folder, in far fewer calls than the whole site. Stores nothing: the catalogue does not
 * change.
 */
import pMap from 'p-map'
import type { FolderId } from '../../core/brands.ts'
import type { KnownAsset } from '../state/asset-rows.ts'
import { knownAsset } from './asset-summary.ts'
import type { SiteContext } from '../access/site-context.ts'
import { UpstreamError } from '../webflow/upstream-errors.ts'
import type { AssetListing } from '../webflow/schemas.ts'

export interface FolderLook {
  /** Includes the assets of all subfolders. */
  readonly assets: readonly KnownAsset[]
  /** False if pages shifted while they were read, so that assets may be missing. */
  readonly isWhole: boolean
}

/** Larger folders are left to the listing of the whole site, which can resume when the budget runs out. */
const MOST_PAGES = 10
const PAGES_AT_ONCE = 4

/** Undefined if the folder is gone or too large. Rejects with an {@link UpstreamError}. */
export async function lookInFolder(
  context: SiteContext,
  folder: FolderId,
): Promise<FolderLook | undefined> {
  const read = async (offset: number): Promise<AssetListing> =>
    await context.webflow.listAssets(context.site, offset, 'bulk', { folder })
  let first: AssetListing
  try {
    first = await read(0)
  } catch (thrown) {
    if (thrown instanceof UpstreamError && thrown.failure.code === 'webflow-refused') return
    throw thrown
  }
  const total = first.pagination?.total ?? first.assets.length
  // Each page begins with the last asset of the one before it: a different one there tells of a shift.
  const step = Math.max(1, first.assets.length - 1)
  const pages = new Map([[0, first]])
  const offsets: number[] = []
  for (let offset = step; offset < total - 1; offset += step) offsets.push(offset)
  if (offsets.length >= MOST_PAGES) return
  await pMap(
    offsets,
    async (offset) => {
      pages.set(offset, await read(offset))
    },
    { concurrency: PAGES_AT_ONCE },
  )
  const inOrder = [...pages].toSorted(([a], [b]) => a - b).map(([, { assets }]) => assets)
  const isWhole = inOrder.every((page, n) => n === 0 || page[0]?.id === inOrder[n - 1]?.at(-1)?.id)
  return { assets: inOrder.flat().map(knownAsset), isWhole }
}
