import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { AssetId, FolderId } from '../../../../core/brands.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import { strings } from '../../../strings/en/panel.ts'
import { Button } from '../../kit/button.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { FolderTree } from '../../folders/folder-tree.tsx'
import { NewFolder } from '../../folders/new-folder.tsx'
import type { LibraryController } from '../actions/library-controller.ts'

interface MoveDialogProps {
  readonly assets: readonly AssetId[]
  readonly controller: LibraryController
  readonly onClose: () => void
}

/** Asks for the folder to move these assets to. */
export function MoveDialog({ assets, controller, onClose }: MoveDialogProps) {
  const title = libraryStrings.moveTitle(assets.length)
  return <ChooseFolder title={title} assets={assets} controller={controller} onClose={onClose} />
}

interface EmptyFolderDialogProps {
  readonly folder: FolderId
  readonly controller: LibraryController
  readonly onClose: () => void
}

/** Asks for the folder to move all direct assets of this one to. */
export function EmptyFolderDialog({ folder: id, controller, onClose }: EmptyFolderDialogProps) {
  const { library } = controller
  const folder = library.folders.value.find((folder) => folder.id === id)
  const assets = library.assets.value.filter(({ folderId }) => folderId === id)
  if (!folder) return null
  return (
    <ChooseFolder
      title={libraryStrings.emptyTitle(folder.name)}
      hint={libraryStrings.emptyHint(assets.length)}
      assets={assets.map(({ id }) => id)}
      controller={controller}
      onClose={onClose}
    />
  )
}

// Helpers

interface ChooseFolderProps extends MoveDialogProps {
  readonly title: string
  readonly hint?: string
}

function ChooseFolder({ title, hint, assets, controller, onClose }: ChooseFolderProps) {
  const { library, panel } = controller
  const known = assets.map((id) => library.asset(id)?.folderId ?? null)
  const [first = null] = known
  const together = known.every((folder) => folder === first)
  const chosen = useSignal<FolderId | null>(first)
  const naming = useSignal(false)
  const whyId = useId()
  const why =
    chosen.value === null
      ? libraryStrings.noWayOut
      : together && chosen.value === first
        ? libraryStrings.sameFolder
        : undefined
  const use = () => {
    const folder = chosen.peek()
    if (folder === null || (together && folder === first)) return
    library.changes.move(assets, folder)
    onClose()
  }
  const footer = naming.value ? undefined : (
    <>
      <Button kind="ghost" icon="folderPlus" onClick={() => (naming.value = true)}>
        {strings.folderNew}
      </Button>
      <Button kind="primary" onClick={use} {...(why === undefined ? {} : { blockedBy: whyId })}>
        {libraryStrings.moveHere}
      </Button>
    </>
  )
  return (
    <Dialog title={title} class="folders" onClose={onClose} footer={footer}>
      {hint && <p class="hint">{hint}</p>}
      <FolderTree folders={panel.folders.folders.value} chosen={chosen} onUse={use} />
      {why !== undefined && (
        <p class="hint" id={whyId}>
          {why}
        </p>
      )}
      {naming.value && (
        <NewFolder
          folders={panel.folders}
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
