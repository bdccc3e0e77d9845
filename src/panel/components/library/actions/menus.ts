/** The entries of the library's context menus: for assets, a folder, and the empty shelf. */
import type { LibraryAsset } from '../../../models/library/assets/library-asset.ts'
import type { LibraryFolder, LibraryView } from '../../../models/library/library-views.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import type { ActionKeys } from './library-action.ts'
import { LIBRARY_ACTIONS } from './library-actions.ts'
import type { LibraryIconName } from './library-icons.tsx'

/** A menu entry. */
export interface MenuEntry {
  readonly id: string
  readonly label: string
  readonly icon: LibraryIconName
  /** A line separates groups. */
  readonly group: string
  readonly keys?: ActionKeys | undefined
  /** Why it is disabled. */
  readonly blocked?: string | undefined
  readonly run: () => void
}

/** The actions that apply to these assets. */
export function assetMenu(
  library: LibraryView,
  targets: readonly LibraryAsset[],
): readonly MenuEntry[] {
  return LIBRARY_ACTIONS.filter(({ fits }) => fits?.(library, targets) ?? true).map((action) => ({
    id: action.id,
    label: action.label(targets),
    icon: action.icon,
    group: action.group,
    keys: action.keys,
    blocked: action.blocked?.(library, targets),
    run: () => action.run(library, targets),
  }))
}

export function folderMenu(library: LibraryView, folder: LibraryFolder): readonly MenuEntry[] {
  const { openFolder, newFolderInside, emptyFolder, folderHelp } = libraryStrings.actions
  return [
    {
      id: 'open',
      label: openFolder,
      icon: 'folder',
      group: 'look',
      run: () => library.go({ type: 'folder', folder: folder.id }),
    },
    {
      id: 'new-folder',
      label: newFolderInside,
      icon: 'folderPlus',
      group: 'change',
      run: () => (library.ask.value = { type: 'new-folder', under: folder.id }),
    },
    {
      id: 'empty-folder',
      label: emptyFolder,
      icon: 'folderUp',
      group: 'change',
      blocked: folder.own.count === 0 ? libraryStrings.nothingToMove : undefined,
      run: () => (library.ask.value = { type: 'empty-folder', folder: folder.id }),
    },
    {
      id: 'folder-help',
      label: folderHelp,
      icon: 'info',
      group: 'help',
      run: () => (library.ask.value = { type: 'folder-help', folder: folder.id }),
    },
  ]
}

/** The menu of the shelf's empty area. */
export function shelfMenu(library: LibraryView): readonly MenuEntry[] {
  const { newFolder, selectAll, refresh } = libraryStrings.actions
  const shelf = library.shelf.peek()
  return [
    {
      id: 'new-folder',
      label: newFolder,
      icon: 'folderPlus',
      group: 'change',
      run: () => {
        const under = shelf.type === 'folder' ? shelf.folder : null
        library.ask.value = { type: 'new-folder', under }
      },
    },
    {
      id: 'select-all',
      label: selectAll,
      icon: 'check',
      group: 'look',
      keys: { key: 'a', command: true },
      run: () => library.selection.all(),
    },
    {
      id: 'refresh',
      label: refresh,
      icon: 'retry',
      group: 'look',
      run: () => library.refresh('now'),
    },
  ]
}
