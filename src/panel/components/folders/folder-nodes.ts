import type { FolderId } from '../../../core/brands.ts'
import { nameKey } from '../../../core/names.ts'
import type { Folder } from '../../../core/wire.ts'

/** A visible node of the folder tree. `id` null: not in a folder. */
export interface FolderNode {
  readonly id: FolderId | null
  readonly name: string
  readonly assetCount: number | undefined
  /** From 1, like `aria-level`. */
  readonly level: number
  readonly parent: FolderId | null
  readonly setSize: number
  readonly position: number
  /** Undefined: the folder has no children. */
  readonly open: boolean | undefined
  /** Names of its ancestors, shown in search results. */
  readonly path: readonly string[]
}

type Children = ReadonlyMap<FolderId | null, readonly Folder[]>

/** The visible nodes, top to bottom: those whose ancestors are all in `opened`. */
export function visibleNodes(
  folders: readonly Folder[],
  opened: ReadonlySet<FolderId>,
  noFolder: string,
): readonly FolderNode[] {
  const children = childrenOf(folders)
  const tops = children.get(null) ?? []
  const first: FolderNode = {
    id: null,
    name: noFolder,
    assetCount: undefined,
    level: 1,
    parent: null,
    setSize: tops.length + 1,
    position: 1,
    open: undefined,
    path: [],
  }
  return [first, ...branch(children, null, opened, [])]
}

/** Folders whose name contains `query`, as a flat list with paths. */
export function foundNodes(folders: readonly Folder[], query: string): readonly FolderNode[] {
  const search = nameKey(query.trim())
  const all = branch(childrenOf(folders), null, new Set(folders.map(({ id }) => id)), [])
  const found = all.filter((node) => nameKey(node.name).includes(search))
  return found.map((node, i) => ({
    ...node,
    level: 1,
    parent: null,
    setSize: found.length,
    position: i + 1,
    open: undefined,
  }))
}

/** The ancestors of `id`, outermost first. */
export function ancestorsOf(folders: readonly Folder[], id: FolderId | null): readonly FolderId[] {
  const byId = new Map(folders.map((folder) => [folder.id, folder]))
  const around: FolderId[] = []
  let parent = id === null ? null : (byId.get(id)?.parentId ?? null)
  while (parent !== null && !around.includes(parent)) {
    around.unshift(parent)
    parent = byId.get(parent)?.parentId ?? null
  }
  return around
}

/** What a key does in the tree: focus, open or close a node. */
export function treeKey(
  key: string,
  nodes: readonly FolderNode[],
  at: number,
): { readonly go: number } | { readonly toggle: FolderId } | undefined {
  const node = nodes[at]
  if (!node) return undefined
  switch (key) {
    case 'ArrowDown':
      return { go: Math.min(nodes.length - 1, at + 1) }
    case 'ArrowUp':
      return { go: Math.max(0, at - 1) }
    case 'Home':
      return { go: 0 }
    case 'End':
      return { go: nodes.length - 1 }
    case 'ArrowRight':
      if (node.open === false && node.id !== null) return { toggle: node.id }
      return node.open ? { go: at + 1 } : undefined
    case 'ArrowLeft':
      if (node.open && node.id !== null) return { toggle: node.id }
      return node.level > 1 ? { go: nodes.findIndex(({ id }) => id === node.parent) } : undefined
    default:
      return typeAhead(key, nodes, at)
  }
}

// Helpers

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Groups folders by parent. A folder whose parent is missing appears at the top level. */
function childrenOf(folders: readonly Folder[]): Children {
  const known = new Set(folders.map(({ id }) => id))
  const children = Map.groupBy(folders, ({ parentId }) =>
    parentId !== null && known.has(parentId) ? parentId : null,
  )
  for (const siblings of children.values())
    siblings.sort((a, b) => collator.compare(a.name, b.name))
  return children
}

function branch(
  children: Children,
  parent: FolderId | null,
  opened: ReadonlySet<FolderId>,
  path: readonly string[],
): readonly FolderNode[] {
  const siblings = children.get(parent) ?? []
  // The top level has one more node: "not in a folder".
  const offset = parent === null ? 1 : 0
  return siblings.flatMap((folder, i) => {
    const open = children.has(folder.id) ? opened.has(folder.id) : undefined
    const node: FolderNode = {
      id: folder.id,
      name: folder.name,
      assetCount: folder.assetCount,
      level: path.length + 1,
      parent,
      setSize: siblings.length + offset,
      position: i + 1 + offset,
      open,
      path,
    }
    return open ? [node, ...branch(children, folder.id, opened, [...path, folder.name])] : [node]
  })
}

function typeAhead(key: string, nodes: readonly FolderNode[], at: number) {
  if (key.length !== 1 || key === ' ') return undefined
  const letter = nameKey(key)
  const offset = [...nodes.slice(at + 1), ...nodes.slice(0, at + 1)].findIndex(({ name }) =>
    nameKey(name).startsWith(letter),
  )
  return offset < 0 ? undefined : { go: (at + 1 + offset) % nodes.length }
}
