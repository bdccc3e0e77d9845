import { useComputed } from '@preact/signals'
import type { RunCounts, RunPlan } from '../../../core/run-counts.ts'
import type { AttentionGroup, RunStatus, RunTotals } from '../../models/views.ts'
import type { PanelView } from '../kit/panel-view.ts'
import { PLAN_LINES, planWords } from '../../strings/en/plan.ts'
import { strings } from '../../strings/en/panel.ts'

/** Counts of what will happen to the files during a run, and of the outcomes at its end. */
export function RunCountList({ panel }: { panel: PanelView }) {
  const { run } = panel
  // Compared as text, so that a tick without a changed count renders nothing.
  const words = useComputed(() =>
    JSON.stringify(
      run.status.value === 'settled'
        ? outcomeWords(run.totals.value.counts, run.groups.value)
        : planOf(run.totals.value, run.status.value),
    ),
  )
  const counts: readonly Count[] = JSON.parse(words.value)
  return (
    <ul class="run-counts">
      {counts.map(({ tone, text }) => (
        <li key={text} class={tone}>
          {text}
        </li>
      ))}
    </ul>
  )
}

// Helpers

interface Count {
  readonly tone: string
  readonly text: string
}

/** The plan, and the rows that left it. Before the start, includes the calls it needs and their time. */
function planOf({ counts, plan }: RunTotals, status: RunStatus): readonly Count[] {
  const shown = PLAN_LINES.filter((line) => line !== 'calls' || status !== 'review')
  const lines = shown
    .filter((line) => plan[line] > 0)
    .map((line) => ({
      tone: PLAN_TONES[line] ?? '',
      text: planWords.lines[line](plan[line]),
    }))
  return [...countWords(counts, ['failed']), ...lines, ...countWords(counts, LEFT_OUT)]
}

function outcomeWords(counts: RunCounts, groups: readonly AttentionGroup[]): readonly Count[] {
  return countWords(counts, OUTCOMES).map((count) =>
    count.key === 'refused' && allTooLarge(counts, groups)
      ? { ...count, text: strings.counts.tooLarge(counts.refused) }
      : count,
  )
}

const countWords = <Key extends CountKey>(
  counts: RunCounts,
  keys: readonly Key[],
): readonly (Count & { readonly key: Key })[] =>
  keys
    .filter((key) => counts[key] > 0)
    .map((key) => ({ key, tone: TONES[key] ?? '', text: strings.counts[key](counts[key]) }))

const allTooLarge = ({ refused }: RunCounts, groups: readonly AttentionGroup[]): boolean =>
  groups.some(
    (group) =>
      group.type === 'failed' && group.code === 'file-too-large' && group.rows.length === refused,
  )

type CountKey = Exclude<keyof RunCounts, 'total' | 'left'>

const LEFT_OUT = ['skipped', 'cancelled', 'junk', 'unreadable'] as const

const OUTCOMES = [
  'failed',
  'undecided',
  'refused',
  'uploaded',
  'replaced',
  'existing',
  'twins',
  ...LEFT_OUT,
] as const satisfies readonly CountKey[]

const TONES: Partial<Record<CountKey, string>> = {
  failed: 'bad',
  refused: 'bad',
  undecided: 'ask',
  uploaded: 'good',
  replaced: 'good',
}

const PLAN_TONES: Partial<Record<keyof RunPlan, string>> = {
  decide: 'ask',
  tooLarge: 'bad',
  unsupported: 'bad',
  empty: 'bad',
}
