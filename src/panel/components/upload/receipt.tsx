import { useComputed, useSignal } from '@preact/signals'
import { receiptCsv, receiptJson } from '../../../core/receipt.ts'
import type { RunView } from '../../models/views.ts'
import type { PanelView } from '../kit/panel-view.ts'
import { strings } from '../../strings/en/panel.ts'
import { Button } from '../kit/button.tsx'
import { CopyDialog, copyText, download } from '../kit/take-out.tsx'

/** The end of a run: its report as a file or a copy, and the remaining actions. */
export function Receipt({ panel }: { panel: PanelView }) {
  const { run } = panel
  const copied = useSignal(false)
  const refused = useSignal<string | undefined>(undefined)
  const failed = useComputed(() => retriable(run))
  const cancelled = useComputed(() => run.totals.value.counts.cancelled)
  const copy = async () => {
    const text = receiptCsv(run.receipt())
    if (await copyText(text)) copied.value = true
    else refused.value = text
  }
  const again = () =>
    run.retry(
      run.rows.peek().flatMap((row) => (row.state.peek().phase === 'cancelled' ? row.id : [])),
    )
  return (
    <div class="receipt">
      {failed.value > 0 && (
        <Button kind="primary" icon="retry" onClick={() => run.retryFailed()}>
          {strings.retryFailed(failed.value)}
        </Button>
      )}
      {cancelled.value > 0 && (
        <Button onClick={again}>{strings.uploadCancelled(cancelled.value)}</Button>
      )}
      <span class="receipt-ways" role="group" aria-label={strings.receipt}>
        <span class="receipt-label" aria-hidden="true">
          {strings.receipt}
        </span>
        <Button
          label={strings.receiptDownload(strings.receiptCsv)}
          onClick={() => download('asset-dock.csv', 'text/csv', receiptCsv(run.receipt()))}
        >
          {strings.receiptCsv}
        </Button>
        <Button
          label={strings.receiptDownload(strings.receiptJson)}
          onClick={() =>
            download('asset-dock.json', 'application/json', receiptJson(run.receipt()))
          }
        >
          {strings.receiptJson}
        </Button>
        <Button onClick={() => void copy()}>
          {copied.value ? strings.copied : strings.receiptCopy}
        </Button>
      </span>
      {refused.value !== undefined && (
        <CopyDialog text={refused.value} onClose={() => (refused.value = undefined)} />
      )}
    </div>
  )
}

// Helpers

/** The number of rows worth retrying; a file that is too large stays too large. */
const retriable = (run: RunView): number =>
  run.groups.value.reduce(
    (n, group) => n + (group.type === 'failed' && group.retriable ? group.rows.length : 0),
    0,
  )
