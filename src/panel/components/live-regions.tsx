import { useComputed, useSignal, useSignalEffect } from '@preact/signals'
import type { RunView } from '../models/views.ts'
import { groupTitle } from '../strings-failures.ts'

/**
 * What is said aloud: one polite region that speaks at the start, each quarter and the end, and one assertive one
 * that speaks once for each reason of failure.
 */
export function LiveRegions({ run }: { run: RunView }) {
  const alarm = useAlarm(run)
  return (
    <div class="unseen">
      <div role="status">{run.announcement}</div>
      <div role="alert">{alarm}</div>
    </div>
  )
}

// Helpers

function useAlarm(run: RunView) {
  const alarm = useSignal('')
  const told = useSignal<ReadonlySet<string>>(new Set())
  const failed = useComputed(() =>
    run.groups.value.flatMap((group) => (group.type === 'failed' ? [group] : [])),
  )
  useSignalEffect(() => {
    const known = told.peek()
    const fresh = failed.value.filter(({ code }) => !known.has(code))
    // A reason that went away may be told anew when it comes back.
    told.value = new Set(failed.value.map(({ code }) => code))
    if (fresh.length === 0) return
    alarm.value = fresh.map(({ sample, rows }) => groupTitle(sample, rows.length)).join('. ')
  })
  return alarm
}
