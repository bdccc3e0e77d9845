import type { LibraryAsset } from '../../../models/library/assets/library-asset.ts'
import type { LibraryView } from '../../../models/library/library-views.ts'
import type { LibraryIconName } from './library-icons.tsx'

/** Something that can be done with assets, as data. */
export interface LibraryAction {
  readonly id: string
  readonly icon: LibraryIconName
  /** As the menu says it: "Move to folder…". A name that ends in "…" opens a dialog. */
  readonly label: (targets: readonly LibraryAsset[]) => string
  /** A line parts the groups of the menu. */
  readonly group: 'look' | 'use' | 'change' | 'copy' | 'remove'
  /** The keys that run it from the grid; shown in the menu. */
  readonly keys?: ActionKeys
  /** False where it makes no sense for these assets, so that it is not shown at all. */
  readonly fits?: (library: LibraryView, targets: readonly LibraryAsset[]) => boolean
  /** Why it cannot be done now, as a sentence; undefined: it can. It is shown, and does nothing. */
  readonly blocked?: (library: LibraryView, targets: readonly LibraryAsset[]) => string | undefined
  /** Whether the selection's bar has a button for it; the menu always has. */
  readonly inBar?: boolean
  readonly run: (library: LibraryView, targets: readonly LibraryAsset[]) => void
}

/** `key` as `KeyboardEvent.key` has it; `command`: with Ctrl, or ⌘ on a Mac. */
export interface ActionKeys {
  readonly key: string
  readonly command?: boolean
  readonly shift?: boolean
}
