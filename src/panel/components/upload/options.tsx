import { useSignal } from '@preact/signals'
import type { RunView } from '../../models/views.ts'
import { planWords } from '../../strings/en/plan.ts'
import { IconButton } from '../kit/button.tsx'
import { LazyOptionsDialog } from '../lazy/lazy-parts.ts'

/** Opens the options for adding files. */
export function OptionsButton({ run }: { run: RunView }) {
  const open = useSignal(false)
  return (
    <>
      <IconButton
        icon="options"
        class="options"
        label={planWords.options}
        onClick={() => (open.value = true)}
      />
      {open.value && <LazyOptionsDialog run={run} onClose={() => (open.value = false)} />}
    </>
  )
}
