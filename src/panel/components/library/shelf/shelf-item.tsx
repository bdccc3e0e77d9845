import { useComputed } from '@preact/signals'
import type { LibraryAsset } from '../../../models/library/assets/library-asset.ts'
import type { LibraryFolder, LibraryView } from '../../../models/library/library-views.ts'
import { plus } from '../../../models/library/assets/tally.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import { bytes, number } from '../../../strings/format.ts'
import { Icon } from '../../kit/icons.tsx'
import { MiddleName } from '../../kit/middle-name.tsx'
import { AssetPicture, typeLetters } from '../../kit/asset-picture.tsx'
import { KeepMark } from './same-heading.tsx'

/** An item's position in the grid. */
export interface ItemPosition {
  /** Pixels from the shelf's left edge, and its width in pixels. */
  readonly left: number
  readonly width: number
  /** From 1. */
  readonly column: number
}

interface TileProps {
  readonly asset: LibraryAsset
  readonly library: LibraryView
  readonly place: ItemPosition
  /** Whether it is the asset to keep among identical ones. */
  readonly keep: boolean
}

/** An asset in the grid: picture, name and size. */
export function Tile({ asset, library, place, keep }: TileProps) {
  const { selection } = library
  const selected = useComputed(() => selection.ids.value.has(asset.id))
  const isLead = useComputed(() => selection.lead.value === asset.key)
  return (
    <div
      role="gridcell"
      class="tile"
      style={styleOf(place)}
      data-key={asset.key}
      aria-colindex={place.column}
      aria-selected={selected.value}
      aria-label={labelOf(asset, keep)}
      tabIndex={isLead.value ? 0 : -1}
      draggable
    >
      <AssetPicture key={asset.id} asset={asset} library={library} />
      {selected.value && (
        <span class="tile-check" aria-hidden="true">
          <Icon name="check" size={12} />
        </span>
      )}
      <span class="tile-name">
        <MiddleName name={asset.title} />
      </span>{' '}
      <span class="tile-facts">
        {`${typeLetters(asset).toUpperCase()} ${bytes(asset.size)} `}
        {keep && <KeepMark />}
      </span>
    </div>
  )
}

interface FolderTileProps {
  readonly folder: LibraryFolder
  readonly library: LibraryView
  readonly place: ItemPosition
}

/** A folder in the grid, with its number of assets. */
export function FolderTile({ folder, library, place }: FolderTileProps) {
  const isLead = useComputed(() => library.selection.lead.value === folder.key)
  const { count } = plus(folder.own, folder.below)
  return (
    <div
      role="gridcell"
      class="folder-tile"
      style={styleOf(place)}
      data-key={folder.key}
      data-into={folder.id}
      aria-colindex={place.column}
      aria-label={libraryStrings.folderLabel(folder.name, count)}
      tabIndex={isLead.value ? 0 : -1}
    >
      <Icon name="folder" />
      <span class="folder-tile-name" title={folder.path.join(' / ')}>
        {folder.name}
      </span>{' '}
      <span class="count">{number(count)}</span>
    </div>
  )
}

// Helpers

/** The tile's accessible name: more than its short visible texts say. */
function labelOf(asset: LibraryAsset, keep: boolean): string {
  const type = typeLetters(asset).toUpperCase()
  const said = libraryStrings.assetLabel(asset.title, type, bytes(asset.size))
  return keep ? `${said}, ${libraryStrings.same.keepMark}` : said
}

const styleOf = ({ left, width }: ItemPosition) => ({ left: `${left}px`, width: `${width}px` })
