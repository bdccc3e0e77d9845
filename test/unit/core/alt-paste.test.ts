import { describe, expect, it } from 'vitest'
import {
  type Alt,
  altFrom,
  altOf,
  DECORATIVE,
  MISSING,
  sameAlt,
} from '../../../src/core/alt-text.ts'
import { readAltTexts } from '../../../src/core/alt-paste.ts'
import { type AssetId, isAssetId } from '../../../src/core/brands.ts'

const said = (text: string): Alt => ({ type: 'text', text })

describe('an alt text', () => {
  it.each([
    ['  A pier,\n at  dawn ', said('A pier, at dawn')],
    ['A\u0308', said('Ä')],
    [' \n ', MISSING],
    ['', MISSING],
  ])('of %j', (text, alt) => {
    expect(altOf(text)).toEqual(alt)
  })

  it('that is null means what the caller says', () => {
    expect(altFrom(null, 'decorative')).toEqual(DECORATIVE)
    expect(altFrom(null, 'missing')).toEqual(MISSING)
    expect([altFrom('', 'decorative'), altFrom('x', 'missing')]).toEqual([MISSING, said('x')])
  })

  it('equals another one with the same text', () => {
    expect(sameAlt(said('a'), said('a'))).toBe(true)
    expect(sameAlt(said('a'), said('b'))).toBe(false)
    expect(sameAlt(DECORATIVE, MISSING)).toBe(false)
  })
})

describe('a pasted table', () => {
  it('finds assets by name without a header', () => {
    expect(read('pier.jpg\tThe pier\nlogo.svg\t[decorative]')).toMatchObject({
      how: 'matched',
      alts: [set(0, 'The pier'), set(2, DECORATIVE)],
      unknown: [],
    })
  })

  it('finds them by id, whichever column has it', () => {
    expect(read(`The pier\t${id(0)}`).alts).toEqual([set(0, 'The pier')])
    expect(read(`x\t${id(1)}\tThe sea`).alts).toEqual([set(1, 'The sea')])
  })

  it.each([
    ['Asset ID\tName\tAlt text\n{0}\tnonsense\tThe pier', ['The pier']],
    ['name,alt\n"pier.jpg","A pier, long"', ['A pier, long']],
    ['Dateiname;Alternativtext\npier.jpg;Der Steg, nachts', ['Der Steg, nachts']],
    ['File name\tDescription\npier.jpg\tThe pier', ['The pier']],
  ])('goes by its header: %j', (text, words) => {
    const { alts } = read(text.replace('{0}', id(0)))
    expect(alts).toEqual(words.map((text) => set(0, text)))
  })

  it('may have a column that marks decorative images', () => {
    const text = 'Name\tAlt\tDecorative\npier.jpg\tThe pier\tno\nlogo.svg\tlogo\tYes'
    expect(read(text).alts).toEqual([set(0, 'The pier'), set(2, DECORATIVE)])
  })

  it('may have a column per locale', () => {
    expect(read('Name\tde\ten-GB\npier.jpg\tDer Steg\tThe pier').alts).toEqual([
      { asset: id(0), locale: 'de', alt: said('Der Steg') },
      { asset: id(0), locale: 'en-GB', alt: said('The pier') },
    ])
  })

  it('reports rows that it could not match', () => {
    const { alts, unknown, ambiguous } = read(
      'same.png\tTwo of them\nelse.jpg\tNobody\npier.jpg\tPier',
    )
    expect(alts).toEqual([set(0, 'Pier')])
    expect([unknown, ambiguous]).toEqual([['else.jpg'], ['same.png']])
  })

  it('falls back to the file name when no asset has that name', () => {
    expect(read('IMG_1.jpg\tBy its file').alts).toEqual([set(0, 'By its file')])
    expect(read('sea.jpg\tBy its name').alts).toEqual([set(1, 'By its name')])
  })

  it('is matched by order when it has texts only, including their commas', () => {
    expect(read('A pier, at dawn\n\nA logo, blue')).toEqual({
      how: 'order',
      alts: [set(0, 'A pier, at dawn'), set(1, MISSING), set(2, 'A logo, blue')],
      unknown: [],
      ambiguous: [],
      surplus: 0,
    })
    expect(read('a\nb\nc\nd\ne\nf\ng').surplus).toBe(2)
  })

  it('lets the last of several rows win', () => {
    expect(read('pier.jpg\tFirst\npier.jpg\tSecond').alts).toEqual([set(0, 'Second')])
  })
})

// Helpers

function id(n: number): AssetId {
  const text = `${n}`.padStart(24, 'a')
  if (isAssetId(text)) return text
  throw new TypeError(`"${text}" is no id.`)
}

const ASSETS = [
  { id: id(0), name: 'Pier.jpg', fileName: 'IMG_1.jpg' },
  { id: id(1), name: 'sea.jpg', fileName: 'pier.jpg' },
  { id: id(2), name: 'logo.svg', fileName: 'logo.svg' },
  { id: id(3), name: 'same.png', fileName: 'same.png' },
  { id: id(4), name: 'Same.png', fileName: 'other.png' },
]

const set = (n: number, alt: Alt | string) => ({
  asset: id(n),
  locale: undefined,
  alt: typeof alt === 'string' ? said(alt) : alt,
})

const read = (text: string) => readAltTexts(text, ASSETS, ['de', 'en-GB'])
