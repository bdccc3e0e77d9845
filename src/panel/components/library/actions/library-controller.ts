/** User actions on the shelf's items: opening, menus, keys. */
import { signal, type Signal } from '@preact/signals'
import type { FolderId } from '../../../../core/brands.ts'
import type { LibraryView, LibraryLocation } from '../../../models/library/library-views.ts'
import type { PanelView } from '../../kit/panel-view.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import type { OpenMenu } from './menu.tsx'
import { assetMenu, folderMenu, shelfMenu, type MenuEntry } from './menus.ts'
import type { How } from '../../../models/selection.ts'

/** A position in the window, pixels. */
interface Point {
  readonly clientX: number
  readonly clientY: number
}

/** The meaning of a key on the shelf. */
export type ShelfKey =
  | { readonly type: 'go'; readonly to: number; readonly how: How }
  | { readonly type: 'toggle' }
  | { readonly type: 'open' }
  | { readonly type: 'up' }
  | { readonly type: 'all' }
  | { readonly type: 'none' }
  | { readonly type: 'menu' }

export interface LibraryController {
  readonly panel: PanelView
  readonly library: LibraryView
  readonly menu: Signal<OpenMenu | undefined>
  /** Opens a folder, or an asset's details. */
  open(at: number): void
  /** Shows the context menu of the item, or of the empty shelf (-1). Selects the item first if it is not selected. */
  menuAt(at: number, point: Point): void
  folderMenuAt(folder: FolderId, point: Point): void
  /** Handles a key on the item; false: it has no meaning there. */
  press(key: Exclude<ShelfKey['type'], 'go'> | undefined, at: number, event: Event): boolean
}

export function createController(panel: PanelView, library: LibraryView): LibraryController {
  const { selection } = library
  const menu = signal<OpenMenu | undefined>(undefined)
  const show = (
    label: string,
    { clientX: x, clientY: y }: Point,
    entries: readonly MenuEntry[],
  ) => {
    if (entries.length > 0) menu.value = { label, x, y, entries }
  }
  const folderMenuAt = (id: FolderId, point: Point) => {
    const folder = library.folders.peek().find((folder) => folder.id === id)
    if (folder) show(folder.name, point, folderMenu(library, folder))
  }
  const open = (at: number) => {
    const item = library.items.peek()[at]
    if (item?.type === 'folder') library.go({ type: 'folder', folder: item.id })
    if (item?.type === 'asset') library.ask.value = { type: 'details', asset: item.id }
  }
  const menuAt = (at: number, point: Point) => {
    const item = library.items.peek()[at]
    if (item?.type === 'folder') {
      folderMenuAt(item.id, point)
      return
    }
    if (item?.type !== 'asset') {
      show(libraryStrings.assets, point, shelfMenu(library))
      return
    }
    if (!selection.ids.peek().has(item.id)) selection.click(at, {})
    const targets = library.selected.peek()
    show(libraryStrings.actionsFor(targets.length), point, assetMenu(library, targets))
  }
  return {
    panel,
    library,
    menu,
    open,
    menuAt,
    folderMenuAt,
    press(key, at, { target }) {
      switch (key) {
        case 'toggle':
          selection.toggle(at)
          return true
        case 'open':
          open(at)
          return true
        case 'up':
          return goUp(library)
        case 'all':
          selection.all()
          return true
        case 'none':
          selection.none()
          return true
        case 'menu':
          menuAt(at, middleOf(target))
          return true
        case undefined:
          return false
      }
    },
  }
}

/** The location one level up: the folder's parent, or everything. */
export function shelfAbove(
  library: LibraryView,
  shelf: LibraryLocation,
): LibraryLocation | undefined {
  if (shelf.type !== 'folder') return undefined
  const parent = library.folders.peek().find(({ id }) => id === shelf.folder)?.parentId
  return parent ? { type: 'folder', folder: parent } : { type: 'all' }
}

// Helpers

function goUp(library: LibraryView): boolean {
  const above = shelfAbove(library, library.shelf.peek())
  if (above) library.go(above)
  return above !== undefined
}

function middleOf(target: EventTarget | null): Point {
  const box = target instanceof Element ? target.getBoundingClientRect() : new DOMRect()
  return { clientX: box.left + Math.min(24, box.width / 2), clientY: box.top + box.height / 2 }
}
