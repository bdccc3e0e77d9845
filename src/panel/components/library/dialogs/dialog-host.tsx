import type { DialogRequest } from '../../../models/library/library-views.ts'
import { ChangeDialog } from './change-dialogs.tsx'
import type { LibraryController } from '../actions/library-controller.ts'
import { DetailsDialog } from './details-dialog.tsx'
import { EmptyFolderDialog, MoveDialog } from './move-dialog.tsx'
import { FolderHelpDialog } from './folder-help-dialog.tsx'
import { NewFolderDialog } from './new-folder-dialog.tsx'

/** Shows the dialog that `library.ask` requests. */
export function DialogHost({ controller }: { controller: LibraryController }) {
  const { ask } = controller.library
  const request = ask.value
  // A dialog that is replaced by the next one closes as well, a moment later.
  const onClose = () => {
    if (ask.peek() === request) ask.value = undefined
  }
  return request ? (
    <RequestedDialog request={request} controller={controller} onClose={onClose} />
  ) : null
}

// Helpers

interface RequestedDialogProps {
  readonly request: DialogRequest
  readonly controller: LibraryController
  readonly onClose: () => void
}

function RequestedDialog({ request, controller, onClose }: RequestedDialogProps) {
  switch (request.type) {
    case 'details':
      return <DetailsDialog asset={request.asset} library={controller.library} onClose={onClose} />
    case 'move':
      return <MoveDialog assets={request.assets} controller={controller} onClose={onClose} />
    case 'empty-folder':
      return <EmptyFolderDialog folder={request.folder} controller={controller} onClose={onClose} />
    case 'folder-help':
      return <FolderHelpDialog folder={request.folder} controller={controller} onClose={onClose} />
    case 'new-folder':
      return <NewFolderDialog under={request.under} controller={controller} onClose={onClose} />
    default:
      return (
        <ChangeDialog
          request={request}
          library={controller.library}
          run={controller.panel.run}
          onClose={onClose}
        />
      )
  }
}
