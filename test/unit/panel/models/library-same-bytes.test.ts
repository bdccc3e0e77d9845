/** Which assets have the same bytes: what is known, what is likely, what is possible, and which one to keep. */
import { describe, expect, it } from 'vitest'
import { md5Hex, type AssetId, type Md5Hex } from '../../../../src/core/brands.ts'
import type { AssetSummary } from '../../../../src/core/wire.ts'
import { AssetStore } from '../../../../src/panel/models/library/assets/asset-store.ts'
import { libraryAsset } from '../../../../src/panel/models/library/assets/library-asset.ts'
import {
  sameGroups,
  TELLING_BYTES,
  unsureOf,
  wasteOf,
} from '../../../../src/panel/models/library/assets/same-bytes.ts'
import { assetOf, folderIdOf } from '../../../fakes/fake-library.ts'

const md5 = (letter: string): Md5Hex => md5Hex(letter.repeat(32))

function groups(assets: readonly AssetSummary[], digests: readonly (string | undefined)[] = []) {
  const store = new AssetStore()
  store.put(assets)
  const known = new Map<AssetId, Md5Hex>(
    assets.flatMap(({ id }, n) => {
      const letter = digests[n]
      return letter === undefined ? [] : [[id, md5(letter)]]
    }),
  )
  return sameGroups(store.tally.bySize, (id) => known.get(id))
}

const told = (found: ReturnType<typeof groups>) =>
  found.map(({ how, assets }) => [how, ...assets.map(({ title }) => title)])

const SIZE = 9000
const three = ['pier.png', 'pier copy.png', 'quay.png'].map((name, n) =>
  assetOf(n, { name, size: SIZE }),
)

describe('assets of one size and type', () => {
  it('are likely the same where their names are, and possibly else', () => {
    expect(told(groups(three))).toEqual([['likely', 'pier.png', 'pier copy.png']])
    const strangers = ['a.png', 'b.png'].map((name, n) => assetOf(n, { name, size: SIZE }))
    expect(told(groups(strangers))).toEqual([['possible', 'a.png', 'b.png']])
  })

  it('say nothing when they are small, unless their names are alike', () => {
    const small = (names: readonly string[]) =>
      groups(names.map((name, n) => assetOf(n, { name, size: TELLING_BYTES - 1 })))
    expect(small(['a.png', 'b.png'])).toEqual([])
    expect(told(small(['a.png', 'a (1).png']))).toEqual([['likely', 'a.png', 'a (1).png']])
  })

  it('are what their digests say once all of them are known', () => {
    expect(told(groups(three, ['a', 'b', 'a']))).toEqual([['known', 'pier.png', 'quay.png']])
    expect(groups(three, ['a', 'b', 'c'])).toEqual([])
  })

  it('join those that are called like them where their own digest is missing, and no others', () => {
    // The names are alike, the bytes are known not to be: only the third may be either.
    expect(told(groups(three, ['a', 'b']))).toEqual([
      ['possible', 'pier.png', 'pier copy.png', 'quay.png'],
    ])
    expect(told(groups(three, ['a', undefined, 'a']))).toEqual([
      ['likely', 'pier.png', 'pier copy.png', 'quay.png'],
    ])
    const small = [...three, assetOf(3, { name: 'mole.png' })].map((asset) => ({
      ...asset,
      size: 9,
    }))
    // What is compared is settled, whatever else has the same size.
    expect(told(groups(small, ['a', 'a']))).toEqual([['known', 'pier.png', 'pier copy.png']])
  })

  it('of another type, or empty, are no group', () => {
    const svg = { contentType: 'image/svg+xml', size: SIZE }
    expect(groups([assetOf(1, { size: SIZE }), assetOf(2, svg)])).toEqual([])
    expect(groups([assetOf(1, { size: 0 }), assetOf(2, { size: 0 })])).toEqual([])
  })
})

describe('the one to keep', () => {
  const kept = (...own: readonly Partial<AssetSummary>[]) => {
    const assets = own.map((one, n) =>
      assetOf(n, { name: `pier (${n + 1}).png`, size: SIZE, ...one }),
    )
    const [group] = groups(assets)
    return [group?.assets.findIndex(({ id }) => id === assets[0]?.id), group?.because, group?.keep]
  }

  it('has an alt text, then a folder, then the longest life; and stands first', () => {
    const alt = { altText: 'A pier' }
    const filed = { folderId: folderIdOf(1) }
    expect(kept(filed, alt)).toEqual([1, 'alt-text', assetOf(1).id])
    expect(kept({}, filed)).toEqual([1, 'in-folder', assetOf(1).id])
    expect(kept({}, {})).toEqual([0, 'oldest', assetOf(0).id])
    expect(kept(alt, { ...alt, ...filed })).toEqual([1, 'in-folder', assetOf(1).id])
  })
})

it('is all known once everything is compared that shares size and type with another', () => {
  const store = new AssetStore()
  const sizes = [5, 5, 9000, 9000, 7, 0, 0]
  store.put(sizes.map((size, n) => assetOf(n, { size })))
  const unsure = (known: (id: AssetId) => boolean) =>
    unsureOf(store.tally.bySize, (id) => (known(id) ? md5('a') : undefined))
  expect(unsure(() => false)).toEqual([0, 1, 2, 3].map((n) => assetOf(n).id))
  expect(unsure((id) => id === assetOf(1).id)).toHaveLength(3)
  expect(unsure(() => true)).toEqual([])
})

describe('what is wasted', () => {
  it('is all but one of each, and the largest waste stands first', () => {
    const assets = [
      ...[1, 2, 3].map((n) => assetOf(n, { name: `small (${n}).png`, size: 5000 })),
      ...[4, 5].map((n) => assetOf(n, { name: `big (${n}).png`, size: 50_000 })),
    ]
    const found = groups(assets)
    expect(found.map(({ assets }) => assets.length)).toEqual([2, 3])
    expect(wasteOf(found)).toEqual({ count: 3, bytes: 60_000 })
  })
})

it.each([
  ['Logo.png', 'logo'],
  ['Logo (2).png', 'logo'],
  ['logo-copy.png', 'logo'],
  ['Logo Kopie 2.png', 'logo'],
  ['logo_1.png', 'logo'],
  ['logo (1) (2).svg', 'logo'],
  ['photo 2026.jpg', 'photo2026'],
])('the stem of %s is %s', (name, stem) => {
  expect(libraryAsset(assetOf(1, { name })).stem).toBe(stem)
})
