/**
 * Alt texts out of a pasted table. Its first row may name the columns; an asset is found by id, else by name or file
 * name, else, in a table of texts alone, by order. A column called after a language belongs to that language.
 */
import { type Alt, altOf, DECORATIVE } from './alt-text.ts'
import type { AssetId } from './brands.ts'
import { nameKey } from './names.ts'
import { parseTable } from './spreadsheet.ts'

export interface AltTarget {
  readonly id: AssetId
  readonly name: string
  readonly fileName: string
}

/** `locale`: the tag of a column's language, as it stands in the site; undefined: the one that is shown. */
export interface PastedAlt {
  readonly asset: AssetId
  readonly locale: string | undefined
  readonly alt: Alt
}

export interface AltPaste {
  readonly how: 'matched' | 'order'
  readonly alts: readonly PastedAlt[]
  /** Keys of rows that are no asset here. */
  readonly unknown: readonly string[]
  /** Names that several assets here have. */
  readonly ambiguous: readonly string[]
  /** In order: texts for which no asset was left. */
  readonly surplus: number
}

/**
 * @param assets in the order that is shown, from the one where the paste begins on.
 * @param locales tags of the site's languages, as they may stand over columns.
 */
export function readAltTexts(
  text: string,
  assets: readonly AltTarget[],
  locales: readonly string[] = [],
): AltPaste {
  const finder = finderOf(assets)
  for (const delimiter of text.includes('\t') ? (['\t'] as const) : ([';', ','] as const)) {
    const rows = parseTable(text, delimiter)
    const columns = headerOf(rows[0] ?? [], locales)
    if (columns) return matched(rows.slice(1), columns, finder)
    const guessed = guess(rows, finder)
    if (guessed) return matched(rows, guessed, finder)
  }
  // Commas are part of texts: what is no table by its header or its names is one text a line.
  return inOrder(parseTable(text, '\t'), assets)
}

// Helpers

interface Columns {
  readonly key: number
  readonly texts: readonly { readonly at: number; readonly locale: string | undefined }[]
  readonly decorative: number | undefined
}

type Finder = (key: string) => AssetId | 'several' | undefined

const KEY_WORDS = /^(asset )?(id|name)$|^asset(-id)?$|^file ?name$|^file$|^datei(name)?$/
const ID_WORDS = /(^|[ -])id$/
const TEXT_WORDS =
  /^alt$|^alt[ _-]?texte?$|^alternativ(e |er )?texte?$|^description$|^beschreibung$/
const DECORATIVE_WORDS = /^decorative$|^dekorativ$/
const YES = /^(yes|y|true|1|x|✓|ja|j|wahr|decorative|dekorativ)$/
/** A cell that says so instead of a text. */
const DECORATIVE_CELL = /^[[(]?(decorative|dekorativ)[\])]?$/i

function headerOf(row: readonly string[], locales: readonly string[]): Columns | undefined {
  const words = row.map((cell) => cell.trim().toLowerCase())
  const id = words.findIndex((word) => ID_WORDS.test(word))
  const key = id >= 0 ? id : words.findIndex((word) => KEY_WORDS.test(word))
  const texts = words.flatMap((word, at) => {
    if (at === key) return []
    const locale = locales.find(
      (tag) => word === tag.toLowerCase() || word === `alt ${tag.toLowerCase()}`,
    )
    return locale !== undefined || TEXT_WORDS.test(word) ? [{ at, locale }] : []
  })
  if (key < 0 || texts.length === 0) return undefined
  const decorative = words.findIndex((word) => DECORATIVE_WORDS.test(word))
  return { key, texts, decorative: decorative < 0 ? undefined : decorative }
}

/** Without a header: the column in which the most assets are found, and the next one for the texts. */
function guess(rows: readonly (readonly string[])[], find: Finder): Columns | undefined {
  const width = Math.max(0, ...rows.map((row) => row.length))
  const found = Array.from(
    { length: width },
    (_, at) => rows.filter((row) => find(row[at] ?? '') !== undefined).length,
  )
  const most = Math.max(0, ...found)
  const key = found.indexOf(most)
  if (width < 2 || most === 0) return undefined
  return {
    key,
    texts: [{ at: key + 1 < width ? key + 1 : 0, locale: undefined }],
    decorative: undefined,
  }
}

function matched(rows: readonly (readonly string[])[], columns: Columns, find: Finder): AltPaste {
  const alts = new Map<string, PastedAlt>()
  const unknown: string[] = []
  const ambiguous: string[] = []
  for (const row of rows) {
    const key = (row[columns.key] ?? '').trim()
    const asset = find(key)
    if (key === '') continue
    if (asset === undefined) unknown.push(key)
    else if (asset === 'several') ambiguous.push(key)
    else {
      const decorative = YES.test((row[columns.decorative ?? -1] ?? '').trim().toLowerCase())
      for (const { at, locale } of columns.texts) {
        const alt = decorative ? DECORATIVE : altOfCell(row[at] ?? '')
        alts.set(`${asset} ${locale}`, { asset, locale, alt })
      }
    }
  }
  return { how: 'matched', alts: [...alts.values()], unknown, ambiguous, surplus: 0 }
}

function inOrder(rows: readonly (readonly string[])[], assets: readonly AltTarget[]): AltPaste {
  const alts = rows.flatMap((row, at) => {
    const asset = assets[at]
    return asset ? [{ asset: asset.id, locale: undefined, alt: altOfCell(row[0] ?? '') }] : []
  })
  const surplus = Math.max(0, rows.length - assets.length)
  return { how: 'order', alts, unknown: [], ambiguous: [], surplus }
}

const altOfCell = (cell: string): Alt =>
  DECORATIVE_CELL.test(cell.trim()) ? DECORATIVE : altOf(cell)

function finderOf(assets: readonly AltTarget[]): Finder {
  const byKey = new Map<string, AssetId | 'several'>()
  const put = (key: string, id: AssetId): void => {
    const there = byKey.get(key)
    byKey.set(key, there === undefined || there === id ? id : 'several')
  }
  for (const { id, name } of assets) put(nameKey(name), id)
  // A name that somebody gave goes before the name of the file.
  const given = new Set(byKey.keys())
  for (const { id, fileName } of assets) {
    if (!given.has(nameKey(fileName))) put(nameKey(fileName), id)
  }
  for (const { id } of assets) byKey.set(id, id)
  return (key) => byKey.get(nameKey(key.trim()))
}
