/** Texts of the plan: what will happen to the files, what it costs, and the choices for existing files. */
import type { TimeLeft } from '../../../core/progress.ts'
import type { RunPlan } from '../../../core/run-counts.ts'
import { countOf, files, number } from '../format.ts'
import { onLanguage, type Spoken } from '../language.ts'
import { countdown, timeLeftWords } from './panel.ts'

const english = {
  lines: {
    checking: (n: number) => `${number(n)} being checked`,
    upload: (n: number) => `${number(n)} to upload`,
    here: (n: number) => `${number(n)} already on the site`,
    decide: (n: number) => countOf(n, 'needs a decision', 'need a decision'),
    replace: (n: number) => `${number(n)} to replace`,
    twins: (n: number) => `${countOf(n, 'duplicate', 'duplicates')} in this upload`,
    tooLarge: (n: number) => `${number(n)} too large`,
    unsupported: (n: number) => `${number(n)} not supported`,
    empty: (n: number) => `${number(n)} empty`,
    folders: (n: number) => countOf(n, 'folder to create', 'folders to create'),
    calls: (n: number) => countOf(n, 'Webflow request', 'Webflow requests'),
  },
  // Review first
  checked: (done: number, total: number) => `${number(done)} of ${number(total)} checked`,
  ready: (n: number) => (n === 0 ? 'Ready' : `Ready to upload ${files(n)}`),
  unwritten: 'Nothing changes on your site until you press Start upload.',
  start: 'Start upload',
  takenUp: 'Your last upload was interrupted. Pick up where you left off.',
  goOn: 'Continue',
  // While the server does not respond
  outage: (time: string) => `Can’t reach the Asset Dock server. Retrying in ${time}`,
  // Choices for files that are already on the site
  skip: 'Skip',
  skipAll: 'Skip all',
  anew: 'Upload as a copy',
  anewAll: 'Upload all as copies',
  handedBack: (n: number) =>
    n === 1
      ? 'Webflow reused an existing file for an identical upload'
      : `Webflow reused existing files for ${number(n)} identical uploads`,
  handedBackHint: 'Keep them where they are, or move them to this folder.',
  // Options
  options: 'Options',
  reviewFirst: 'Review before uploading',
  reviewFirstHint: 'See what will happen, then press Start. When off, uploads start right away.',
  verify: 'Re-check every file',
  verifyHint: 'Reads files again instead of trusting earlier results. Slower.',
} as const
export type PlanWords = Spoken<typeof english>

/** The plan's words in the language in use. */
export let planWords: PlanWords = english
onLanguage((language) => void (planWords = language.words?.plan ?? english))

/** While the proxy does not answer. */
export const outageWords = (ms: number): string => planWords.outage(countdown(ms))

/** What the plan costs: its requests, the time they take, and what limits it. Empty if it costs none. */
export function costWords(
  plan: RunPlan,
  left: TimeLeft | undefined,
  callsPerMinute: number | undefined,
): string {
  if (plan.calls === 0) return ''
  const calls = planWords.lines.calls(plan.calls)
  return left ? `${calls}. ${timeLeftWords(left, callsPerMinute)}` : calls
}

/** The plan for screen readers: every line with a count. */
export function announcePlan(plan: RunPlan): string {
  const lines = PLAN_LINES.filter((line) => plan[line] > 0)
  const said = lines.map((line) => planWords.lines[line](plan[line]))
  return `${planWords.ready(plan.held)}: ${said.join(', ')}`
}

export const PLAN_LINES = [
  'decide',
  'upload',
  'replace',
  'here',
  'twins',
  'tooLarge',
  'unsupported',
  'empty',
  'folders',
  'calls',
  'checking',
] as const satisfies readonly (keyof RunPlan)[]
