import type { ChangeBatch, WorkItem } from '../../../models/library/changes/changes-views.ts'
import { failureTitle } from '../../../strings/en/failures.ts'
import { changeWords, workTitle } from '../../../strings/en/changes.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { Icon, type IconName } from '../../kit/icons.tsx'
import { LongList } from '../../kit/long-list.tsx'

/** The outcome of each change of a batch, failures first. */
export function WorkDialog({ work, onClose }: { work: ChangeBatch; onClose: () => void }) {
  const items = work.items().toSorted((a, b) => RANKS[a.state] - RANKS[b.state])
  return (
    <Dialog title={workTitle(work)} class="tall outcomes" onClose={onClose}>
      <LongList label={changeWords.outcomes} items={items} keyOf={(_, at) => at} height={44}>
        {(item) => <Outcome item={item} />}
      </LongList>
    </Dialog>
  )
}

// Helpers

const RANKS = { failed: 0, cancelled: 1, running: 2, waiting: 3, done: 4 } as const
const ICONS: Partial<Record<WorkItem['state'], IconName>> = {
  done: 'check',
  failed: 'warn',
  waiting: 'clock',
  cancelled: 'pause',
}

function Outcome({ item: { name, state, failure } }: { item: WorkItem }) {
  const icon = ICONS[state]
  const words = failure && state === 'failed' ? failureTitle(failure) : changeWords.states[state]
  return (
    <div class={`outcome ${state}`}>
      <span class="outcome-name" title={name}>
        {name}
      </span>
      <span class="outcome-state" title={words}>
        {icon && <Icon name={icon} size={12} />}
        <span>{words}</span>
      </span>
    </div>
  )
}
