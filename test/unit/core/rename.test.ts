import { describe, expect, it } from 'vitest'
import { type AssetId, type FolderId, isAssetId, isFolderId } from '../../../src/core/brands.ts'
import { MAX_NAME_LENGTH } from '../../../src/core/names.ts'
import {
  type RenameOptions,
  renamings,
  type RenameSource,
  unknownTokens,
} from '../../../src/core/rename.ts'

describe('a template', () => {
  it.each([
    ['{name}', { name: 'Pier.jpg' }, 'Pier.jpg'],
    ['{slug}', { name: 'Größe Ä.JPG' }, 'groesse-ae.JPG'],
    ['{slug}.{ext}', { name: 'Größe Ä.JPG' }, 'groesse-ae.JPG'],
    ['{folder}-{counter:3}', { folder: 'Photos' }, 'Photos-007.jpg'],
    ['{counter}', {}, '7.jpg'],
    ['{counter:1}', {}, '7.jpg'],
    ['{counter:40}', {}, '000000007.jpg'],
    ['{date} {name}', {}, '2026-09-14 Pier.jpg'],
    ['{Name} {COUNTER:2}', {}, 'Pier 07.jpg'],
    ['{ext}-{name}', {}, 'jpg-Pier'],
    ['{name}.{ext}', { name: 'README' }, 'README'],
    ['{name}', { name: 'README' }, 'README'],
    ['{folder}', { folder: 'a/b\\c' }, 'a-b-c.jpg'],
    ['{name}', { name: 'A\u0308.jpg' }, 'Ä.jpg'],
    ['  {name}\u202e  x ', {}, 'Pier x.jpg'],
    ['{name} {nothing}', {}, 'Pier {nothing}.jpg'],
    ['{date}', { createdOn: 'soon', name: 'a.png' }, '.png'],
    ['{name}', { name: '.png' }, '.png'],
  ])('%s of %j gives %s', (template, of, name) => {
    expect(run(template, [source(0, of)], { start: 7 })[0]?.to).toBe(name)
  })

  it('counts in the order of the assets', () => {
    const names = run('{counter:2}', [source(2), source(0), source(1)]).map(({ to }) => to)
    expect(names).toEqual(['01.jpg', '02.jpg', '03.jpg'])
  })

  it('is invalid with unknown words in braces', () => {
    expect(unknownTokens('{name}-{counter:3} {Folder} {date}{slug}.{ext}')).toEqual([])
    expect(unknownTokens('{nme} {name:3} {} {counter:} { name }')).toEqual([
      '{nme}',
      '{name:3}',
      '{}',
    ])
  })
})

describe('checking new names', () => {
  it('finds names that several assets would get, ignoring case and Unicode form', () => {
    const sources = [source(0, { name: 'Ä.png' }), source(1, { name: 'a\u0308.png' }), source(2)]
    expect(problems('{name}', sources)).toEqual(['twice', 'twice', undefined])
  })

  it('compares names within a folder only', () => {
    const sources = [source(0), source(1, { folderId: folder(1) })]
    expect(problems('x', sources)).toEqual([undefined, undefined])
  })

  it('finds names that other assets in the folder have', () => {
    const taken = (id: FolderId | null) => (id === null ? ['X.JPG'] : [])
    const sources = [source(0), source(1, { folderId: folder(1) })]
    expect(problems('x', sources, { taken })).toEqual(['taken', undefined])
  })

  it('lets assets swap their names', () => {
    const sources = [source(0, { name: '2.jpg' }), source(1, { name: '1.jpg' })]
    expect(problems('{counter}', sources)).toEqual([undefined, undefined])
  })

  it('finds empty names and names that are too long', () => {
    expect(problems('{date}', [source(0, { createdOn: '' })])).toEqual(['empty'])
    expect(problems('', [source(0)])).toEqual(['empty'])
    const fits = 'x'.repeat(MAX_NAME_LENGTH - '.jpg'.length)
    expect(problems(fits, [source(0)])).toEqual([undefined])
    expect(problems(`${fits}x`, [source(0)])).toEqual(['too-long'])
  })
})

describe('repairing new names', () => {
  it('numbers duplicates, skipping taken names', () => {
    const taken = () => ['x.jpg', 'x (3).jpg']
    const names = run('x', [source(0), source(1), source(2)], { taken, repair: true })
    expect(names.map(({ to }) => to)).toEqual(['x (2).jpg', 'x (4).jpg', 'x (5).jpg'])
    expect(names.every(({ problem }) => problem === undefined)).toBe(true)
  })

  it('cuts long names, keeps their extensions and keeps them unique', () => {
    const names = run('y'.repeat(200), [source(0), source(1)], { repair: true })
    expect(names.map(({ to }) => to.length)).toEqual([MAX_NAME_LENGTH, MAX_NAME_LENGTH])
    expect(names.map(({ to }) => to.slice(-9))).toEqual(['yyyyy.jpg', 'y (2).jpg'])
  })

  it('still reports an empty name', () => {
    expect(problems('', [source(0)], { repair: true })).toEqual(['empty'])
  })
})

// Helpers

const id = (n: number): AssetId => must(`${n}`.padStart(24, '0'), isAssetId)
const folder = (n: number): FolderId => must(`${n}`.padStart(24, 'f'), isFolderId)

function must<T extends string>(text: string, is: (text: string) => text is T): T {
  if (is(text)) return text
  throw new TypeError(`"${text}" is no id.`)
}

const source = (n: number, of: Partial<RenameSource> = {}): RenameSource => ({
  id: id(n),
  name: 'Pier.jpg',
  folderId: null,
  folder: '',
  createdOn: '2026-09-14T23:59:00.000Z',
  ...of,
})

const run = (template: string, sources: RenameSource[], options: Partial<RenameOptions> = {}) =>
  renamings(template, sources, { start: 1, repair: false, taken: () => [], ...options })

const problems = (...args: Parameters<typeof run>) => run(...args).map(({ problem }) => problem)
