/** An asset in the library: Webflow's data, and values derived from it once. */
import type { AssetId } from '../../../../core/brands.ts'
import { assetTypeOf } from '../../../../core/limits.ts'
import { nameKey } from '../../../../core/names.ts'
import type { AssetSummary } from '../../../../core/wire.ts'

export const ASSET_KINDS = ['image', 'vector', 'document', 'animation', 'other'] as const
export type AssetTypeFilter = (typeof ASSET_KINDS)[number]

export interface LibraryAsset extends AssetSummary {
  readonly type: 'asset'
  /** Its key in the grid. */
  readonly key: AssetId
  /** The displayed name. */
  readonly title: string
  /** The text that search matches: title and file name, case folded. */
  readonly search: string
  /** Equal for assets with similar names: see {@link stemOf}. */
  readonly stem: string
  readonly kind: AssetTypeFilter
  /** Milliseconds since the epoch; 0 if Webflow gives no date. */
  readonly created: number
}

export function libraryAsset(asset: AssetSummary): LibraryAsset {
  const title = titleOf(asset)
  const name = nameKey(title)
  const fileName = nameKey(asset.fileName)
  return {
    ...asset,
    type: 'asset',
    key: asset.id,
    title,
    search: fileName === name ? name : `${name}\n${fileName}`,
    stem: stemOf(name),
    kind: kindOf(asset),
    created: Date.parse(asset.createdOn) || 0,
  }
}

/**
 * The name's key without extension and copy suffix: "logo (2).png", "logo-copy.png" → "logo". Must be cheap: it runs
 * for every asset.
 */
export function stemOf(name: string): string {
  const dot = name.lastIndexOf('.')
  let stem = dot > 0 && EXTENSION.test(name.slice(dot)) ? name.slice(0, dot) : name
  for (let before = ''; before !== stem && COPY_END.test(stem);) {
    before = stem
    stem = stem.replace(COPY_MARK, '').trimEnd()
  }
  return stem.replace(NO_LETTERS, '')
}

/** Whether both are equal, so that a listing without news changes nothing. */
export const sameAsset = (a: AssetSummary, b: AssetSummary): boolean =>
  a.name === b.name &&
  a.folderId === b.folderId &&
  a.altText === b.altText &&
  a.size === b.size &&
  a.hostedUrl === b.hostedUrl &&
  a.fileName === b.fileName &&
  a.contentType === b.contentType &&
  a.createdOn === b.createdOn

/** Whether the asset shows a picture, and so may need alt text. */
export const isPicture = ({ kind }: Pick<LibraryAsset, 'kind'>): boolean =>
  kind === 'image' || kind === 'vector'

// Helpers

const EXTENSION = /^\.[a-z0-9]{1,6}$/
/** Quick check before {@link COPY_MARK}, which is slow on names that do not match. */
const COPY_END = /(?:[\d)]|copy|kopie)$/
const COPY_MARK = /[\s_-]*(?:\(\d{1,3}\)|\bcopy\b(?: \d+)?|\bkopie\b(?: \d+)?|[\s_-]\d{1,2})$/
const NO_LETTERS = /[^\p{L}\p{N}]+/gu

/**
 * The display name without the asset's id, which Webflow puts before some of them: its example is
 * "63e5889e7fe4eafa7384cea4_Candy.png" (https://developers.webflow.com/data/reference/assets/assets/list, read
 * 2026-11-23).
 */
function titleOf({ id, name, fileName }: AssetSummary): string {
  const own = name.startsWith(`${id}_`) ? name.slice(id.length + 1) : name
  return own || fileName || id
}

function kindOf({ contentType, fileName }: AssetSummary): AssetTypeFilter {
  if (contentType === 'image/svg+xml') return 'vector'
  if (contentType.startsWith('image/')) return 'image'
  const type = assetTypeOf(fileName)
  return type && type.kind !== 'image' ? type.kind : 'other'
}
