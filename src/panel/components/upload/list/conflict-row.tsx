import type { ComponentChildren } from 'preact'
import { useMemo, useRef } from 'preact/hooks'
import './conflict-row.css'
import type { ExistingAsset } from '../../../../core/row.ts'
import { libraryAsset } from '../../../models/library/assets/library-asset.ts'
import type { RowView } from '../../../models/views.ts'
import type { PanelView } from '../../kit/panel-view.ts'
import { conflictWords } from '../../../strings/en/conflict.ts'
import { failureState } from '../../../strings/en/failures.ts'
import { bytes, folderPath } from '../../../strings/format.ts'
import { planWords } from '../../../strings/en/plan.ts'
import { day } from '../../../strings/time.ts'
import { strings } from '../../../strings/en/panel.ts'
import { Button } from '../../kit/button.tsx'
import { useKeptFocus } from '../../kit/keep-focus.ts'
import { AssetPicture } from '../../kit/asset-picture.tsx'
import { MiddleName } from '../../kit/middle-name.tsx'
import { PathTail } from '../../kit/path-tail.tsx'
import { Thumb } from '../../kit/thumb.tsx'

interface ConflictRowProps {
  readonly row: RowView
  readonly panel: PanelView
  /** Position in the whole list, from 1. */
  readonly index: number
  readonly top: number
  readonly active: boolean
  readonly selected: boolean
}

/** A file beside the asset with the same name, with the possible answers. */
export function ConflictRow({ row, panel, index, top, active, selected }: ConflictRowProps) {
  const ref = useRef<HTMLDivElement>(null)
  useKeptFocus(ref, () => ref.current)
  const state = row.state.value
  if (state.phase !== 'conflict') return null
  const { existing, trouble } = state
  const place = folderPath(row.folder, strings.noFolder)
  return (
    <div
      ref={ref}
      role="row"
      class="conflict-row"
      style={{ top: `${top}px` }}
      data-key={`row:${row.id}`}
      aria-rowindex={index}
      aria-selected={selected}
      tabIndex={active ? 0 : -1}
    >
      <div role="gridcell" aria-colspan={5} class="conflict-box">
        <div class="conflict-name">
          <MiddleName name={row.name} />
          <PathTail path={place} />
        </div>
        <Side title={conflictWords.onSite} facts={factsOf(existing)}>
          <ExistingPicture asset={existing} />
        </Side>
        <Side
          class="yours"
          title={conflictWords.yours}
          facts={[bytes(row.size), conflictWords.changed(day(row.file.lastModified))]}
        >
          <Thumb key={row.name} file={row.file} name={row.name} />
        </Side>
        {trouble && (
          <p class="conflict-trouble">{strings.states.notReplaced(failureState(trouble))}</p>
        )}
        <Choices row={row} panel={panel} place={place} tabIndex={active ? 0 : -1} />
      </div>
    </div>
  )
}

// Helpers

function Choices(props: { row: RowView; panel: PanelView; place: string; tabIndex: number }) {
  const { row, panel, place, tabIndex } = props
  const { run } = panel
  const rows = [row.id]
  const labelOf = (choice: string) => conflictWords.forOne(choice, `${row.name}, ${place}`)
  const choices = [
    [conflictWords.replace, () => run.replace(rows)],
    [conflictWords.keepBoth, () => run.keepBoth(rows)],
    [planWords.skip, () => run.skip(rows)],
  ] as const
  return (
    <div class="conflict-choices">
      {choices.map(([words, choose]) => (
        <Button key={words} label={labelOf(words)} tabIndex={tabIndex} onClick={choose}>
          {words}
        </Button>
      ))}
    </div>
  )
}

interface SideProps {
  readonly title: string
  readonly facts: readonly string[]
  readonly class?: string
  readonly children: ComponentChildren
}

function Side(props: SideProps) {
  return (
    <div class={`conflict-side ${props.class ?? ''}`}>
      <p class="conflict-title">{props.title}</p>
      {props.children}
      {props.facts.map((fact) => (
        <p key={fact} class="conflict-fact">
          {fact}
        </p>
      ))}
    </div>
  )
}

function ExistingPicture({ asset }: { asset: ExistingAsset }) {
  const shown = useMemo(() => libraryAsset(asset), [asset])
  return <AssetPicture asset={shown} library={UNMEASURED} />
}

/** The library measures pictures itself. */
const UNMEASURED = { pictureLoaded: () => undefined }

function factsOf({ size, createdOn }: ExistingAsset): readonly string[] {
  const created = Date.parse(createdOn)
  return Number.isNaN(created) ? [bytes(size)] : [bytes(size), conflictWords.added(day(created))]
}
