import { describe, expect, it } from 'vitest'
import { type AssetId, type FolderId, isAssetId, isFolderId } from '../../../src/core/brands.ts'
import { AssetNameIndex } from '../../../src/core/asset-name-index.ts'

function id(n: number): AssetId {
  const text = `${n}`.padStart(24, 'a')
  if (isAssetId(text)) return text
  throw new TypeError(`"${text}" is no id.`)
}
function folder(n: number): FolderId {
  const text = `${n}`.padStart(24, 'f')
  if (isFolderId(text)) return text
  throw new TypeError(`"${text}" is no id.`)
}
const asset = (n: number, name: string, of: { fileName?: string; folderId?: FolderId } = {}) => ({
  id: id(n),
  name,
  fileName: name,
  folderId: null,
  ...of,
})

const index = new AssetNameIndex<ReturnType<typeof asset>>()
index.add([
  asset(0, 'Pier.jpg'),
  asset(1, 'pier.jpg', { folderId: folder(1) }),
  asset(2, 'twice.png'),
  asset(3, 'Twice.png'),
  asset(4, 'Hero', { fileName: 'hero.jpg' }),
  asset(5, 'Ä.png'),
  asset(6, 'new name.jpg', { fileName: 'old.jpg' }),
  asset(7, 'old.jpg', { fileName: 'other.jpg' }),
])

describe('the assets of a name', () => {
  it.each([
    ['pier.jpg', null, [0]],
    ['pier.jpg', folder(1), [1]],
    ['pier.jpg', folder(2), []],
    ['twice.png', null, [2, 3]],
    ['hero.jpg', null, [4]],
    ['A\u0308.PNG', null, [5]],
    ['old.jpg', null, [7]],
    ['else.jpg', null, []],
  ] as const)('%s in folder %s are %j', (name, folderId, found) => {
    expect(index.find({ name, folderId }).map((asset) => asset.id)).toEqual(found.map(id))
  })
})
