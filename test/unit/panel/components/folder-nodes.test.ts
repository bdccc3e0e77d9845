import { describe, expect, it } from 'vitest'
import { type FolderId, isFolderId } from '../../../../src/core/brands.ts'
import type { Folder } from '../../../../src/core/wire.ts'
import {
  ancestorsOf,
  foundNodes,
  treeKey,
  visibleNodes,
} from '../../../../src/panel/components/folders/folder-nodes.ts'

function id(n: number): FolderId {
  const text = String(n).padStart(24, '0')
  if (!isFolderId(text)) throw new TypeError(text)
  return text
}

const folder = (n: number, name: string, parent?: number): Folder => ({
  id: id(n),
  name,
  parentId: parent === undefined ? null : id(parent),
  assetCount: n,
})

const FOLDERS = [
  folder(1, 'Photos'),
  folder(2, '2026', 1),
  folder(3, 'Week 10', 2),
  folder(4, 'Week 9', 2),
  folder(5, 'Brand'),
  folder(6, 'Grüße', 5),
]

const names = (nodes: readonly { readonly name: string }[]) => nodes.map(({ name }) => name)

describe('the visible lines', () => {
  it('begin with no folder, are in the order of people, and hide what is closed', () => {
    expect(names(visibleNodes(FOLDERS, new Set(), 'No folder'))).toEqual([
      'No folder',
      'Brand',
      'Photos',
    ])
    const open = visibleNodes(FOLDERS, new Set([id(1), id(2)]), 'No folder')
    expect(names(open)).toEqual(['No folder', 'Brand', 'Photos', '2026', 'Week 9', 'Week 10'])
    expect(open.map(({ level }) => level)).toEqual([1, 1, 1, 2, 3, 3])
    expect(open.map(({ position, setSize }) => `${position}/${setSize}`)).toEqual([
      '1/3',
      '2/3',
      '3/3',
      '1/1',
      '1/2',
      '2/2',
    ])
  })

  it('show a folder whose parent is not known, instead of losing it', () => {
    expect(names(visibleNodes([folder(9, 'Orphan', 77)], new Set(), '-'))).toEqual(['-', 'Orphan'])
  })

  it('end when folders contain each other', () => {
    const circle = [folder(1, 'a', 2), folder(2, 'b', 1)]
    expect(ancestorsOf(circle, id(1))).toHaveLength(2)
  })
})

describe('a search', () => {
  it('finds at any depth, case and composition aside, and tells the way', () => {
    const [found, ...rest] = foundNodes(FOLDERS, ' GRU\u0308SSE'.replace('SS', 'ß'))
    expect(found).toMatchObject({ name: 'Grüße', path: ['Brand'], level: 1 })
    expect(rest).toEqual([])
    expect(names(foundNodes(FOLDERS, 'week'))).toEqual(['Week 9', 'Week 10'])
  })
})

describe('a key', () => {
  const nodes = visibleNodes(FOLDERS, new Set([id(1), id(2)]), 'No folder')
  it.each([
    ['ArrowDown', 0, { go: 1 }],
    ['ArrowDown', 5, { go: 5 }],
    ['ArrowUp', 0, { go: 0 }],
    ['End', 0, { go: 5 }],
    ['ArrowRight', 1, { toggle: id(5) }],
    ['ArrowRight', 2, { go: 3 }],
    ['ArrowRight', 4, undefined],
    ['ArrowLeft', 4, { go: 3 }],
    ['ArrowLeft', 3, { toggle: id(2) }],
    ['ArrowLeft', 0, undefined],
    ['w', 4, { go: 5 }],
    ['w', 5, { go: 4 }],
    ['z', 0, undefined],
    [' ', 0, undefined],
    ['Tab', 0, undefined],
  ])('%s on line %d', (key, at, meaning) => {
    expect(treeKey(key, nodes, at)).toEqual(meaning)
  })
})
