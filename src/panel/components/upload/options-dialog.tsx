import { useId } from 'preact/hooks'
import type { RunView } from '../../models/views.ts'
import { planWords } from '../../strings/en/plan.ts'
import { Dialog } from '../kit/dialog.tsx'

export interface OptionsDialogProps {
  readonly run: RunView
  readonly onClose: () => void
}

/** Options for adding files. They apply from the next drop on, and are stored. */
export function OptionsDialog({ run, onClose }: OptionsDialogProps) {
  return (
    <Dialog title={planWords.options} class="options-dialog" onClose={onClose}>
      <Option
        label={planWords.reviewFirst}
        hint={planWords.reviewFirstHint}
        on={run.reviewFirst.value}
        onChange={(on) => run.setReviewFirst(on)}
      />
      <Option
        label={planWords.verify}
        hint={planWords.verifyHint}
        on={run.verify.value}
        onChange={(on) => run.setVerify(on)}
      />
    </Dialog>
  )
}

// Helpers

function Option(props: {
  label: string
  hint: string
  on: boolean
  onChange: (on: boolean) => void
}) {
  const hintId = useId()
  return (
    <label class="option">
      <input
        type="checkbox"
        role="switch"
        class="switch"
        checked={props.on}
        aria-describedby={hintId}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span class="option-label">{props.label}</span>
      <span class="hint" id={hintId}>
        {props.hint}
      </span>
    </label>
  )
}
