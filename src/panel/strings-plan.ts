/** What the plan says: what is to happen to the files, what it costs, and what may become of bytes the site has. */
import type { TimeLeft } from '../core/progress.ts'
import type { RunPlan } from '../core/run-counts.ts'
import { countOf, files, number } from './strings-format.ts'
import { onLanguage, type Spoken } from './strings-language.ts'
import { countdown, timeLeftWords } from './strings.ts'

const english = {
  lines: {
    checking: (n: number) => `${number(n)} being checked`,
    upload: (n: number) => `${number(n)} to upload`,
    here: (n: number) => `${number(n)} already here`,
    decide: (n: number) => `${number(n)} to decide`,
    replace: (n: number) => `${number(n)} to replace`,
    twins: (n: number) => `${number(n)} twice in this drop`,
    tooLarge: (n: number) => `${number(n)} too large`,
    unsupported: (n: number) => `${number(n)} not supported`,
    empty: (n: number) => `${number(n)} empty`,
    folders: (n: number) => countOf(n, 'folder to make', 'folders to make'),
    calls: (n: number) => countOf(n, 'call to Webflow', 'calls to Webflow'),
  },
  // Review first
  checked: (done: number, total: number) => `${number(done)} of ${number(total)} checked`,
  ready: (n: number) => (n === 0 ? 'Ready' : `Ready to upload ${files(n)}`),
  unwritten: 'Nothing is written to the site before you start.',
  start: 'Start',
  takenUp: 'Taken up from where it was left.',
  goOn: 'Continue',
  // While nothing answers
  outage: (time: string) => `No connection to the Asset Dock server: tries again in ${time}`,
  // What may become of bytes that the site has
  skip: 'Skip',
  skipAll: 'Skip all',
  anew: 'Upload under a new name',
  anewAll: 'Upload all under new names',
  handedBack: (n: number) =>
    n === 1
      ? 'Webflow kept its asset: it made no new one for the same bytes'
      : `Webflow kept its assets: it made no new ones for ${files(n)} with the same bytes`,
  handedBackHint: 'Use them as they are, or move them to where this drop goes.',
  // How files are taken in
  options: 'Options',
  reviewFirst: 'Review first',
  reviewFirstHint:
    'Shows the plan and waits for your start. Without it, what needs no decision starts at once.',
  verify: 'Verify every file',
  verifyHint:
    'Reads files again that this browser knows by place, size and time. What is uploaded is always read.',
} as const
export type PlanWords = Spoken<typeof english>

/** The plan's words in the language in use. */
export let planWords: PlanWords = english
onLanguage((language) => void (planWords = language.words?.plan ?? english))

/** While the proxy does not answer. */
export const outageWords = (ms: number): string => planWords.outage(countdown(ms))

/** What the plan costs: its calls, the time they take, and what decides it. Empty where it costs none. */
export function costWords(
  plan: RunPlan,
  left: TimeLeft | undefined,
  callsPerMinute: number | undefined,
): string {
  if (plan.calls === 0) return ''
  const calls = planWords.lines.calls(plan.calls)
  return left ? `${calls}. ${timeLeftWords(left, callsPerMinute)}` : calls
}

/** The plan aloud: every line that has something. */
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
