import { useMemo } from 'preact/hooks'
import './changes.css'
import type { ChangeDialogRequest } from '../../../models/library/changes/changes-views.ts'
import type { LibraryView } from '../../../models/library/library-views.ts'
import type { RunView } from '../../../models/views.ts'
import { dialogWords } from '../../../strings/en/dialogs.ts'
import { CopyDialog } from '../../kit/take-out.tsx'
import { AltDialog } from './alt-dialog.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { PlaceDialog } from './place-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { ReplaceDialog } from './replace-dialog.tsx'
import { WorkDialog } from './work-dialog.tsx'

interface ChangeDialogProps {
  readonly request: ChangeDialogRequest
  readonly library: LibraryView
  readonly run: RunView
  readonly onClose: () => void
}

/** The dialog for a request about changes; nothing if all its assets are gone. */
export function ChangeDialog({ request, library, run, onClose }: ChangeDialogProps) {
  // A snapshot from when it opened, so that later events do not change what a person reviews.
  const assets = useMemo(
    () => ('assets' in request ? request.assets.flatMap((id) => library.asset(id) ?? []) : []),
    [request, library],
  )
  if ('assets' in request && assets.length === 0) return null
  switch (request.type) {
    case 'rename':
      return <RenameDialog library={library} assets={assets} onClose={onClose} />
    case 'alt':
      return <AltDialog library={library} assets={assets} onClose={onClose} />
    case 'delete':
      return <DeleteDialog library={library} assets={assets} onClose={onClose} />
    case 'place':
      return <PlaceDialog library={library} assets={assets} onClose={onClose} />
    case 'replace': {
      const asset = library.asset(request.asset)
      if (!asset) return null
      return (
        <ReplaceDialog
          library={library}
          run={run}
          asset={asset}
          file={request.file}
          onClose={onClose}
        />
      )
    }
    case 'copy':
      return <CopyDialog title={dialogWords.copy.title} text={request.text} onClose={onClose} />
    case 'work': {
      const work = library.changes.works.value.find(({ id }) => id === request.work)
      return work ? <WorkDialog work={work} onClose={onClose} /> : null
    }
  }
}
