/** The upload report: every file of a run and its outcome, as data, CSV or JSON. */
import type { RowState } from './row.ts'

export interface ReceiptLine {
  /** Path within the upload, with the file's own name. */
  readonly path: string
  /** The requested name on the site. */
  readonly name: string
  /** The folder on the site, as a path; empty: in no folder. */
  readonly folder: string
  /** Bytes. */
  readonly size: number
  readonly md5: string
  readonly outcome: ReportOutcome
  readonly assetId: string
  readonly url: string
  /** The failure's code; empty if there is none. */
  readonly failure: string
  /** The proxy's request id of the failure; empty if there is none. */
  readonly requestId: string
}

export type ReportOutcome =
  | 'uploaded'
  /** Its bytes replaced those of an existing asset. */
  | 'replaced'
  /** Uploaded beside the asset that has its name. */
  | 'kept both'
  | 'already on the site'
  | 'duplicate in this upload'
  | 'skipped'
  | 'not accepted'
  | 'failed'
  | 'cancelled'
  | 'unfinished'

const COLUMNS = [
  'path',
  'name',
  'folder',
  'size',
  'md5',
  'outcome',
  'assetId',
  'url',
  'failure',
  'requestId',
] as const satisfies readonly (keyof ReceiptLine)[]

/** The report line of a row. `keptBoth`: an asset had its name, and the file was uploaded beside it. */
export function receiptLine(
  file: Pick<ReceiptLine, 'path' | 'name' | 'folder' | 'size'>,
  state: RowState,
  keptBoth = false,
): ReceiptLine {
  const asset = 'asset' in state ? state.asset : undefined
  const failure = 'failure' in state ? state.failure : undefined
  return {
    ...file,
    md5: ('md5' in state ? state.md5 : undefined) ?? '',
    outcome: outcomeOf(state, keptBoth),
    assetId: asset?.id ?? '',
    url: asset?.hostedUrl ?? '',
    failure: failure?.code ?? '',
    requestId: failure?.requestId ?? '',
  }
}

/**
 * CSV by RFC 4180 with a header line. Cells that a spreadsheet would run as a formula get a leading apostrophe
 * (https://owasp.org/www-community/attacks/CSV_Injection, read 2026-11-24).
 */
export function receiptCsv(lines: readonly ReceiptLine[]): string {
  const rows = lines.map((line) => COLUMNS.map((column) => cell(String(line[column]))).join(','))
  return [COLUMNS.join(','), ...rows, ''].join('\r\n')
}

/** Pretty-printed JSON of the lines under `files`. */
export function receiptJson(lines: readonly ReceiptLine[]): string {
  return `${JSON.stringify({ files: lines }, undefined, 2)}\n`
}

// Helpers

function outcomeOf(state: RowState, keptBoth: boolean): ReportOutcome {
  switch (state.phase) {
    case 'uploaded':
      return keptBoth ? 'kept both' : 'uploaded'
    case 'conflict':
      return state.choice === 'skip' ? 'skipped' : 'unfinished'
    case 'existing':
      return state.choice === 'skip' ? 'skipped' : 'already on the site'
    case 'twin':
      if (state.choice === 'skip') return 'skipped'
      return state.asset ? 'duplicate in this upload' : 'unfinished'
    case 'replaced':
      return 'replaced'
    case 'refused':
      return 'not accepted'
    case 'failed':
    case 'cancelled':
      return state.phase
    default:
      return 'unfinished'
  }
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
