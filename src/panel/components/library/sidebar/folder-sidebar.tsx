import { useSignal } from '@preact/signals'
import { useMemo, useRef } from 'preact/hooks'
import type { FolderId } from '../../../../core/brands.ts'
import type { LibraryFolder } from '../../../models/library/library-views.ts'
import { plus } from '../../../models/library/assets/tally.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import { number } from '../../../strings/format.ts'
import { IconButton } from '../../kit/button.tsx'
import { type FolderNode, treeKey, visibleNodes } from '../../folders/folder-nodes.ts'
import { useKeptFocus } from '../../kit/keep-focus.ts'
import type { LibraryController } from '../actions/library-controller.ts'
import { LibraryIcon } from '../actions/library-icons.tsx'
import { TreeFold } from '../../folders/tree-fold.tsx'
import { CleanupViews } from './cleanup-views.tsx'

interface FolderSidebarProps {
  readonly controller: LibraryController
  /** Called after the location has changed. */
  readonly onGo?: () => void
}

/** Navigation: all assets, cleanup views, and the folder tree with counts. */
export function FolderSidebar({ controller, onGo }: FolderSidebarProps) {
  const { library } = controller
  return (
    <>
      <div class="places-head">
        <h2>{libraryStrings.folders}</h2>
        <IconButton
          icon="folderPlus"
          label={libraryStrings.actions.newFolder}
          onClick={() => {
            const shelf = library.shelf.peek()
            const under = shelf.type === 'folder' ? shelf.folder : null
            library.ask.value = { type: 'new-folder', under }
          }}
        />
      </div>
      <Tree controller={controller} {...(onGo ? { onGo } : {})} />
      <CleanupViews library={library} onGo={onGo} />
    </>
  )
}

// Helpers

function Tree({ controller, onGo }: FolderSidebarProps) {
  const { library } = controller
  const { opened, shelf } = library
  const ref = useRef<HTMLUListElement>(null)
  const folders = library.folders.value
  const total = library.total.value.count
  const nodes = useMemo(
    () => visibleNodes(folders.map(asFolder), opened.value, libraryStrings.all),
    [folders, opened.value],
  )
  const here = shelf.value.type === 'folder' ? shelf.value.folder : null
  const chosen = shelf.value.type === 'order' ? undefined : here
  /** The node in the tab order; undefined: the chosen one. */
  const lead = useSignal<FolderId | null | undefined>(undefined)
  const tabStop = lead.value === undefined ? here : lead.value
  const at = Math.max(
    0,
    nodes.findIndex(({ id }) => id === tabStop),
  )
  useKeptFocus(ref, () => nodeOf(ref.current, nodes[at]?.id ?? null))
  const go = (id: FolderId | null) => {
    lead.value = undefined
    library.go(id === null ? { type: 'all' } : { type: 'folder', folder: id })
    onGo?.()
  }
  const toggle = (id: FolderId) => {
    const next = new Set(opened.peek())
    if (!next.delete(id)) next.add(id)
    opened.value = next
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const node = nodes[at]
    if (!node || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      if (node.id !== null) controller.folderMenuAt(node.id, cornerOf(event))
    } else if (event.key === 'Enter' || event.key === ' ') go(node.id)
    else {
      const done = treeKey(event.key, nodes, at)
      if (!done) return
      if ('toggle' in done) toggle(done.toggle)
      else {
        lead.value = nodes[done.go]?.id
        nodeOf(ref.current, nodes[done.go]?.id ?? null)?.focus()
      }
    }
    event.preventDefault()
  }
  return (
    <ul
      ref={ref}
      class="tree places"
      role="tree"
      aria-label={libraryStrings.folders}
      onKeyDown={onKeyDown}
      onFocusOut={({ relatedTarget: to }) => {
        if (!(to instanceof Element && ref.current?.contains(to))) lead.value = undefined
      }}
    >
      {nodes.map((node, n) => (
        <Node
          key={node.id ?? ''}
          node={node.id === null ? { ...node, assetCount: total } : node}
          chosen={node.id === chosen}
          active={n === at}
          onGo={() => go(node.id)}
          onToggle={() => node.id !== null && toggle(node.id)}
          onMenu={(event) => node.id !== null && controller.folderMenuAt(node.id, event)}
        />
      ))}
    </ul>
  )
}

interface NodeProps {
  readonly node: FolderNode
  readonly chosen: boolean
  readonly active: boolean
  readonly onGo: () => void
  readonly onToggle: () => void
  readonly onMenu: (event: MouseEvent) => void
}

function Node({ node, chosen, active, onGo, onToggle, onMenu }: NodeProps) {
  const count = node.assetCount ?? 0
  return (
    <li
      role="treeitem"
      class="tree-item"
      data-id={node.id ?? ''}
      data-into={node.id ?? undefined}
      aria-level={node.level}
      aria-setsize={node.setSize}
      aria-posinset={node.position}
      aria-selected={chosen}
      aria-expanded={node.open}
      aria-label={libraryStrings.folderLabel(node.name, count)}
      tabIndex={active ? 0 : -1}
      data-first-focus={active ? '' : undefined}
      style={{ '--level': node.level }}
      onClick={onGo}
      onContextMenu={(event) => {
        event.preventDefault()
        onMenu(event)
      }}
    >
      <TreeFold open={node.open} onToggle={onToggle} />
      <LibraryIcon name={node.id === null ? 'grid' : 'folder'} />
      <span class="tree-name" title={node.name}>
        {node.name}
      </span>{' '}
      <span class="tree-count">{number(count)}</span>
    </li>
  )
}

const asFolder = ({ id, name, parentId, own, below }: LibraryFolder) => ({
  id,
  name,
  parentId,
  assetCount: plus(own, below).count,
})

const nodeOf = (tree: HTMLElement | null, id: FolderId | null): HTMLElement | null =>
  tree?.querySelector(`[data-id="${id ?? ''}"]`) ?? null

function cornerOf({ target }: Event) {
  const box = target instanceof Element ? target.getBoundingClientRect() : new DOMRect()
  return { clientX: box.left + 24, clientY: box.bottom }
}
