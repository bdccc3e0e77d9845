/**
 * Groups assets with identical or probably identical bytes. Webflow gives sizes and types but no digests: those come
 * from the proxy's ledger and from comparing. Groups without digests are marked as likely or possible.
 */
import type { AssetId, Md5Hex } from '../../../../core/brands.ts'
import type { LibraryAsset } from './library-asset.ts'
import type { KeepReason, SameGroup, Sameness, Share } from '../library-views.ts'

/** Bytes; smaller files often have equal sizes by chance. */
export const TELLING_BYTES = 4096

/**
 * Groups of two or more, the most wasteful first. Among assets of one size and type, known digests decide; an asset
 * without a digest joins those with similar names; the rest form one possible group.
 */
export function sameGroups(
  bySize: ReadonlyMap<string, ReadonlySet<LibraryAsset>>,
  digestOf: (asset: AssetId) => Md5Hex | undefined,
): readonly SameGroup[] {
  const groups: SameGroup[] = []
  for (const assets of bySize.values()) {
    const [first] = assets
    if (assets.size > 1 && first && first.size > 0) groups.push(...groupsIn([...assets], digestOf))
  }
  return groups.sort((a, b) => wastedBy(b) - wastedBy(a) || (a.key < b.key ? -1 : 1))
}

/**
 * Assets whose digests are needed to know all identical files: every asset that shares size and type with another,
 * including small ones, which are not grouped without digests.
 */
export function unsureOf(
  bySize: ReadonlyMap<string, ReadonlySet<LibraryAsset>>,
  digestOf: (asset: AssetId) => Md5Hex | undefined,
): readonly AssetId[] {
  const unsure: AssetId[] = []
  for (const assets of bySize.values()) {
    if (assets.size < 2) continue
    for (const { id, size } of assets) {
      if (size > 0 && digestOf(id) === undefined) unsure.push(id)
    }
  }
  return unsure
}

/** What the site would save by keeping one asset of each group. */
export function wasteOf(groups: readonly SameGroup[]): Share {
  let [count, bytes] = [0, 0]
  for (const group of groups) {
    count += group.assets.length - 1
    bytes += wastedBy(group)
  }
  return { count, bytes }
}

// Helpers

const wastedBy = ({ assets }: SameGroup): number => (assets.length - 1) * (assets[0]?.size ?? 0)

/** Groups assets of one size and type. Each asset is in at most one group. */
function groupsIn(
  assets: readonly LibraryAsset[],
  digestOf: (asset: AssetId) => Md5Hex | undefined,
): readonly SameGroup[] {
  const unknown = assets.filter(({ id }) => digestOf(id) === undefined)
  const known = assets.filter(({ id }) => digestOf(id) !== undefined)
  const clusters = [...Map.groupBy(known, ({ id }) => digestOf(id)).values()]
    .map((assets) => ({ assets, sure: true }))
    .sort((a, b) => b.assets.length - a.assets.length)
  const byStem = new Map<string, (typeof clusters)[number]>()
  for (const cluster of clusters.toReversed()) {
    for (const { stem } of cluster.assets) byStem.set(stem, cluster)
  }
  for (const [stem, named] of Map.groupBy(unknown, ({ stem }) => stem)) {
    const same = byStem.get(stem)
    if (!same) clusters.push({ assets: named, sure: false })
    else {
      same.assets.push(...named)
      same.sure = false
    }
  }
  const shared = clusters.filter(({ assets }) => assets.length > 1)
  const singles = clusters.filter(({ assets }) => assets.length === 1)
  const mayBeSame = (assets[0]?.size ?? 0) >= TELLING_BYTES && singles.some(({ sure }) => !sure)
  return [
    ...shared.flatMap(({ assets, sure }) => group(assets, sure ? 'known' : 'likely')),
    ...(mayBeSame
      ? group(
          singles.flatMap(({ assets }) => assets),
          'possible',
        )
      : []),
  ]
}

function group(assets: readonly LibraryAsset[], how: Sameness): readonly SameGroup[] {
  const byAge = assets.toSorted((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1))
  const [oldest] = byAge
  if (!oldest || byAge.length < 2) return []
  const [keep, because] = choice(byAge, oldest)
  const shown = [keep, ...byAge.filter((asset) => asset !== keep)]
  return [{ type: 'heading', key: `same:${oldest.id}`, how, assets: shown, keep: keep.id, because }]
}

/** The asset to keep: one with alt text, then one in a folder, then the oldest, which pages may use. */
function choice(
  byAge: readonly LibraryAsset[],
  oldest: LibraryAsset,
): readonly [LibraryAsset, KeepReason] {
  const described = byAge.filter(({ altText }) => altText !== null && altText !== '')
  const filed = (described.length > 0 ? described : byAge).filter(({ folderId }) => folderId)
  const [best = described[0] ?? oldest] = filed
  if (described.length > 0 && described.length < byAge.length) return [best, 'alt-text']
  if (filed.length > 0 && filed.length < byAge.length) return [best, 'in-folder']
  return [best, 'oldest']
}
