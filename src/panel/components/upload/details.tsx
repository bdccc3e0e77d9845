import type { ComponentChildren } from 'preact'
import type { Failure } from '../../../core/failure.ts'
import { assetOf, controlOf, digestOf, isUndecided } from '../../../core/row.ts'
import type { RowView } from '../../models/views.ts'
import type { PanelView } from '../kit/panel-view.ts'
import { failureHint, failureTitle } from '../../strings/en/failures.ts'
import { planWords } from '../../strings/en/plan.ts'
import { strings } from '../../strings/en/panel.ts'
import { bytes, folderPath } from '../../strings/format.ts'
import { Button } from '../kit/button.tsx'
import { Dialog } from '../kit/dialog.tsx'
import { CopyFact, Fact } from '../kit/fact.tsx'
import { RowStateWords } from './list/row-state.tsx'
import { Thumb } from '../kit/thumb.tsx'

/** The details of one file, with its actions. */
export function Details(props: { row: RowView; panel: PanelView; onClose: () => void }) {
  const { row, panel, onClose } = props
  const state = row.state.value
  const failure = 'failure' in state ? state.failure : undefined
  const asset = assetOf(state)
  const { detail } = strings
  return (
    <Dialog
      title={<span class="details-name">{row.name}</span>}
      class="details"
      onClose={onClose}
      footer={actions(row, panel)}
    >
      {failure && <FailureNotice failure={failure} />}
      <div class="details-top">
        <Thumb file={row.file} name={row.name} />
        <dl class="facts">
          <Fact name={detail.state}>
            <RowStateWords row={row} folders={panel.folders} />
          </Fact>
          <Fact name={detail.size}>{bytes(row.size, true)}</Fact>
          <Fact name={detail.folder}>{folderPath(row.folder, strings.noFolder)}</Fact>
        </dl>
      </div>
      <dl class="facts">
        <Fact name={detail.path}>{[...row.path, row.file.name].join(' / ')}</Fact>
        {asset && <Fact name={detail.name}>{asset.name}</Fact>}
        <CopyFact name={detail.md5} value={digestOf(state)} />
        <CopyFact name={detail.asset} value={asset?.id} />
        <CopyFact name={detail.url} value={asset?.hostedUrl ?? undefined} />
        <CopyFact name={detail.request} value={failure?.requestId} />
      </dl>
    </Dialog>
  )
}

// Helpers

function FailureNotice({ failure }: { failure: Failure }) {
  return (
    <div class="notice bad">
      <p class="notice-title">{failureTitle(failure)}</p>
      <p>{failureHint(failure)}</p>
    </div>
  )
}

/** The row's actions; undefined: none. */
function actions(row: RowView, panel: PanelView): ComponentChildren {
  const state = row.state.value
  const { run } = panel
  const control = controlOf(state)
  if (isUndecided(state)) {
    return (
      <>
        {!('handedBack' in state && state.handedBack) && (
          <Button onClick={() => run.uploadAnew([row.id])}>{planWords.anew}</Button>
        )}
        <Button onClick={() => run.skip([row.id])}>{planWords.skip}</Button>
        <Button onClick={() => run.keep([row.id])}>{strings.keep}</Button>
        <Button kind="primary" onClick={() => run.moveHere([row.id])}>
          {strings.move}
        </Button>
      </>
    )
  }
  if (control === 'none') return undefined
  return (
    <>
      {(control === 'pause' || control === 'resume') && (
        <Button kind="ghost" onClick={() => run.cancel([row.id])}>
          {strings.cancel}
        </Button>
      )}
      <Button icon={control} onClick={() => run.control(row.id)}>
        {strings.verbs[control]}
      </Button>
    </>
  )
}
