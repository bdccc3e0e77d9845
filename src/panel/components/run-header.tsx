import { useComputed } from '@preact/signals'
import type { AttentionGroup, PanelView, RunCounts, RunTotals } from '../models/views.ts'
import { budgetWords, strings, timeLeftWords } from '../strings.ts'
import { bytesOf } from '../strings-format.ts'
import { Button, IconButton } from './button.tsx'
import { Icon } from './icons.tsx'
import { Receipt } from './receipt.tsx'
import { SiteLine } from './site-line.tsx'

/** The whole run in a few lines: how far, how much, how long and why; and what can be done about it. */
export function RunHeader({ panel }: { panel: PanelView }) {
  const { run } = panel
  const status = run.status.value
  const settled = status === 'settled'
  const title = useComputed(() => titleOf(run.status.value, run.totals.value.counts))
  const needs = useComputed(() => needsOf(run.totals.value.counts) > 0)
  return (
    <section class={`run ${status} ${needs.value ? 'needs' : ''}`} aria-label={strings.run}>
      <div class="run-head">
        <h2 class="run-title">
          {settled && <Icon name={needs.value ? 'warn' : 'check'} />}
          <span>{title}</span>
        </h2>
        {settled && (
          <Button kind="ghost" class="run-clear" onClick={() => run.clear()}>
            {strings.clear}
          </Button>
        )}
        {!settled && <RunBytes panel={panel} />}
        {!settled && (
          <div class="run-controls">
            {status === 'paused' ? (
              <IconButton icon="resume" label={strings.resumeAll} onClick={() => run.resume()} />
            ) : (
              <IconButton icon="pause" label={strings.pauseAll} onClick={() => run.pause()} />
            )}
            <IconButton icon="cancel" label={strings.cancelAll} onClick={() => run.cancelAll()} />
          </div>
        )}
      </div>
      <RunProgress panel={panel} />
      {!settled && <RunPace panel={panel} />}
      <RunCountList panel={panel} />
      {run.hashWay.value?.place === 'page' && !settled && (
        <p class="run-note">
          <Icon name="info" size={12} />
          {strings.slowHash}
        </p>
      )}
      {settled && <Receipt panel={panel} />}
      <SiteLine panel={panel} />
    </section>
  )
}

// Helpers

function RunProgress({ panel }: { panel: PanelView }) {
  const { totals } = panel.run
  const percent = useComputed(() => Math.floor(shareOf(totals.value) * 100))
  const words = useComputed(() => progressWords(totals.value))
  const style = useComputed(() => `transform: scaleX(${shareOf(totals.value)})`)
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label={strings.progress}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent.value}
      aria-valuetext={words.value}
    >
      <span class="progress-fill" style={style} />
    </div>
  )
}

/** How long it takes and what decides it, and the bytes so far. */
function RunPace({ panel }: { panel: PanelView }) {
  const { run } = panel
  const pace = useComputed(() => paceWords(run.status.value, run.totals.value))
  const waits = useComputed(() => run.totals.value.budgetWaitMs > 0)
  return (
    <p class={`run-pace ${waits.value ? 'waits' : ''}`}>
      {waits.value && run.status.value === 'running' && <Icon name="clock" size={12} />}
      <span>{pace}</span>
    </p>
  )
}

function RunBytes({ panel }: { panel: PanelView }) {
  const sent = useComputed(() => sentWords(panel.run.totals.value))
  return (
    <p class="run-bytes">
      <span>{sent}</span>
    </p>
  )
}

function RunCountList({ panel }: { panel: PanelView }) {
  const { run } = panel
  // As text, so that a tick that changes no count renders nothing.
  const words = useComputed(() =>
    JSON.stringify(countWords(run.totals.value.counts, run.groups.value)),
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

const needsOf = ({ failed, undecided, refused }: RunCounts): number => failed + undecided + refused

function titleOf(status: string, counts: RunCounts): string {
  if (status === 'settled') return strings.settled(needsOf(counts))
  const done = strings.doneOf(counts.total - counts.left, counts.total)
  return status === 'paused' ? `${strings.paused} · ${done}` : done
}

interface Count {
  readonly tone: string
  readonly text: string
}

/** Every count that is not zero, in words: nothing is hidden. */
function countWords(counts: RunCounts, groups: readonly AttentionGroup[]): readonly Count[] {
  return COUNTED.filter((key) => counts[key] > 0).map((key) => {
    const words = key === 'refused' && allTooLarge(counts, groups) ? 'tooLarge' : key
    return { tone: TONES[key] ?? '', text: strings.counts[words](counts[key]) }
  })
}

const allTooLarge = ({ refused }: RunCounts, groups: readonly AttentionGroup[]): boolean =>
  groups.some(
    (group) =>
      group.type === 'failed' && group.code === 'file-too-large' && group.rows.length === refused,
  )

const COUNTED = [
  'failed',
  'undecided',
  'refused',
  'uploaded',
  'existing',
  'twins',
  'cancelled',
  'junk',
  'unreadable',
] as const satisfies readonly (keyof RunCounts)[]

const TONES: Partial<Record<keyof RunCounts, string>> = {
  failed: 'bad',
  refused: 'bad',
  undecided: 'ask',
  uploaded: 'good',
}

/**
 * Files and bytes count half each: many small files are paced by Webflow's calls, few large ones by the line, and
 * the bar moves truly in both.
 */
function shareOf({ counts, sentBytes, totalBytes }: RunTotals): number {
  if (counts.total === 0) return 0
  const files = (counts.total - counts.left) / counts.total
  const share = totalBytes === 0 ? files : (files + Math.min(1, sentBytes / totalBytes)) / 2
  return counts.left === 0 ? 1 : Math.min(share, 0.99)
}

const sentWords = ({ sentBytes, totalBytes }: RunTotals): string =>
  totalBytes === 0 ? '' : bytesOf(sentBytes, totalBytes)

const progressWords = (totals: RunTotals): string => {
  const { total, left } = totals.counts
  const sent = sentWords(totals)
  return `${strings.doneOf(total - left, total)}${sent && `, ${sent}`}`
}

function paceWords(status: string, totals: RunTotals): string {
  if (status === 'paused') return strings.pausedHint
  if (totals.budgetWaitMs > 0) return budgetWords(totals.budgetWaitMs, totals.callsPerMinute)
  return totals.timeLeft
    ? timeLeftWords(totals.timeLeft, totals.callsPerMinute)
    : strings.estimating
}
