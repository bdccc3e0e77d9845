/** Numbers, sizes and plural forms for the panel's words, as the language in use writes them. */
import { onLanguage, type Spoken } from './language.ts'

const english = {
  file: 'file',
  files: 'files',
  bytesOf: (part: string, total: string) => `${part} of ${total}`,
} as const
export type FormatWords = Spoken<typeof english>

let words: FormatWords = english
let tag = 'en'
let plurals: Intl.PluralRules
let whole: Intl.NumberFormat
let compact: Intl.NumberFormat
let percent: Intl.NumberFormat
/** Creating a formatter takes longer than formatting a hundred numbers. */
const units = new Map<string, Intl.NumberFormat>()

onLanguage((language) => {
  words = language.words?.format ?? english
  tag = language.tag
  plurals = new Intl.PluralRules(tag)
  whole = new Intl.NumberFormat(tag)
  compact = new Intl.NumberFormat(tag, { notation: 'compact' })
  units.clear()
  percent = new Intl.NumberFormat(tag, { style: 'percent', roundingMode: 'floor' })
})

/** Webflow counts a megabyte as 1024 × 1024 bytes (see core/limits.ts), and so do the sizes that are shown. */
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

export const number = (n: number): string => whole.format(n)

/** Where room is scarce: "940", "2.4K". */
export const shortNumber = (n: number): string => compact.format(n)

/** A share of 1, never rounded up to what it is not yet: "42%". */
export const share = (part: number): string => percent.format(part)

/** "1 file", "2 files": for languages with these two forms. */
export const countOf = (n: number, one: string, other: string): string =>
  `${whole.format(n)} ${plurals.select(n) === 'one' ? one : other}`

export const files = (n: number): string => countOf(n, words.file, words.files)

/** A size in its natural unit. `exact` rounds up at two digits, so that a size over a limit never reads as the limit. */
export function bytes(n: number, exact = false): string {
  const step = n < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(n) / 10))
  const value = n / 1024 ** step
  const digits = exact ? 2 : value < 10 && step > 1 ? 1 : 0
  return unitFormat(step, digits, exact).format(value)
}

/** "21 of 53 MB", "940 kB of 53 MB". */
export function bytesOf(part: number, total: number): string {
  const [some, all] = [bytes(part), bytes(total)]
  const [amount, unit] = some.split(UNIT_SPACE)
  return words.bytesOf(unit === all.split(UNIT_SPACE)[1] ? (amount ?? some) : some, all)
}

/** A folder's path as one line; the empty path is `none`. */
export const folderPath = (names: readonly string[], none: string): string =>
  names.length === 0 ? none : names.join(' / ')

// Helpers

function unitFormat(step: number, digits: number, exact: boolean): Intl.NumberFormat {
  const key = `${step} ${digits} ${exact}`
  const known = units.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(tag, {
    style: 'unit',
    unit: UNITS[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: digits,
    roundingMode: exact ? 'ceil' : 'halfExpand',
  })
  units.set(key, made)
  return made
}

/** `Intl` parts number and unit by a space that does not break. */
const UNIT_SPACE = /\s/
