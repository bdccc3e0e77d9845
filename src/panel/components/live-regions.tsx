import type { RunView } from '../models/views.ts'
import { LazyAlarm } from './lazy/lazy-parts.ts'

/** Live regions: a polite one that speaks at the start, each quarter and the end, and the alarm. */
export function LiveRegions({ run }: { run: RunView }) {
  return (
    <div class="unseen">
      <div role="status">{run.announcement}</div>
      <LazyAlarm run={run} />
    </div>
  )
}
