import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { FolderId } from '../../core/brands.ts'
import type { Failure } from '../../core/failure.ts'
import { nameKey, normaliseFolderName } from '../../core/names.ts'
import type { FolderView } from '../models/views.ts'
import { failureHint, failureTitle } from '../strings-failures.ts'
import { strings } from '../strings.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { FolderTree } from './folder-tree.tsx'

/** The site's folders: choose one for new files, or make one. */
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

interface NewFolderProps {
  readonly folders: FolderView
  readonly under: FolderId | null
  /** With the new folder's id, or without one when it was called off. */
  readonly onDone: (made?: FolderId) => void
}

function NewFolder({ folders, under, onDone }: NewFolderProps) {
  const name = useSignal('')
  const busy = useSignal(false)
  const failure = useSignal<Failure | undefined>(undefined)
  const errorId = useId()
  const parent = folders.folders.value.find(({ id }) => id === under)
  const create = async () => {
    const wanted = normaliseFolderName(name.peek())
    if (name.peek().trim() === '' || busy.peek()) return
    busy.value = true
    failure.value = await folders.create(wanted, under)
    busy.value = false
    if (failure.peek()) return
    const made = folders.folders
      .peek()
      .find((folder) => folder.parentId === under && nameKey(folder.name) === nameKey(wanted))
    onDone(made?.id)
  }
  return (
    <form
      class="new-folder"
      onSubmit={(event) => {
        event.preventDefault()
        void create()
      }}
    >
      <label class="field">
        <span class="field-label">
          {parent
            ? `${strings.folderName}, ${strings.folderInside(parent.name)}`
            : strings.folderName}
        </span>
        <input
          class="input"
          type="text"
          ref={focusOnce}
          value={name}
          aria-invalid={failure.value !== undefined}
          aria-describedby={failure.value && errorId}
          onInput={(event) => (name.value = event.currentTarget.value)}
        />
      </label>
      {failure.value && (
        <p class="field-error" id={errorId} role="alert">
          {failureTitle(failure.value)} {failureHint(failure.value)}
        </p>
      )}
      <div class="form-actions">
        <Button kind="ghost" onClick={() => onDone()}>
          {strings.cancel}
        </Button>
        <button type="submit" class="button primary" aria-disabled={busy.value}>
          <span class="button-words">
            {busy.value ? strings.folderCreating : strings.folderCreate}
          </span>
        </button>
      </div>
    </form>
  )
}

const focusOnce = (input: HTMLInputElement | null): void => input?.focus()
