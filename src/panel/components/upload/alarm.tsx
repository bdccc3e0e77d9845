import { useComputed, useSignal, useSignalEffect } from '@preact/signals'
import type { RunView } from '../../models/views.ts'
import { groupTitle } from '../../strings/en/failures.ts'

/** The assertive live region: speaks once per reason of failure. */
export function Alarm({ run }: { run: RunView }) {
  const alarm = useAlarm(run)
  return <div role="alert">{alarm}</div>
}

// Helpers

function useAlarm(run: RunView) {
  const alarm = useSignal('')
  const announced = useSignal<ReadonlySet<string>>(new Set())
  const failed = useComputed(() =>
    run.groups.value.flatMap((group) => (group.type === 'failed' ? [group] : [])),
  )
  useSignalEffect(() => {
    const known = announced.peek()
    const fresh = failed.value.filter(({ code }) => !known.has(code))
    // A reason that went away is announced again when it returns.
    announced.value = new Set(failed.value.map(({ code }) => code))
    if (fresh.length === 0) return
    alarm.value = fresh.map(({ failures }) => groupTitle(failures)).join('. ')
  })
  return alarm
}
