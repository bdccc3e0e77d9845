import { useComputed } from '@preact/signals'
import type { RunCounts } from '../../../core/run-counts.ts'
import type { RunStatus, RunTotals, RunView } from '../../models/views.ts'
import type { PanelView } from '../kit/panel-view.ts'
import { costWords, outageWords, planWords } from '../../strings/en/plan.ts'
import { budgetWords, strings, timeLeftWords } from '../../strings/en/panel.ts'
import { bytesOf } from '../../strings/format.ts'
import { Button, IconButton } from '../kit/button.tsx'
import { Icon } from '../kit/icons.tsx'
import { Receipt } from './receipt.tsx'
import { RunCountList } from './run-counts.tsx'
import { SiteLine } from './site-line.tsx'

/** The run's summary: progress, size, time left and why; and its actions. */
export function RunHeader({ panel }: { panel: PanelView }) {
  const { run } = panel
  const status = run.status.value
  const settled = status === 'settled'
  const review = status === 'review'
  const title = useComputed(() => titleOf(run.status.value, run.totals.value))
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
        {!settled && !review && <RunBytes panel={panel} />}
        {!settled && (
          <div class="run-controls">
            {!review && <PauseButton paused={status === 'paused'} run={run} />}
            <IconButton icon="cancel" label={strings.cancelAll} onClick={() => run.cancelAll()} />
          </div>
        )}
      </div>
      <RunProgress panel={panel} />
      {!settled && <RunPace panel={panel} />}
      <RunCountList panel={panel} />
      <StartButton panel={panel} />
      <GoOnButton run={run} />
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

function PauseButton({ paused, run }: { paused: boolean; run: RunView }) {
  return paused ? (
    <IconButton icon="resume" label={strings.resumeAll} onClick={() => run.resume()} />
  ) : (
    <IconButton icon="pause" label={strings.pauseAll} onClick={() => run.pause()} />
  )
}

function RunProgress({ panel }: { panel: PanelView }) {
  const { totals } = panel.run
  const share = useComputed(() => shareOf(panel.run.status.value, totals.value))
  const percent = useComputed(() => Math.floor(share.value * 100))
  const words = useComputed(() => progressWords(panel.run.status.value, totals.value))
  const style = useComputed(() => `transform: scaleX(${share.value})`)
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

/** The time left, what limits it, and the bytes so far. */
function RunPace({ panel }: { panel: PanelView }) {
  const { run } = panel
  const pace = useComputed(() => paceWords(run.status.value, run.totals.value))
  const waits = useComputed(() => {
    const { outageMs, budgetWaitMs } = run.totals.value
    return outageMs !== undefined || budgetWaitMs > 0
  })
  return (
    <p class={`run-pace ${waits.value ? 'waits' : ''}`}>
      {waits.value && run.status.value === 'running' && <Icon name="clock" size={12} />}
      <span>{pace}</span>
    </p>
  )
}

/** Starts files that are held for review. */
function StartButton({ panel }: { panel: PanelView }) {
  const { run } = panel
  const waits = useComputed(() => run.status.value === 'review' || run.totals.value.plan.held > 0)
  if (!waits.value) return null
  return (
    <>
      <p class="run-note">{planWords.unwritten}</p>
      <Button kind="primary" class="full" onClick={() => run.start()}>
        {planWords.start}
      </Button>
    </>
  )
}

/** Resumes a run from an earlier page. */
function GoOnButton({ run }: { run: RunView }) {
  const waits = useComputed(() => run.takenUp.value && run.status.value === 'paused')
  if (!waits.value) return null
  return (
    <>
      <p class="run-note">{planWords.takenUp}</p>
      <Button kind="primary" class="full" onClick={() => run.resume()}>
        {planWords.goOn}
      </Button>
    </>
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

const needsOf = ({ failed, undecided, refused }: RunCounts): number => failed + undecided + refused

function titleOf(status: RunStatus, { counts, plan }: RunTotals): string {
  if (status === 'review') {
    const { checking, held } = plan
    const { total } = counts
    return checking > 0 ? planWords.checked(total - checking, total) : planWords.ready(held)
  }
  if (status === 'settled') return strings.settled(needsOf(counts))
  const done = strings.doneOf(counts.total - counts.left, counts.total)
  return status === 'paused' ? `${strings.paused} · ${done}` : done
}

/**
 * The share done, 0 to 1. Files and bytes count half each: many small files are limited by Webflow's budget, few large
 * ones by bandwidth, and the bar moves steadily in both cases. Before the start, it shows checking.
 */
function shareOf(status: RunStatus, totals: RunTotals): number {
  const { counts, plan, sentBytes, totalBytes } = totals
  if (counts.total === 0) return 0
  if (status === 'review') return (counts.total - plan.checking) / counts.total
  const files = (counts.total - counts.left) / counts.total
  const share = totalBytes === 0 ? files : (files + Math.min(1, sentBytes / totalBytes)) / 2
  return counts.left === 0 ? 1 : Math.min(share, 0.99)
}

const sentWords = ({ sentBytes, totalBytes }: RunTotals): string =>
  totalBytes === 0 ? '' : bytesOf(sentBytes, totalBytes)

const progressWords = (status: RunStatus, totals: RunTotals): string => {
  const { total, left } = totals.counts
  if (status === 'review') return planWords.checked(total - totals.plan.checking, total)
  const sent = sentWords(totals)
  return `${strings.doneOf(total - left, total)}${sent && `, ${sent}`}`
}

function paceWords(status: RunStatus, totals: RunTotals): string {
  const { plan, timeLeft, outageMs, budgetWaitMs, callsPerMinute } = totals
  if (status === 'paused') return strings.pausedHint
  if (outageMs !== undefined) return outageWords(outageMs)
  if (status === 'review') return costWords(plan, timeLeft, callsPerMinute)
  if (budgetWaitMs > 0) return budgetWords(budgetWaitMs, callsPerMinute, timeLeft)
  return timeLeft ? timeLeftWords(timeLeft, callsPerMinute) : strings.estimating
}
