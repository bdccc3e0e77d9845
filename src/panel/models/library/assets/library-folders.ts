/** The site's folders, with the number and size of the assets in and below each. */
import type { FolderId } from '../../../../core/brands.ts'
import type { Folder } from '../../../../core/wire.ts'
import type { LibraryFolder, Share } from '../library-views.ts'
import { NOTHING, plus } from './tally.ts'

/**
 * All folders, each directly before its subfolders, siblings by name. A folder whose parent is missing appears at the
 * top level; cycles, which no site should have, are left out.
 */
export function libraryFolders(
  folders: readonly Folder[],
  shares: ReadonlyMap<FolderId | null, Share>,
): readonly LibraryFolder[] {
  const known = new Set(folders.map(({ id }) => id))
  const children = Map.groupBy(folders, ({ parentId }) =>
    parentId !== null && known.has(parentId) ? parentId : null,
  )
  for (const siblings of children.values())
    siblings.sort((a, b) => collator.compare(a.name, b.name))
  return branch(children, null, [], shares).folders
}

/** A folder and all its descendants. */
export function withInside(folders: readonly LibraryFolder[], id: FolderId): ReadonlySet<FolderId> {
  const inside = new Set([id])
  // Parents come before their children.
  for (const { id, parentId } of folders) if (parentId && inside.has(parentId)) inside.add(id)
  return inside
}

// Helpers

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function branch(
  children: ReadonlyMap<FolderId | null, readonly Folder[]>,
  parent: FolderId | null,
  path: readonly string[],
  shares: ReadonlyMap<FolderId | null, Share>,
): { readonly folders: readonly LibraryFolder[]; readonly share: Share } {
  let share = NOTHING
  const folders: LibraryFolder[] = []
  for (const { id, name } of children.get(parent) ?? []) {
    const here = [...path, name]
    const inside = branch(children, id, here, shares)
    const own = shares.get(id) ?? NOTHING
    share = plus(share, plus(own, inside.share))
    const folder: LibraryFolder = {
      type: 'folder',
      key: `folder:${id}`,
      id,
      name,
      path: here,
      parentId: parent,
      own,
      below: inside.share,
    }
    folders.push(folder, ...inside.folders)
  }
  return { folders, share }
}
