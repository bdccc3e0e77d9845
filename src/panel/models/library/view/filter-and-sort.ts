/** Filters and sorts the library's items. Pure; one pass over the assets. */
import type { FolderId } from '../../../../core/brands.ts'
import { nameKey } from '../../../../core/names.ts'
import { ASSET_KINDS, type AssetTypeFilter, type LibraryAsset } from '../assets/library-asset.ts'
import { withInside } from '../assets/library-folders.ts'
import type {
  LibraryFolder,
  LibraryItem,
  SameGroup,
  LibraryLocation,
  Share,
  LibrarySort,
  SortBy,
} from '../library-views.ts'
import { isLarge, lacksAltText } from '../assets/tally.ts'

export interface FilterAndSort {
  /** All assets, by name. */
  readonly byName: readonly LibraryAsset[]
  readonly folders: readonly LibraryFolder[]
  /** Computed only if the location shows groups. */
  readonly groups: () => readonly SameGroup[]
  readonly shelf: LibraryLocation
  readonly query: string
  readonly kind: AssetTypeFilter | undefined
  readonly sort: LibrarySort
}

/**
 * Folders first, then assets. A search includes all descendants of the open folder, and matches names that contain all
 * its words.
 */
export function filterAndSort(input: FilterAndSort): readonly LibraryItem[] {
  const { shelf, query, kind } = input
  const words = wordsOf(query)
  if (shelf.type === 'order' && shelf.order === 'space') return []
  if (shelf.type === 'order' && shelf.order === 'same') {
    return input.groups().flatMap((group) => {
      const shown = group.assets.some((asset) => matches(asset, words, kind))
      return shown ? [group, ...group.assets] : []
    })
  }
  const isHere = locationFilter(input, words.length > 0)
  const assets = input.byName.filter((asset) => isHere(asset) && matches(asset, words, kind))
  return [...foldersHere(input, words), ...sorted(assets, input)]
}

/** The number and total size of the assets among the items. */
export function shareOf(items: readonly LibraryItem[]): Share {
  let [count, bytes] = [0, 0]
  for (const item of items) {
    if (item.type !== 'asset') continue
    count += 1
    bytes += item.size
  }
  return { count, bytes }
}

// Helpers

const wordsOf = (query: string): readonly string[] =>
  nameKey(query)
    .split(/\s+/)
    .filter((word) => word !== '')

function matches(
  asset: LibraryAsset,
  words: readonly string[],
  kind: AssetTypeFilter | undefined,
): boolean {
  if (kind !== undefined && asset.kind !== kind) return false
  return words.every((word) => asset.search.includes(word))
}

function locationFilter(
  { shelf, folders }: FilterAndSort,
  searching: boolean,
): (asset: LibraryAsset) => boolean {
  if (shelf.type === 'all') return () => true
  if (shelf.type === 'folder') {
    if (!searching) return ({ folderId }) => folderId === shelf.folder
    const inside = withInside(folders, shelf.folder)
    return ({ folderId }) => folderId !== null && inside.has(folderId)
  }
  switch (shelf.order) {
    case 'loose':
      return ({ folderId }) => folderId === null
    case 'no-alt':
      return lacksAltText
    case 'large':
      return isLarge
    case 'same':
    case 'space':
      return () => false
  }
}

/** The open folder's children; in a search, all its descendants whose names match. */
function foldersHere(
  { shelf, folders, kind }: FilterAndSort,
  words: readonly string[],
): readonly LibraryFolder[] {
  if (shelf.type === 'order' || kind !== undefined) return []
  if (words.length === 0) {
    const open: FolderId | null = shelf.type === 'folder' ? shelf.folder : null
    return shelf.type === 'all' ? [] : folders.filter(({ parentId }) => parentId === open)
  }
  const inside = shelf.type === 'folder' ? withInside(folders, shelf.folder) : undefined
  return folders.filter(({ id, name }) => {
    const within = !inside || (inside.has(id) && (shelf.type !== 'folder' || id !== shelf.folder))
    const key = nameKey(name)
    return within && words.every((word) => key.includes(word))
  })
}

function sorted(
  byName: readonly LibraryAsset[],
  { sort, shelf, folders }: FilterAndSort,
): readonly LibraryAsset[] {
  // The view of large images starts with the largest.
  const by: SortBy = shelf.type === 'order' && shelf.order === 'large' ? 'size' : sort.by
  const descending = by === sort.by ? sort.descending : true
  if (by === 'name') return descending ? byName.toReversed() : byName
  const key = keyBy(by, folders, byName)
  const sign = descending ? -1 : 1
  // Computes each key once instead of per comparison. The sort is stable, so equals stay in name order.
  const keyed = byName.map((asset) => ({ asset, key: sign * key(asset) }))
  return keyed.sort((a, b) => a.key - b.key).map(({ asset }) => asset)
}

function keyBy(
  by: Exclude<SortBy, 'name'>,
  folders: readonly LibraryFolder[],
  assets: readonly LibraryAsset[],
): (asset: LibraryAsset) => number {
  switch (by) {
    case 'date':
      return ({ created }) => created
    case 'size':
      return ({ size }) => size
    case 'type': {
      const types = [...new Set(assets.map(typeOf))].sort()
      const ranks = new Map(types.map((type, at) => [type, at]))
      return (asset) => ranks.get(typeOf(asset)) ?? 0
    }
    case 'folder': {
      const places = new Map<FolderId | null, number>(folders.map(({ id }, at) => [id, at + 1]))
      return ({ folderId }) => places.get(folderId) ?? 0
    }
  }
}

/** Sorts by kind, then by content type. */
const typeOf = ({ kind, contentType }: LibraryAsset): string =>
  `${ASSET_KINDS.indexOf(kind)} ${contentType}`
