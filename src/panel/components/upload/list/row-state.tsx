import { useComputed } from '@preact/signals'
import type { RowState } from '../../../../core/row.ts'
import type { FolderView, RowView } from '../../../models/views.ts'
import { strings } from '../../../strings/en/panel.ts'
import { folderPath } from '../../../strings/format.ts'
import { sendingWords, stateWords } from '../../../strings/row.ts'
import { Icon, type IconName } from '../../kit/icons.tsx'

/** The row's state in words. The progress percentage updates its text node alone, without a render. */
export function RowStateWords({ row, folders }: { row: RowView; folders: FolderView }) {
  const state = row.state.value
  const words = stateWords(state, row.name, (id) => placeWords(folders, id))
  const icon = STATE_ICONS[state.phase]
  return (
    <span class={`state ${toneOf(state)}`}>
      {icon && <Icon name={icon} size={12} />}
      <span class="state-words" title={words}>
        {state.phase === 'sending' ? <SendingWords row={row} /> : words}
      </span>
    </span>
  )
}

/** The progress bar of a row being sent; updated by the signal, without a render. */
export function RowProgress({ row }: { row: RowView }) {
  const style = useComputed(() => `transform: scaleX(${shareOf(row)})`)
  return (
    <span class="row-progress" aria-hidden="true">
      <span class="row-progress-fill" style={style} />
    </span>
  )
}

/** The path of an asset's folder; "in another folder" while it is unknown. */
function placeWords(folders: FolderView, id: string | null): string {
  if (id === null) return strings.inNoFolder
  const byId = new Map(folders.folders.value.map((folder) => [String(folder.id), folder]))
  const names: string[] = []
  for (let at = byId.get(id); at && names.length < DEEPEST; at = byId.get(at.parentId ?? '')) {
    names.unshift(at.name)
  }
  return names.length === 0 ? strings.inAnotherFolder : strings.inFolder(folderPath(names, ''))
}

// Helpers

/** Depth limit, in case the folders read contain a cycle. */
const DEEPEST = 50

function SendingWords({ row }: { row: RowView }) {
  const words = useComputed(() => sendingWords(shareOf(row)))
  return <>{words}</>
}

const shareOf = (row: RowView): number =>
  row.size === 0 ? 1 : Math.min(1, row.sentBytes.value / row.size)

const STATE_ICONS: Partial<Record<RowState['phase'], IconName>> = {
  uploaded: 'check',
  replaced: 'check',
  conflict: 'warn',
  existing: 'same',
  twin: 'same',
  refused: 'warn',
  failed: 'warn',
  waiting: 'clock',
}

function toneOf(state: RowState): string {
  switch (state.phase) {
    case 'uploaded':
    case 'replaced':
      return 'good'
    case 'conflict':
      return state.choice === 'undecided' ? 'ask' : 'calm'
    case 'existing':
    case 'twin':
      return state.choice === 'undecided' && state.asset ? 'ask' : 'calm'
    case 'refused':
    case 'failed':
      return 'bad'
    case 'sending':
    case 'reserved':
    case 'reserving':
      return 'live'
    default:
      return 'calm'
  }
}
