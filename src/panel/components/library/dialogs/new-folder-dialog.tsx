import type { FolderId } from '../../../../core/brands.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { NewFolder } from '../../folders/new-folder.tsx'
import type { LibraryController } from '../actions/library-controller.ts'

interface NewFolderDialogProps {
  readonly under: FolderId | null
  readonly controller: LibraryController
  readonly onClose: () => void
}

/** Creates a folder inside another, or at the top level, and shows it in the tree. */
export function NewFolderDialog({ under, controller, onClose }: NewFolderDialogProps) {
  const { library, panel } = controller
  const done = (made?: FolderId) => {
    const name = panel.folders.folders.peek().find(({ id }) => id === made)?.name
    if (name !== undefined) library.announcement.value = libraryStrings.folderMade(name)
    if (under !== null) library.opened.value = new Set([...library.opened.peek(), under])
    onClose()
  }
  return (
    <Dialog title={libraryStrings.newFolder} class="ask-new-folder" onClose={onClose}>
      <NewFolder folders={panel.folders} under={under} onDone={done} />
    </Dialog>
  )
}
