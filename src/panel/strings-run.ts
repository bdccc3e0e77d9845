/** What the run says aloud: at its start, at each quarter and at its end. */
import type { RunCounts } from './models/views.ts'
import { countOf, files, number } from './strings-format.ts'

export const announceStart = (counts: RunCounts): string => `Uploading ${files(counts.left)}`

export const announceShare = (percent: number, counts: RunCounts): string =>
  `${percent} percent: ${number(counts.total - counts.left)} of ${files(counts.total)} done`

/** One sentence with every count that is not zero. */
export function announceEnd(counts: RunCounts): string {
  const needs = [
    counts.failed > 0 && `${number(counts.failed)} failed`,
    counts.refused > 0 && `${number(counts.refused)} not taken by Webflow`,
    counts.undecided > 0 && countOf(counts.undecided, 'needs a decision', 'need a decision'),
  ]
  const done = [
    counts.uploaded > 0 && `${number(counts.uploaded)} uploaded`,
    counts.existing > 0 && `${number(counts.existing)} already on the site`,
    counts.twins > 0 && `${number(counts.twins)} twice in this drop`,
    counts.cancelled > 0 && `${number(counts.cancelled)} cancelled`,
  ]
  const said = [...done, ...needs].filter((part) => part !== false)
  return said.length === 0 ? 'Finished' : `Finished: ${said.join(', ')}`
}
