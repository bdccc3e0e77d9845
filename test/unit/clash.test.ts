import { describe, expect, it } from 'vitest'
import { type AssetId, type FolderId, isAssetId, isFolderId } from '../../src/core/brands.ts'
import { Places, type Standing } from '../../src/core/clash.ts'

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
const asset = (n: number, name: string, of: Partial<Standing> = {}): Standing => ({
  id: id(n),
  name,
  fileName: name,
  folderId: null,
  size: 100,
  ...of,
})

const places = new Places<Standing>()
places.add([
  asset(0, 'Pier.jpg'),
  asset(1, 'pier.jpg', { folderId: folder(1) }),
  asset(2, 'twice.png'),
  asset(3, 'Twice.png'),
  asset(4, 'Hero', { fileName: 'hero.jpg' }),
  asset(5, 'Ä.png'),
  asset(6, 'new name.jpg', { fileName: 'old.jpg' }),
  asset(7, 'old.jpg', { fileName: 'other.jpg' }),
])

describe('a file that comes', () => {
  it.each([
    ['pier.jpg', null, 100, { type: 'compare', asset: { id: id(0) } }],
    ['pier.jpg', null, 99, { type: 'clash', asset: { id: id(0) } }],
    ['pier.jpg', folder(1), 99, { type: 'clash', asset: { id: id(1) } }],
    ['pier.jpg', folder(2), 99, { type: 'free' }],
    ['twice.png', null, 99, { type: 'several' }],
    ['hero.jpg', null, 99, { type: 'clash', asset: { id: id(4) } }],
    ['A\u0308.PNG', null, 99, { type: 'clash', asset: { id: id(5) } }],
    ['old.jpg', null, 99, { type: 'clash', asset: { id: id(7) } }],
    ['else.jpg', null, 99, { type: 'free' }],
  ] as const)('as %s in %s with %d bytes', (name, folderId, size, meeting) => {
    expect(places.meet({ name, folderId, size })).toMatchObject(meeting)
  })
})
