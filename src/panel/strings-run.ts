/** What the run announces: its start, each quarter, its end, and that a decision is needed. */
import type { RunCounts } from '../core/run-counts.ts'
import { countOf, files, number } from './strings-format.ts'
import { onLanguage, type Spoken } from './strings-language.ts'

const english = {
  start: (left: number) => `Uploading ${files(left)}`,
  share: (percent: number, done: number, total: number) =>
    `${percent} percent: ${number(done)} of ${files(total)} done`,
  finished: 'Finished',
  finishedWith: (counts: string) => `Finished: ${counts}`,
  conflicts:
    'Files have the names of assets but other contents. Choose in the list: replace, keep both or skip.',
  counts: {
    uploaded: (n: number) => `${number(n)} uploaded`,
    existing: (n: number) => `${number(n)} already on the site`,
    twins: (n: number) => `${number(n)} twice in this drop`,
    cancelled: (n: number) => `${number(n)} cancelled`,
    failed: (n: number) => `${number(n)} failed`,
    refused: (n: number) => `${number(n)} not taken by Webflow`,
    replaced: (n: number) => `${number(n)} replaced`,
    undecided: (n: number) => countOf(n, 'needs a decision', 'need a decision'),
  },
} as const
export type RunWords = Spoken<typeof english>

let words: RunWords = english
onLanguage((language) => void (words = language.words?.run ?? english))

export const announceStart = (counts: RunCounts): string => words.start(counts.left)

export const announceShare = (percent: number, counts: RunCounts): string =>
  words.share(percent, counts.total - counts.left, counts.total)

/** Names are taken, and a person decides. */
export const announceConflicts = (): string => words.conflicts

/** One sentence with every count that is not zero. */
export function announceEnd(counts: RunCounts): string {
  const said = COUNTED.filter((key) => counts[key] > 0).map((key) => words.counts[key](counts[key]))
  return said.length === 0 ? words.finished : words.finishedWith(said.join(', '))
}

// Helpers

const COUNTED = [
  'uploaded',
  'replaced',
  'existing',
  'twins',
  'cancelled',
  'failed',
  'refused',
  'undecided',
] as const satisfies readonly (keyof RunCounts)[]
