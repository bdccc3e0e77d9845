/**
 * Turns a text into a URL slug: lower case, words separated by hyphens. Some letters are transliterated (`ü` → `ue`,
 * `ß` → `ss`), other Latin letters lose their marks (`é` → `e`). Other scripts (Greek, Cyrillic, Chinese …) stay: without
 * them the slug would be empty. Idempotent.
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

/** Only on Latin letters: in other scripts, base and mark can form a letter of its own (й, ё). */
const LATIN_MARKS = /([a-z])\p{M}+/gu
/** Apostrophes do not separate words: "harbour's" becomes "harbours". */
const APOSTROPHES = /['’‘`´]/g
const NOT_IN_WORDS = /[^\p{L}\p{N}\p{M}]+/gu
