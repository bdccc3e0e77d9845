import { useRef } from 'preact/hooks'
import type { IntakeView } from '../../models/views.ts'
import { strings } from '../../strings/en/panel.ts'
import { Button } from '../kit/button.tsx'

interface ChooseProps {
  readonly intake: IntakeView
  /** Id of the element that says why nothing can be added now. */
  readonly blockedBy: string | undefined
  readonly prominent: boolean
}

/** The buttons for choosing files and folders; each opens a file input. */
export function ChooseButtons({ intake, blockedBy, prominent }: ChooseProps) {
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const take = (event: Event) => {
    const input = event.currentTarget
    if (!(input instanceof HTMLInputElement)) return
    if (input.files?.length) intake.choose(input.files)
  }
  return (
    <div class="choose">
      <Button
        kind={prominent ? 'primary' : 'secondary'}
        icon="files"
        blockedBy={blockedBy}
        onClick={() => open(files.current)}
      >
        {strings.chooseFiles}
      </Button>
      <Button icon="folderUp" blockedBy={blockedBy} onClick={() => open(folder.current)}>
        {strings.chooseFolder}
      </Button>
      <input
        ref={files}
        hidden
        type="file"
        multiple
        disabled={blockedBy !== undefined}
        aria-label={strings.chooseFiles}
        onChange={take}
      />
      <input
        ref={folder}
        hidden
        type="file"
        multiple
        {...DIRECTORY}
        disabled={blockedBy !== undefined}
        aria-label={strings.chooseFolder}
        onChange={take}
      />
    </div>
  )
}

// Helpers

/** Not in the JSX types. */
const DIRECTORY = { webkitdirectory: true }

/**
 * Clears the input before opening, so that the same files can be chosen again; clearing afterwards would empty the live
 * file list.
 */
function open(input: HTMLInputElement | null): void {
  if (!input) return
  input.value = ''
  input.click()
}
