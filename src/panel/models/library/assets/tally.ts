/** Counts and sizes of assets, updated one asset at a time. */
import type { FolderId } from '../../../../core/brands.ts'
import { isPicture, type AssetTypeFilter, type LibraryAsset } from './library-asset.ts'
import type { Share } from '../library-views.ts'

/**
 * Bytes from which a raster image counts as large. Our own, mild rule: half a megabyte takes about two seconds on a
 * slow mobile connection (1.6 Mbit/s, as in Lighthouse's "Slow 4G").
 */
export const LARGE_IMAGE_BYTES = 500 * 1024

export const NOTHING: Share = { count: 0, bytes: 0 }

export const plus = (a: Share, b: Share): Share => ({
  count: a.count + b.count,
  bytes: a.bytes + b.bytes,
})

export const isLarge = (asset: LibraryAsset): boolean =>
  asset.kind === 'image' && asset.size >= LARGE_IMAGE_BYTES

/** Whether a picture has no alt text. Decorative pictures count too: the Data API gives null for both. */
export const lacksAltText = (asset: LibraryAsset): boolean =>
  isPicture(asset) && (asset.altText ?? '').trim() === ''

export class AssetTally {
  readonly byFolder = new Map<FolderId | null, Share>()
  readonly byKind = new Map<AssetTypeFilter, Share>()
  /** Assets by size and type. */
  readonly bySize = new Map<string, Set<LibraryAsset>>()
  total = NOTHING
  large = NOTHING
  withoutAlt = NOTHING

  add(asset: LibraryAsset): void {
    this.#count(asset, { count: 1, bytes: asset.size })
    const key = sizeKey(asset)
    const same = this.bySize.get(key)
    if (same) same.add(asset)
    else this.bySize.set(key, new Set([asset]))
  }

  remove(asset: LibraryAsset): void {
    this.#count(asset, { count: -1, bytes: -asset.size })
    const key = sizeKey(asset)
    const same = this.bySize.get(key)
    same?.delete(asset)
    if (same?.size === 0) this.bySize.delete(key)
  }

  #count(asset: LibraryAsset, share: Share): void {
    this.total = plus(this.total, share)
    if (isLarge(asset)) this.large = plus(this.large, share)
    if (lacksAltText(asset)) this.withoutAlt = plus(this.withoutAlt, share)
    const inFolder = plus(this.byFolder.get(asset.folderId) ?? NOTHING, share)
    if (inFolder.count > 0) this.byFolder.set(asset.folderId, inFolder)
    else this.byFolder.delete(asset.folderId)
    const ofKind = plus(this.byKind.get(asset.kind) ?? NOTHING, share)
    if (ofKind.count > 0) this.byKind.set(asset.kind, ofKind)
    else this.byKind.delete(asset.kind)
  }
}

// Helpers

const sizeKey = ({ size, contentType }: LibraryAsset): string => `${size} ${contentType}`
