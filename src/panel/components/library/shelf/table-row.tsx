import { useComputed } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { LibraryAsset } from '../../../models/library/assets/library-asset.ts'
import type { LibraryFolder, LibraryView, SortBy } from '../../../models/library/library-views.ts'
import { plus } from '../../../models/library/assets/tally.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import { bytes, folderPath } from '../../../strings/format.ts'
import { day } from '../../../strings/time.ts'
import { strings } from '../../../strings/en/panel.ts'
import { Icon } from '../../kit/icons.tsx'
import { MiddleName } from '../../kit/middle-name.tsx'
import { PathTail } from '../../kit/path-tail.tsx'
import { SortHead } from '../../kit/sorting.tsx'
import { AltText } from './alt-text.tsx'
import { AssetPicture, typeLetters } from '../../kit/asset-picture.tsx'
import { KeepMark } from './same-heading.tsx'

/** The table's columns in order; narrow panels show fewer, or two lines. */
const COLUMNS = ['name', 'type', 'size', 'dimensions', 'folder', 'alt', 'date'] as const
type Column = (typeof COLUMNS)[number]
export const COLUMN_COUNT = COLUMNS.length

/** Sort keys by column; columns without one are not sortable. */
const SORTED_BY: Partial<Record<Column, SortBy>> = {
  name: 'name',
  type: 'type',
  size: 'size',
  folder: 'folder',
  date: 'date',
}

/** The column heads; most of them sort. */
export function TableHead({ library }: { library: LibraryView }) {
  return (
    <div role="row" class="table-head" aria-rowindex={1}>
      {COLUMNS.map((column, n) => (
        <SortHead
          key={column}
          class={`cell ${column}`}
          column={n + 1}
          words={libraryStrings.columns[column]}
          by={SORTED_BY[column]}
          sort={library.sort.value}
          onSort={(sort) => (library.sort.value = sort)}
        />
      ))}
    </div>
  )
}

interface Place {
  readonly top: number
  readonly height: number
  /** From 1, counting the head row. */
  readonly index: number
}

interface TableRowProps {
  readonly asset: LibraryAsset
  readonly library: LibraryView
  readonly place: Place
  /** Whether it is the asset to keep among identical ones. */
  readonly keep: boolean
}

/** An asset in the table. */
export function TableRow({ asset, library, place, keep }: TableRowProps) {
  const { selection } = library
  const selected = useComputed(() => selection.ids.value.has(asset.id))
  const isLead = useComputed(() => selection.lead.value === asset.key)
  const size = library.dimensionsOf(asset.id).value
  const folder = library.folders.value.find(({ id }) => id === asset.folderId)
  const cells: Readonly<Record<Column, ComponentChildren>> = {
    name: (
      <>
        <AssetPicture key={asset.id} asset={asset} library={library} />
        <MiddleName name={asset.title} />
        {keep && <KeepMark />}
      </>
    ),
    type: <span class="upper">{typeLetters(asset)}</span>,
    size: bytes(asset.size),
    dimensions: size && libraryStrings.dimensions(size),
    folder: <PathTail path={folderPath(folder?.path ?? [], strings.noFolder)} />,
    alt: <AltText asset={asset} />,
    date: asset.created > 0 && day(asset.created),
  }
  return (
    <Row
      itemKey={asset.key}
      place={place}
      selected={selected.value}
      isLead={isLead.value}
      cells={cells}
    />
  )
}

interface FolderRowProps {
  readonly folder: LibraryFolder
  readonly library: LibraryView
  readonly place: Place
}

/** A folder in the table. */
export function FolderRow({ folder, library, place }: FolderRowProps) {
  const isLead = useComputed(() => library.selection.lead.value === folder.key)
  const { count, bytes: weight } = plus(folder.own, folder.below)
  const cells: Partial<Record<Column, ComponentChildren>> = {
    name: (
      <>
        <span class="picture folder">
          <Icon name="folder" />
        </span>
        <span class="folder-tile-name">{folder.name}</span>
      </>
    ),
    type: libraryStrings.assetCount(count),
    size: count > 0 && bytes(weight),
    folder: <PathTail path={folderPath(folder.path.slice(0, -1), '')} />,
  }
  return (
    <Row itemKey={folder.key} place={place} isLead={isLead.value} cells={cells} into={folder.id} />
  )
}

// Helpers

interface RowProps {
  readonly itemKey: string
  readonly place: Place
  readonly isLead: boolean
  readonly cells: Partial<Record<Column, ComponentChildren>>
  /** Undefined: not selectable. */
  readonly selected?: boolean
  readonly into?: string
}

function Row({ itemKey, place, isLead, cells, selected, into }: RowProps) {
  return (
    <div
      role="row"
      class={`table-row ${into === undefined ? '' : 'folder'}`}
      style={{ top: `${place.top}px`, height: `${place.height}px` }}
      data-key={itemKey}
      data-into={into}
      aria-rowindex={place.index}
      aria-selected={selected}
      tabIndex={isLead ? 0 : -1}
    >
      {COLUMNS.map((column, n) => (
        <div
          key={column}
          role="gridcell"
          class={`cell ${column}`}
          aria-colindex={n + 1}
          draggable={column === 'name' && into === undefined}
        >
          {cells[column]}
        </div>
      ))}
    </div>
  )
}
