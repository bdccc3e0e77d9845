import type { DialogRequest } from '../../../models/library/library-views.ts'
import { ChangeAnswer } from './change-dialogs.tsx'
import type { LibraryController } from '../actions/library-controller.ts'
import { DetailsDialog } from './details-dialog.tsx'
import { EmptyFolderDialog, MoveDialog } from './move-dialog.tsx'
import { FolderHelpDialog } from './folder-help-dialog.tsx'
import { NewFolderDialog } from './new-folder-dialog.tsx'

/** Shows the dialog that `library.ask` requests. */
export function DialogHost({ desk }: { desk: LibraryController }) {
  const { ask: asked } = desk.library
  const ask = asked.value
  // A dialog that is replaced by the next one closes as well, a moment later.
  const onClose = () => {
    if (asked.peek() === ask) asked.value = undefined
  }
  return ask ? <Answer ask={ask} desk={desk} onClose={onClose} /> : null
}

// Helpers

interface AnswerProps {
  readonly ask: DialogRequest
  readonly desk: LibraryController
  readonly onClose: () => void
}

function Answer({ ask, desk, onClose }: AnswerProps) {
  switch (ask.type) {
    case 'details':
      return <DetailsDialog asset={ask.asset} library={desk.library} onClose={onClose} />
    case 'move':
      return <MoveDialog assets={ask.assets} desk={desk} onClose={onClose} />
    case 'empty-folder':
      return <EmptyFolderDialog folder={ask.folder} desk={desk} onClose={onClose} />
    case 'folder-help':
      return <FolderHelpDialog folder={ask.folder} desk={desk} onClose={onClose} />
    case 'new-folder':
      return <NewFolderDialog under={ask.under} desk={desk} onClose={onClose} />
    default:
      return (
        <ChangeAnswer ask={ask} library={desk.library} run={desk.panel.run} onClose={onClose} />
      )
  }
}
