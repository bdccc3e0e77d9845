import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { FolderId } from '../../../core/brands.ts'
import type { Failure } from '../../../core/failure.ts'
import { nameKey, normaliseFolderName } from '../../../core/names.ts'
import type { FolderView } from '../../models/views.ts'
import { failureHint, failureTitle } from '../../strings/en/failures.ts'
import { strings } from '../../strings/en/panel.ts'
import { Button } from '../kit/button.tsx'

interface NewFolderProps {
  readonly folders: Pick<FolderView, 'folders' | 'create'>
  readonly under: FolderId | null
  /** Called with the new folder's id, or without one when cancelled. */
  readonly onDone: (made?: FolderId) => void
}

/** Asks for a name and creates the folder. */
export function NewFolder({ folders, under, onDone }: NewFolderProps) {
  const name = useSignal('')
  const busy = useSignal(false)
  const failure = useSignal<Failure | undefined>(undefined)
  const errorId = useId()
  const parent = folders.folders.value.find(({ id }) => id === under)
  const create = async () => {
    const folderName = normaliseFolderName(name.peek())
    if (name.peek().trim() === '' || busy.peek()) return
    busy.value = true
    failure.value = await folders.create(folderName, under)
    busy.value = false
    if (failure.peek()) return
    const made = folders.folders
      .peek()
      .find((folder) => folder.parentId === under && nameKey(folder.name) === nameKey(folderName))
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
          {parent ? strings.folderInside(parent.name) : strings.folderName}
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

// Helpers

const focusOnce = (input: HTMLInputElement | null): void => input?.focus()
