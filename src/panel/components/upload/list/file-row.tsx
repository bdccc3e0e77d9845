import { useRef } from 'preact/hooks'
import { controlOf, isUndecided } from '../../../../core/row.ts'
import type { RowView } from '../../../models/views.ts'
import type { PanelView } from '../../kit/panel-view.ts'
import { strings } from '../../../strings/en/panel.ts'
import { bytes, folderPath } from '../../../strings/format.ts'
import { Button, IconButton } from '../../kit/button.tsx'
import { useKeptFocus } from '../../kit/keep-focus.ts'
import { MiddleName } from '../../kit/middle-name.tsx'
import { PathTail } from '../../kit/path-tail.tsx'
import { RowProgress, RowStateWords } from './row-state.tsx'
import { Thumb } from '../../kit/thumb.tsx'

export interface FileRowProps {
  readonly row: RowView
  readonly panel: PanelView
  /** Position in the whole list, from 1. */
  readonly index: number
  readonly top: number
  readonly height: number
  readonly active: boolean
  readonly selected: boolean
}

/** One file. Renders when its state changes, but not on progress. */
export function FileRow({ row, panel, index, top, height, active, selected }: FileRowProps) {
  const ref = useRef<HTMLDivElement>(null)
  useKeptFocus(ref, () => ref.current)
  const state = row.state.value
  const place = folderPath(row.folder, strings.noFolder)
  return (
    <div
      ref={ref}
      role="row"
      class={`row ${state.phase}`}
      style={{ top: `${top}px`, height: `${height}px` }}
      data-key={`row:${row.id}`}
      aria-rowindex={index}
      aria-selected={selected}
      tabIndex={active ? 0 : -1}
    >
      <Thumb key={row.name} file={row.file} name={row.name} />
      <div role="gridcell" class="cell-name" aria-label={row.name}>
        <MiddleName name={row.name} />
      </div>
      <div role="gridcell" class="cell-state">
        <RowStateWords row={row} folders={panel.folders} />
      </div>
      <div role="gridcell" class="cell-size">
        {bytes(row.size)}
      </div>
      <div role="gridcell" class="cell-folder">
        <PathTail path={place} />
      </div>
      <div role="gridcell" class="cell-control">
        <RowButton row={row} panel={panel} tabIndex={active ? 0 : -1} />
      </div>
      {state.phase === 'sending' && <RowProgress row={row} />}
    </div>
  )
}

// Helpers

function RowButton({ row, panel, tabIndex }: { row: RowView; panel: PanelView; tabIndex: number }) {
  const state = row.state.value
  if (isUndecided(state)) {
    return (
      <span class="decide">
        <Button
          label={strings.keepOne(row.name)}
          tabIndex={tabIndex}
          onClick={() => panel.run.keep([row.id])}
        >
          {strings.keep}
        </Button>
        <Button
          label={strings.moveOne(row.name)}
          tabIndex={tabIndex}
          onClick={() => panel.run.moveHere([row.id])}
        >
          {strings.move}
        </Button>
      </span>
    )
  }
  const control = controlOf(state)
  if (control === 'none') return null
  return (
    <IconButton
      icon={control}
      label={strings.control(strings.verbs[control], row.name)}
      tabIndex={tabIndex}
      onClick={() => panel.run.control(row.id)}
    />
  )
}
