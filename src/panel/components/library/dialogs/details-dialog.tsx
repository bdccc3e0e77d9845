import type { AssetId } from '../../../../core/brands.ts'
import type { LibraryAsset } from '../../../models/library/assets/library-asset.ts'
import type { LibraryView } from '../../../models/library/library-views.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import { bytes, folderPath } from '../../../strings/format.ts'
import { day } from '../../../strings/time.ts'
import { strings } from '../../../strings/en/panel.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { CopyFact, Fact } from '../../kit/fact.tsx'
import { AltText } from '../shelf/alt-text.tsx'
import { AssetPicture, typeLetters } from '../../kit/asset-picture.tsx'

interface DetailsDialogProps {
  readonly asset: AssetId
  readonly library: LibraryView
  readonly onClose: () => void
}

/** The details of one asset. */
export function DetailsDialog({ asset: id, library, onClose }: DetailsDialogProps) {
  // Subscribes to changes.
  void library.assets.value
  const asset = library.asset(id)
  if (!asset) return null
  return (
    <Dialog
      title={<span class="details-name">{asset.title}</span>}
      class="details asset-details"
      onClose={onClose}
    >
      <div class="details-picture">
        <AssetPicture asset={asset} library={library} settleMs={0} />
      </div>
      <Facts asset={asset} library={library} />
    </Dialog>
  )
}

// Helpers

function Facts({ asset, library }: { asset: LibraryAsset; library: LibraryView }) {
  const { columns } = libraryStrings
  const size = library.dimensionsOf(asset.id).value
  const folder = library.folders.value.find(({ id }) => id === asset.folderId)
  return (
    <dl class="facts asset-facts">
      <Fact name={columns.type}>{typeLetters(asset).toUpperCase()}</Fact>
      <Fact name={columns.size}>{bytes(asset.size, true)}</Fact>
      {size && <Fact name={columns.dimensions}>{libraryStrings.dimensions(size)}</Fact>}
      <Fact name={columns.folder}>{folderPath(folder?.path ?? [], strings.noFolder)}</Fact>
      <Fact name={columns.alt}>
        <AltText asset={asset} />
      </Fact>
      {asset.created > 0 && <Fact name={columns.date}>{day(asset.created)}</Fact>}
      {asset.fileName !== asset.title && <Fact name={columns.fileName}>{asset.fileName}</Fact>}
      <CopyFact name={strings.detail.url} value={asset.hostedUrl ?? undefined} />
      <CopyFact name={strings.detail.asset} value={asset.id} />
    </dl>
  )
}
