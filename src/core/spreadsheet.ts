/**
 * Parses tables from spreadsheets: tab-separated from the clipboard, CSV by RFC 4180 from files. Also accepts a byte-order
 * mark, line ends of any system, a last line without a line end, and semicolons.
 */
export type Delimiter = '\t' | ',' | ';'

/**
 * The rows with their fields. A quoted field may contain delimiters, line breaks and doubled quotes; a field that only
 * begins with a quote is read literally. Drops empty lines at the end.
 */
export function parseTable(text: string, delimiter: Delimiter): readonly (readonly string[])[] {
  const source = text.replace(/^\ufeff/, '')
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at <= source.length;) {
    const field = readField(source, at, delimiter)
    row.push(field.value)
    at = field.end
    if (source[at] === delimiter) {
      at++
      continue
    }
    rows.push(row)
    row = []
    at += source.startsWith('\r\n', at) ? 2 : 1
  }
  while (rows.at(-1)?.every((field) => field === '')) rows.pop()
  return rows
}

/** Formats rows for pasting into a spreadsheet; {@link parseTable} reads them back. */
export const writeTable = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map(quoted).join('\t')).join('\n')

// Helpers

/** Reads a field up to a delimiter, a line end or the end of the text. */
function readField(source: string, at: number, delimiter: Delimiter) {
  const inQuotes = source[at] === '"' ? readQuoted(source, at) : undefined
  if (inQuotes && isEnd(source, inQuotes.end, delimiter)) return inQuotes
  let end = at
  while (!isEnd(source, end, delimiter)) end++
  return { value: source.slice(at, end), end }
}

/** Undefined if the quote is never closed. */
function readQuoted(source: string, at: number) {
  let close = source.indexOf('"', at + 1)
  while (close >= 0 && source[close + 1] === '"') close = source.indexOf('"', close + 2)
  if (close < 0) return undefined
  return { value: source.slice(at + 1, close).replaceAll('""', '"'), end: close + 1 }
}

const isEnd = (source: string, at: number, delimiter: Delimiter): boolean =>
  at >= source.length || source[at] === delimiter || source[at] === '\n' || source[at] === '\r'

const quoted = (field: string): string =>
  /["\t\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
