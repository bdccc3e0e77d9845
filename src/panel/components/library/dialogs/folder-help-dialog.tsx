import type { FolderId } from '../../../../core/brands.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import { Button } from '../../kit/button.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import type { LibraryController } from '../actions/library-controller.ts'

interface FolderHelpDialogProps {
  readonly folder: FolderId
  readonly controller: LibraryController
  readonly onClose: () => void
}

/** Explains what apps cannot do with a folder, how to do it in the Designer, and what can be done here. */
export function FolderHelpDialog({ folder: id, controller, onClose }: FolderHelpDialogProps) {
  const { library } = controller
  const folder = library.folders.value.find((folder) => folder.id === id)
  if (!folder) return null
  const [why, ...steps] = libraryStrings.help
  const footer = (
    <>
      {folder.own.count > 0 && (
        <Button onClick={() => (library.ask.value = { type: 'empty-folder', folder: id })}>
          {libraryStrings.actions.emptyFolder}
        </Button>
      )}
      <Button
        icon="retry"
        onClick={() => {
          library.refresh('now')
          onClose()
        }}
      >
        {libraryStrings.actions.refresh}
      </Button>
    </>
  )
  return (
    <Dialog
      title={libraryStrings.helpTitle(folder.name)}
      class="folder-help"
      onClose={onClose}
      footer={footer}
    >
      <p>{why}</p>
      <ol class="steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p class="hint">{libraryStrings.helpThen}</p>
    </Dialog>
  )
}
