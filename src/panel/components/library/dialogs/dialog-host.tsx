import type { DialogRequest } from '../../../models/library/library-views.ts'
import { ChangeAnswer } from './change-dialogs.tsx'
import type { LibraryController } from '../actions/library-controller.ts'
import { DetailsDialog } from './details-dialog.tsx'
import { EmptyFolderDialog, MoveDialog } from './move-dialog.tsx'
import { FolderHelpDialog } from './folder-help-dialog.tsx'
import { NewFolderDialog } from './new-folder-dialog.tsx'

/** Shows the dialog that `library.ask` requests. */
export function DialogHost({ controller }: { controller: LibraryController }) {
  const { ask: asked } = controller.library
  const ask = asked.value
  // A dialog that is replaced by the next one closes as well, a moment later.
  const onClose = () => {
    if (asked.peek() === ask) asked.value = undefined
  }
  return ask ? <Answer ask={ask} controller={controller} onClose={onClose} /> : null
}

// Helpers

interface AnswerProps {
  readonly ask: DialogRequest
  readonly controller: LibraryController
  readonly onClose: () => void
}

function Answer({ ask, controller, onClose }: AnswerProps) {
  switch (ask.type) {
    case 'details':
      return <DetailsDialog asset={ask.asset} library={controller.library} onClose={onClose} />
    case 'move':
      return <MoveDialog assets={ask.assets} controller={controller} onClose={onClose} />
    case 'empty-folder':
      return <EmptyFolderDialog folder={ask.folder} controller={controller} onClose={onClose} />
    case 'folder-help':
      return <FolderHelpDialog folder={ask.folder} controller={controller} onClose={onClose} />
    case 'new-folder':
      return <NewFolderDialog under={ask.under} controller={controller} onClose={onClose} />
    default:
      return (
        <ChangeAnswer
          ask={ask}
          library={controller.library}
          run={controller.panel.run}
          onClose={onClose}
        />
      )
  }
}
