import { useSignal } from '@preact/signals'
import type { FolderId } from '../../../core/brands.ts'
import type { Failure } from '../../../core/failure.ts'
import type { FolderView } from '../../models/views.ts'
import { failureHint, failureTitle } from '../../strings/en/failures.ts'
import { strings } from '../../strings/en/panel.ts'
import { Button } from '../kit/button.tsx'
import { Dialog } from '../kit/dialog.tsx'
import { FolderTree } from './folder-tree.tsx'
import { NewFolder } from './new-folder.tsx'

/** Lets a person choose the folder for new files, or create one. */
export function FolderDialog({ folders, onClose }: { folders: FolderView; onClose: () => void }) {
  const chosen = useSignal<FolderId | null>(folders.destination.peek())
  const naming = useSignal(false)
  const state = folders.state.value
  const use = () => {
    folders.setDestination(chosen.peek())
    onClose()
  }
  const footer = naming.value ? undefined : (
    <>
      <Button kind="ghost" icon="folderPlus" onClick={() => (naming.value = true)}>
        {strings.folderNew}
      </Button>
      <Button kind="primary" onClick={use}>
        {strings.folderUse}
      </Button>
    </>
  )
  return (
    <Dialog title={strings.destination} class="folders" onClose={onClose} footer={footer}>
      {state.type === 'failed' ? (
        <FolderFailure failure={state.failure} onRetry={() => folders.load()} />
      ) : state.type === 'ready' ? (
        <FolderTree folders={folders.folders.value} chosen={chosen} onUse={use} />
      ) : (
        <p class="hint">{strings.foldersLoading}</p>
      )}
      {naming.value && (
        <NewFolder
          folders={folders}
          under={chosen.value}
          onDone={(made) => {
            naming.value = false
            if (made) chosen.value = made
          }}
        />
      )}
    </Dialog>
  )
}

// Helpers

function FolderFailure({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  return (
    <div class="notice bad" role="alert">
      <p>{failureTitle(failure)}</p>
      <p class="hint">{failureHint(failure)}</p>
      <Button icon="retry" onClick={onRetry}>
        {strings.tryAgain}
      </Button>
    </div>
  )
}
