/**
 * Which assets have the same bytes, or seem to. The site tells sizes and types, no digests: those come from the proxy's
 * ledger where it has them, and from comparing. What rests on less is called so.
 */
import type { AssetId, Md5Hex } from '../../../../core/brands.ts'
import type { LibraryAsset } from './library-asset.ts'
import type { KeepReason, SameGroup, Sameness, Share } from '../library-views.ts'

/** Below this size, bytes, equal sizes say nothing: small files have them by chance. */
export const TELLING_BYTES = 4096

/**
 * Groups of two and more, those first that waste the most. Among assets of one size and type digests decide where they
 * are known; an asset without one joins those that are called like it; what is left may be the same as well.
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
 * Whose digests would settle what has the same bytes: all that share size and type with another, small ones too, which
 * no group tells of before.
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

/** What the site would be rid of if one of each group were kept. */
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

/** Groups among assets of one size and type. An asset is in one group at most. */
function groupsIn(
  assets: readonly LibraryAsset[],
  digestOf: (asset: AssetId) => Md5Hex | undefined,
): readonly SameGroup[] {
  const unknown = assets.filter(({ id }) => digestOf(id) === undefined)
  const known = assets.filter(({ id }) => digestOf(id) !== undefined)
  const clusters = [...Map.groupBy(known, ({ id }) => digestOf(id)).values()]
    .map((assets) => ({ assets, sure: true }))
    .sort((a, b) => b.assets.length - a.assets.length)
  const called = new Map<string, (typeof clusters)[number]>()
  for (const cluster of clusters.toReversed()) {
    for (const { stem } of cluster.assets) called.set(stem, cluster)
  }
  for (const [stem, named] of Map.groupBy(unknown, ({ stem }) => stem)) {
    const same = called.get(stem)
    if (!same) clusters.push({ assets: named, sure: false })
    else {
      same.assets.push(...named)
      same.sure = false
    }
  }
  const together = clusters.filter(({ assets }) => assets.length > 1)
  const alone = clusters.filter(({ assets }) => assets.length === 1)
  const telling = (assets[0]?.size ?? 0) >= TELLING_BYTES && alone.some(({ sure }) => !sure)
  return [
    ...together.flatMap(({ assets, sure }) => group(assets, sure ? 'known' : 'likely')),
    ...(telling
      ? group(
          alone.flatMap(({ assets }) => assets),
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

/** The one that most work has gone into: an alt text, then a place in a folder; else the oldest, which pages may use. */
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
