/**
 * Tables as spreadsheets hand them over: tab-separated from the clipboard, CSV by RFC 4180 from files, with what is
 * common beside the standard: a byte-order mark, line ends of any system, a last line without one, semicolons.
 */
export type Delimiter = '\t' | ',' | ';'

/**
 * The rows with their fields. A field in quotes may hold delimiters, line breaks and doubled quotes; one that only begins
 * with a quote is taken as it stands. Empty lines at the end are left out.
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

/** Rows as a table for a spreadsheet's clipboard; {@link parseTable} reads it back. */
export const writeTable = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map(quoted).join('\t')).join('\n')

// Helpers

/** A field and where it ends: at a delimiter, a line's end or the text's. */
function readField(source: string, at: number, delimiter: Delimiter) {
  const whole = source[at] === '"' ? readQuoted(source, at) : undefined
  if (whole && isEnd(source, whole.end, delimiter)) return whole
  let end = at
  while (!isEnd(source, end, delimiter)) end++
  return { value: source.slice(at, end), end }
}

/** Undefined where the quote is never closed. */
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
