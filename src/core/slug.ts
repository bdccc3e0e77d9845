/**
 * A text as part of an address: lower case, words parted by hyphens. Letters that languages write out are written out
 * (`ü` → `ue`, `ß` → `ss`), other marks are taken off (`é` → `e`). Letters of scripts that have no such custom (Greek,
 * Cyrillic, Chinese …) stay, since a slug without them would say nothing. Applying it twice changes nothing.
 */
export function slug(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüßæøåœłđðþıŋ]/g, (letter) => WRITTEN_OUT[letter] ?? letter)
    .normalize('NFD')
    .replace(LATIN_MARKS, '$1')
    .normalize('NFC')
    .replace(APOSTROPHES, '')
    .replace(NOT_IN_WORDS, '-')
    .replace(/^-|-$/g, '')
}

// Helpers

const WRITTEN_OUT: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'oe',
  å: 'aa',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ŋ: 'ng',
}

/** Marks on Latin letters; on others they can be letters of their own (й, ё). */
const LATIN_MARKS = /([a-z])\p{M}+/gu
/** They part no words: "harbour's" is "harbours". */
const APOSTROPHES = /['’‘`´]/g
const NOT_IN_WORDS = /[^\p{L}\p{N}\p{M}]+/gu
