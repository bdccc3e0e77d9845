import type { LibraryAsset } from '../../../models/library/assets/library-asset.ts'
import type { LibraryView } from '../../../models/library/library-views.ts'
import type { LibraryIconName } from './library-icons.tsx'

/** An action on assets, as data. */
export interface LibraryAction {
  readonly id: string
  readonly icon: LibraryIconName
  /** The menu label: "Move to folder…". A label that ends in "…" opens a dialog. */
  readonly label: (targets: readonly LibraryAsset[]) => string
  /** The menu separates groups by a line. */
  readonly group: 'look' | 'use' | 'change' | 'copy' | 'remove'
  /** Its keyboard shortcut in the grid, shown in the menu. */
  readonly keys?: ActionKeys
  /** False: it does not apply to these assets and is not shown. */
  readonly fits?: (library: LibraryView, targets: readonly LibraryAsset[]) => boolean
  /** Why it is disabled now, as a sentence; undefined: it is enabled. */
  readonly blocked?: (library: LibraryView, targets: readonly LibraryAsset[]) => string | undefined
  /** Whether the selection bar has a button for it; the menu always has an entry. */
  readonly inBar?: boolean
  readonly run: (library: LibraryView, targets: readonly LibraryAsset[]) => void
}

/** `key` as in `KeyboardEvent.key`; `command`: with Ctrl, or ⌘ on a Mac. */
export interface ActionKeys {
  readonly key: string
  readonly command?: boolean
  readonly shift?: boolean
}
