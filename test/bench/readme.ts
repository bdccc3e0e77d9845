/** The table of figures in `.github/docs/benchmarks.md`, between two markers. */
import type { Figure } from './figure.ts'

const START = '<!-- figures: npm run bench -- --docs -->'
const END = '<!-- end of figures -->'

/**
 * The page with these figures in place of the old ones. Where there are peers, it shows ratios only: seconds depend on
 * the machine, ratios much less.
 * @throws Error when a marker is missing.
 */
export function withFigures(page: string, figures: readonly Figure[]): string {
  const [before, rest] = split(page, START)
  const [, after] = split(rest, END)
  const [first] = figures
  const table = [
    `Medians of interleaved runs on ${first?.machine ?? 'no machine'}:`,
    '',
    '| what | ours | goal |',
    '| --- | --- | --- |',
    ...figures.map((figure) => `| ${figure.name} | ${oursOf(figure)} | ${goalOf(figure)} |`),
  ]
  return `${before}${START}\n\n${table.join('\n')}\n\n${END}${after}`
}

/** "11 × SDK in a loop, 1.9 × SDK six at a time"; "35 MB". */
export function oursOf({ ours, unit, ratio, limit }: Figure): string {
  const ratios = Object.entries(ratio).map(times)
  const isQuoted = ratios.length === 0 || limit !== undefined
  return [...(isQuoted ? [`${short(ours)} ${unit}`] : []), ...ratios].join(', ')
}

/** "6 × SDK in a loop", "below 64 MB"; empty where a figure has no goal. */
export function goalOf({ unit, limit, goals }: Figure): string {
  const ratios = Object.entries(goals ?? {}).map(times)
  return [...ratios, ...(limit === undefined ? [] : [`below ${limit} ${unit}`])].join(', ')
}

// Helpers

const times = ([peer, ratio]: [string, number]): string => `${short(ratio)} × ${peer}`

/** Two digits: a third is not the same twice. */
const short = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(2)))

function split(text: string, marker: string): [string, string] {
  const at = text.indexOf(marker)
  if (at < 0) throw new Error(`The page has no line "${marker}" to put the figures at.`)
  return [text.slice(0, at), text.slice(at + marker.length)]
}
