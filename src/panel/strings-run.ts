/** What screen readers hear of a run: at its start, each quarter, and its end. */
import type { RunCounts } from './models/views.ts'
import { countOf, files, number } from './strings-format.ts'
import { onLanguage, type Spoken } from './strings-language.ts'

const english = {
  start: (left: number) => `Uploading ${files(left)}`,
  share: (percent: number, done: number, total: number) =>
    `${percent} percent: ${number(done)} of ${files(total)} finished`,
  finished: 'Finished',
  finishedWith: (counts: string) => `Finished: ${counts}`,
  counts: {
    uploaded: (n: number) => `${number(n)} uploaded`,
    existing: (n: number) => `${number(n)} already on the site`,
    twins: (n: number) => `${countOf(n, 'duplicate', 'duplicates')} in this upload`,
    cancelled: (n: number) => `${number(n)} cancelled`,
    failed: (n: number) => `${number(n)} failed`,
    refused: (n: number) => `${number(n)} not accepted by Webflow`,
    undecided: (n: number) => countOf(n, 'needs a decision', 'need a decision'),
  },
} as const
export type RunWords = Spoken<typeof english>

/** The words in the language in use. */
export let runWords: RunWords = english
onLanguage((language) => void (runWords = language.words?.run ?? english))

export const announceStart = (counts: RunCounts): string => runWords.start(counts.left)

export const announceShare = (percent: number, counts: RunCounts): string =>
  runWords.share(percent, counts.total - counts.left, counts.total)

/** One sentence with every count that is not zero. */
export function announceEnd(counts: RunCounts): string {
  const said = COUNTED.filter((key) => counts[key] > 0).map((key) =>
    runWords.counts[key](counts[key]),
  )
  return said.length === 0 ? runWords.finished : runWords.finishedWith(said.join(', '))
}

// Helpers

const COUNTED = [
  'uploaded',
  'existing',
  'twins',
  'cancelled',
  'failed',
  'refused',
  'undecided',
] as const satisfies readonly (keyof RunCounts)[]
