/** What screen readers hear of a run: its start, each quarter, its end, and that a decision is needed. */
import type { RunCounts } from '../../../core/run-counts.ts'
import { countOf, files, number } from '../format.ts'
import { onLanguage, type Spoken } from '../language.ts'

const english = {
  start: (left: number) => `Uploading ${files(left)}`,
  share: (percent: number, done: number, total: number) =>
    `${percent} percent: ${number(done)} of ${files(total)} finished`,
  finished: 'Finished',
  finishedWith: (counts: string) => `Finished: ${counts}`,
  conflicts:
    'Some files already exist with different content. Choose in the list: replace, keep both or skip.',
  counts: {
    uploaded: (n: number) => `${number(n)} uploaded`,
    existing: (n: number) => `${number(n)} already on the site`,
    twins: (n: number) => `${countOf(n, 'duplicate', 'duplicates')} in this upload`,
    cancelled: (n: number) => `${number(n)} cancelled`,
    failed: (n: number) => `${number(n)} failed`,
    refused: (n: number) => `${number(n)} not accepted by Webflow`,
    replaced: (n: number) => `${number(n)} replaced`,
    undecided: (n: number) => countOf(n, 'needs a decision', 'need a decision'),
  },
} as const
export type RunWords = Spoken<typeof english>

/** The words in the language in use. */
export let runWords: RunWords = english
onLanguage((language) => void (runWords = language.words?.run ?? english))

export const announceRunStart = (counts: RunCounts): string => runWords.start(counts.left)

export const announceShare = (percent: number, counts: RunCounts): string =>
  runWords.share(percent, counts.total - counts.left, counts.total)

/** Announces that files with taken names need a decision. */
export const announceConflicts = (): string => runWords.conflicts

/** One sentence with every count that is not zero. */
export function announceRunEnd(counts: RunCounts): string {
  const said = COUNTED.filter((key) => counts[key] > 0).map((key) =>
    runWords.counts[key](counts[key]),
  )
  return said.length === 0 ? runWords.finished : runWords.finishedWith(said.join(', '))
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
