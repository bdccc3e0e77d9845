/**
 * Which assets have the same bytes, or seem to. The site tells sizes and types, no digests: those come from the proxy's
 * ledger where it has them, and from comparing. What rests on less is called so.
 */
import type { AssetId, Md5Hex } from '../../../core/brands.ts'
import { nameKey } from '../../../core/names.ts'
import type { LibraryAsset } from './library-asset.ts'
import type { KeepReason, SameGroup, Sameness, Share } from './library-views.ts'

/** Below this size, bytes, equal sizes say nothing: small files have them by chance. */
export const TELLING_BYTES = 4096

/**
 * Groups of two and more, those first that waste the most. Where the bytes of all assets of one size and type are known,
 * their digests decide; else names do, and what is left may be the same as well.
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

/** What the site would be rid of if one of each group were kept. */
export function wasteOf(groups: readonly SameGroup[]): Share {
  let [count, bytes] = [0, 0]
  for (const group of groups) {
    count += group.assets.length - 1
    bytes += wastedBy(group)
  }
  return { count, bytes }
}

/** A name without its extension and without the marks of a copy: "Logo (2).png", "logo-copy.png" → "logo". */
export function stemOf(name: string): string {
  let stem = nameKey(name).replace(/\.[a-z0-9]{1,6}$/, '')
  for (let before = ''; before !== stem;) {
    before = stem
    stem = stem.replace(COPY_MARK, '').trim()
  }
  return stem.replace(/[^\p{L}\p{N}]+/gu, '')
}

// Helpers

const COPY_MARK = /[\s_-]*(?:\(\d{1,3}\)|\bcopy\b(?: \d+)?|\bkopie\b(?: \d+)?|[\s_-]\d{1,2})$/

const wastedBy = ({ assets }: SameGroup): number => (assets.length - 1) * (assets[0]?.size ?? 0)

function groupsIn(
  assets: readonly LibraryAsset[],
  digestOf: (asset: AssetId) => Md5Hex | undefined,
): readonly SameGroup[] {
  const digests = new Map(assets.map(({ id }) => [id, digestOf(id)]))
  const allKnown = ![...digests.values()].includes(undefined)
  if (allKnown) {
    const byDigest = Map.groupBy(assets, ({ id }) => digests.get(id))
    return [...byDigest.values()].flatMap((same) => group(same, 'known'))
  }
  const byStem = [...Map.groupBy(assets, ({ title }) => stemOf(title)).values()]
  const alike = byStem.filter(({ length }) => length > 1)
  const rest = byStem.filter(({ length }) => length === 1).flat()
  const telling = (assets[0]?.size ?? 0) >= TELLING_BYTES
  return [
    ...alike.flatMap((same) => group(same, 'likely')),
    ...(telling ? group(rest, 'possible') : []),
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
