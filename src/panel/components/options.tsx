import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import type { RunView } from '../models/views.ts'
import { planWords } from '../strings-plan.ts'
import { IconButton } from './button.tsx'
import type { OptionsDialogProps } from './options-dialog.tsx'

/** Opens the choices about how files are taken in. The dialog itself is fetched when it is wanted. */
export function OptionsButton({ run }: { run: RunView }) {
  const dialog = useSignal<ComponentType<OptionsDialogProps> | undefined>(undefined)
  const open = async () => {
    const { OptionsDialog } = await import('./options-dialog.tsx')
    dialog.value = OptionsDialog
  }
  const Shown = dialog.value
  return (
    <>
      <IconButton
        icon="options"
        class="options"
        label={planWords.options}
        onClick={() => void open()}
      />
      {Shown && <Shown run={run} onClose={() => (dialog.value = undefined)} />}
    </>
  )
}
