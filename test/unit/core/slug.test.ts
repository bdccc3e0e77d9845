import { expect, it } from 'vitest'
import { slug } from '../../../src/core/slug.ts'

it.each([
  ['Harbour at Dawn', 'harbour-at-dawn'],
  ['Hafen im Morgengrauen (Größe 2)', 'hafen-im-morgengrauen-groesse-2'],
  ['ÄÖÜäöüß', 'aeoeueaeoeuess'],
  ['A\u0308rger', 'aerger'],
  ['Smørrebrød på Ærø', 'smoerrebroed-paa-aeroe'],
  ['Crème brûlée, déjà vu', 'creme-brulee-deja-vu'],
  ['Łódź', 'lodz'],
  ['İstanbul ılık', 'istanbul-ilik'],
  ['The harbour’s "old" pier', 'the-harbours-old-pier'],
  ['__IMG__2026 -- 09__', 'img-2026-09'],
  ['Порт Ёлка', 'порт-ёлка'],
  ['港の写真 01', '港の写真-01'],
  ['Ώρα', 'ώρα'],
  ['🎉', ''],
  ['', ''],
  ['-', ''],
])('%s → %s', (text, expected) => {
  expect(slug(text)).toBe(expected)
  expect(slug(slug(text))).toBe(expected)
})
