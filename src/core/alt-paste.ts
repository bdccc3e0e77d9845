/**
 * Reads alt texts from a pasted table. The first row may name the columns. Rows match assets by id, then by name or file
 * name; a table with texts only is matched by order. A column named after a locale's tag sets that locale's texts.
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

/** `locale`: a tag as the site spells it; undefined: the locale on screen. */
export interface PastedAlt {
  readonly asset: AssetId
  readonly locale: string | undefined
  readonly alt: Alt
}

export interface AltPaste {
  readonly how: 'matched' | 'order'
  readonly alts: readonly PastedAlt[]
  /** Keys that match no asset. */
  readonly unknown: readonly string[]
  /** Keys that match several assets. */
  readonly ambiguous: readonly string[]
  /** When matched by order: how many texts have no asset left. */
  readonly surplus: number
}

/**
 * @param assets in the order on screen, starting where the paste starts.
 * @param locales tags of the site's locales, which may name columns.
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
  // Without a known header or name, commas belong to the texts: each line is one text.
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
/** A cell that marks the image as decorative. */
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

/** Without a header, the column that matches the most assets is the key, and the next one holds the texts. */
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
    const known = byKey.get(key)
    byKey.set(key, known === undefined || known === id ? id : 'several')
  }
  for (const { id, name } of assets) put(nameKey(name), id)
  // An asset's name takes precedence over another asset's file name.
  const names = new Set(byKey.keys())
  for (const { id, fileName } of assets) {
    if (!names.has(nameKey(fileName))) put(nameKey(fileName), id)
  }
  for (const { id } of assets) byKey.set(id, id)
  return (key) => byKey.get(nameKey(key.trim()))
}
