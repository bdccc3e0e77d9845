import { describe, expect, it } from 'vitest'
import {
  MAX_NAME_LENGTH,
  nameKey,
  normaliseFileName,
  normaliseFolderName,
  uniqueName,
} from '../../../src/core/names.ts'

describe('normaliseFileName', () => {
  const cases: [string, string][] = [
    ['logo.png', 'logo.png'],
    ['../../etc/passwd.png', 'passwd.png'],
    ['..\\evil.png', 'evil.png'],
    ['a "quoted" name.png', 'a "quoted" name.png'],
    ['line\r\nbreak.png', 'line break.png'],
    ['u\u0308ber.png', '\u00fcber.png'],
    ['\u202egnp.exe.png', 'gnp.exe.png'],
    [
      'family \u{1f468}\u200d\u{1f469}\u200d\u{1f467}.webp',
      'family \u{1f468}\u200d\u{1f469}\u200d\u{1f467}.webp',
    ],
    ['lone \ud83d surrogate.png', 'lone surrogate.png'],
    ['  spaced   out  .PNG', 'spaced out.PNG'],
    ['.png', 'file.png'],
    ['', 'file'],
    ['no extension', 'no extension'],
  ]
  it.each(cases)('makes %j into %j', (name, expected) => {
    expect(normaliseFileName(name)).toBe(expected)
  })

  it('cuts a long name and keeps its extension', () => {
    const name = normaliseFileName(`${'n'.repeat(300)}.jpeg`)
    expect(name).toHaveLength(MAX_NAME_LENGTH)
    expect(name.endsWith('n.jpeg')).toBe(true)
  })

  it('never cuts within a visible character', () => {
    const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'
    const name = normaliseFileName(`${family.repeat(40)}.png`)
    expect(name.length).toBeLessThanOrEqual(MAX_NAME_LENGTH)
    expect(name.slice(0, -4).replaceAll(family, '')).toBe('')
  })

  it.each(cases)('changes nothing the second time: %j', (name) => {
    const once = normaliseFileName(name)
    expect(normaliseFileName(once)).toBe(once)
  })
})

describe('normaliseFolderName', () => {
  it.each([
    ['Icons', 'Icons'],
    ['..', 'folder'],
    ['', 'folder'],
    ['v1.2 final', 'v1.2 final'],
    ['Fotos\u0000', 'Fotos'],
  ])('makes %j into %j', (name, expected) => {
    expect(normaliseFolderName(name)).toBe(expected)
  })
})

describe('uniqueName', () => {
  it('leaves a free name alone and counts up a taken one, case aside', () => {
    const taken = new Set(['logo.png', 'logo (2).png'].map(nameKey))
    expect(uniqueName('other.png', taken)).toBe('other.png')
    expect(uniqueName('Logo.PNG', taken)).toBe('Logo (3).PNG')
  })

  it('keeps a counted name within the limit', () => {
    const long = `${'n'.repeat(MAX_NAME_LENGTH - 4)}.png`
    const next = uniqueName(long, new Set([nameKey(long)]))
    expect(next).toHaveLength(MAX_NAME_LENGTH)
    expect(next.endsWith(' (2).png')).toBe(true)
  })
})
