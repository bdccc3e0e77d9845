/** What stands on a shelf of the library, and in which order. */
import { describe, expect, it } from 'vitest'
import type { FolderId } from '../../../../src/core/brands.ts'
import type { AssetSummary } from '../../../../src/core/wire.ts'
import { AssetStore } from '../../../../src/panel/models/library/assets/asset-store.ts'
import { libraryFolders } from '../../../../src/panel/models/library/assets/library-folders.ts'
import type {
  LibrarySort,
  LibraryLocation,
} from '../../../../src/panel/models/library/library-views.ts'
import { sameGroups } from '../../../../src/panel/models/library/assets/same-bytes.ts'
import {
  filterAndSort,
  type FilterAndSort,
} from '../../../../src/panel/models/library/view/filter-and-sort.ts'
import { spaceOf } from '../../../../src/panel/models/library/assets/space.ts'
import { NOTHING } from '../../../../src/panel/models/library/assets/tally.ts'
import { assetOf, folderIdOf } from '../../../fakes/fake-library.ts'

const [BRAND, LOGOS, PHOTOS] = [folderIdOf(1), folderIdOf(2), folderIdOf(3)]
const FOLDERS = [
  { id: PHOTOS, name: 'Photos', parentId: null, assetCount: 0 },
  { id: LOGOS, name: 'Logos', parentId: BRAND, assetCount: 0 },
  { id: BRAND, name: 'Brand', parentId: null, assetCount: 0 },
]
const BY_NAME: LibrarySort = { by: 'name', descending: false }

function site(...assets: readonly AssetSummary[]): {
  readonly store: AssetStore
  readonly names: (own?: Partial<FilterAndSort>) => readonly string[]
} {
  const store = new AssetStore()
  store.put(assets)
  const folders = libraryFolders(FOLDERS, store.tally.byFolder)
  const names = (own: Partial<FilterAndSort> = {}) =>
    filterAndSort({
      byName: store.byName,
      folders,
      groups: () => sameGroups(store.tally.bySize, () => undefined),
      shelf: { type: 'all' },
      query: '',
      kind: undefined,
      sort: BY_NAME,
      ...own,
    }).map((item) => {
      if (item.type === 'heading') return `${item.assets.length}×`
      return item.type === 'folder' ? `${item.name}/` : item.title
    })
  return { store, names }
}

const at = (folder: FolderId): LibraryLocation => ({ type: 'folder', folder })
const order = (order: Extract<LibraryLocation, { type: 'order' }>['order']): LibraryLocation => ({
  type: 'order',
  order,
})

const HARBOUR = [
  assetOf(1, { name: 'file 10.png', folderId: PHOTOS, size: 900_000, altText: 'A pier' }),
  assetOf(2, { name: 'file 2.png', folderId: PHOTOS, size: 200 }),
  assetOf(3, { name: 'Logo.svg', folderId: LOGOS, size: 600_000, contentType: 'image/svg+xml' }),
  assetOf(4, { name: 'Äpfel.pdf', size: 5000, contentType: 'application/pdf' }),
  assetOf(5, { name: 'brand.json', folderId: BRAND, size: 40, contentType: 'application/json' }),
]

describe('a shelf', () => {
  const { names } = site(...HARBOUR)

  it('of all assets has every one, as people order names', () => {
    expect(names()).toEqual(['Äpfel.pdf', 'brand.json', 'file 2.png', 'file 10.png', 'Logo.svg'])
  })

  it('of a folder has its folders first, then what lies right in it', () => {
    expect(names({ shelf: at(BRAND) })).toEqual(['Logos/', 'brand.json'])
    expect(names({ shelf: at(LOGOS) })).toEqual(['Logo.svg'])
  })

  it('shows all of one kind, without folders', () => {
    expect(names({ shelf: at(BRAND), kind: 'animation' })).toEqual(['brand.json'])
    expect(names({ kind: 'vector' })).toEqual(['Logo.svg'])
  })

  it('searches below the open folder, also for folders, by every word in any order', () => {
    expect(names({ shelf: at(BRAND), query: 'LOGO' })).toEqual(['Logos/', 'Logo.svg'])
    expect(names({ query: '10 FILE' })).toEqual(['file 10.png'])
    expect(names({ query: 'äpfel' })).toEqual(['Äpfel.pdf'])
    expect(names({ shelf: at(PHOTOS), query: 'logo' })).toEqual([])
  })

  it('finds an asset by the name of the file that it was uploaded as', () => {
    const { names } = site(assetOf(1, { name: 'Pier.png', fileName: 'IMG_0042.png' }))
    expect(names({ query: 'img_0042' })).toEqual(['Pier.png'])
  })
})

describe('sorting', () => {
  const { names } = site(...HARBOUR)
  const sorted = (by: LibrarySort['by'], descending = false) => names({ sort: { by, descending } })

  it('turns names around', () => {
    expect(sorted('name', true)[0]).toBe('Logo.svg')
  })

  it('goes by size, by date, and by type in a fixed order of kinds', () => {
    expect(sorted('size', true)).toEqual([
      'file 10.png',
      'Logo.svg',
      'Äpfel.pdf',
      'file 2.png',
      'brand.json',
    ])
    expect(sorted('date', true)[0]).toBe('brand.json')
    expect(sorted('type')).toEqual([
      'file 2.png',
      'file 10.png',
      'Logo.svg',
      'Äpfel.pdf',
      'brand.json',
    ])
  })

  it('goes by folder as the tree stands: in none first, then parents before what is in them', () => {
    expect(sorted('folder')).toEqual([
      'Äpfel.pdf',
      'brand.json',
      'Logo.svg',
      'file 2.png',
      'file 10.png',
    ])
  })
})

describe('an order', () => {
  const { store, names } = site(...HARBOUR)

  it('shows assets outside folders, images without alt text, and large images by size', () => {
    expect(names({ shelf: order('loose') })).toEqual(['Äpfel.pdf'])
    expect(names({ shelf: order('no-alt') })).toEqual(['file 2.png', 'Logo.svg'])
    expect(names({ shelf: order('large') })).toEqual(['file 10.png'])
    expect(names({ shelf: order('space') })).toEqual([])
  })

  it('counts in its tally what it shows', () => {
    expect(store.tally.withoutAlt.count).toBe(2)
    expect(store.tally.large).toEqual({ count: 1, bytes: 900_000 })
    expect(store.tally.total).toEqual({ count: 5, bytes: 1_505_240 })
  })

  it('groups what seems to be the same, and a search keeps whole groups', () => {
    const { names } = site(
      assetOf(1, { name: 'pier.png', size: 9000 }),
      assetOf(2, { name: 'pier (2).png', size: 9000 }),
      assetOf(3, { name: 'quay.png', size: 8000 }),
      assetOf(4, { name: 'mole.png', size: 8000 }),
    )
    expect(names({ shelf: order('same') })).toEqual([
      '2×',
      'pier.png',
      'pier (2).png',
      '2×',
      'quay.png',
      'mole.png',
    ])
    expect(names({ shelf: order('same'), query: '(2)' })).toEqual([
      '2×',
      'pier.png',
      'pier (2).png',
    ])
  })
})

describe('where the bytes are', () => {
  it('is shown by type and by top-level folder with everything below it, largest first', () => {
    const { store } = site(...HARBOUR)
    const folders = libraryFolders(FOLDERS, store.tally.byFolder)
    const loose = store.tally.byFolder.get(null) ?? NOTHING
    const space = spaceOf(folders, store.tally.byKind, loose)
    expect(space.kinds.map(({ kind, share }) => [kind, share.bytes])).toEqual([
      ['image', 900_200],
      ['vector', 600_000],
      ['document', 5000],
      ['animation', 40],
    ])
    expect(space.folders.map(({ name, share }) => [name, share.bytes])).toEqual([
      ['Photos', 900_200],
      ['Brand', 600_040],
      ['', 5000],
    ])
  })
})

describe('the store', () => {
  it('keeps order and tally through changes, and tells whether anything was new', () => {
    const { store } = site(...HARBOUR)
    expect(store.put(HARBOUR)).toBe(false)
    expect(store.put([{ ...assetOf(2), name: 'zebra.png', size: 5, folderId: null }])).toBe(true)
    expect(store.byName.map(({ title }) => title).at(-1)).toBe('zebra.png')
    expect(store.tally.byFolder.get(PHOTOS)).toEqual({ count: 1, bytes: 900_000 })
    expect(store.drop([assetOf(2).id, assetOf(99).id])).toBe(true)
    expect(store.drop([assetOf(2).id])).toBe(false)
    expect(store.byName).toHaveLength(4)
    expect(store.tally.total.bytes).toBe(1_505_040)
  })

  it('keeps a thousand assets in order, whatever pages they come in', () => {
    const store = new AssetStore()
    const all = Array.from({ length: 1000 }, (_, n) =>
      assetOf(n, { name: `${(n * 7919) % 1000}.png` }),
    )
    for (let page = 0; page < 1000; page += 100) store.put(all.slice(page, page + 100))
    const names = store.byName.map(({ title }) => Number.parseInt(title, 10))
    expect(names).toEqual(Array.from({ length: 1000 }, (_, n) => n))
  })

  it('leaves an id away that a name begins with', () => {
    const { id } = assetOf(1)
    const { names } = site(assetOf(1, { name: `${id}_Candy.png` }))
    expect(names()).toEqual(['Candy.png'])
  })
})
