import { type Signal, useSignal, useSignalEffect } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { FolderId } from '../../../core/brands.ts'
import type { Folder } from '../../../core/wire.ts'
import { strings } from '../../strings/en/panel.ts'
import { number } from '../../strings/format.ts'
import { ancestorsOf, foundNodes, type FolderNode, treeKey, visibleNodes } from './folder-nodes.ts'
import { Icon } from '../kit/icons.tsx'
import { TreeFold } from './tree-fold.tsx'

interface FolderTreeProps {
  readonly folders: readonly Folder[]
  readonly chosen: Signal<FolderId | null>
  /** Enter or a double click: choose this folder and close. */
  readonly onUse: () => void
}

/** The site's folders as a single-select tree, with a search field from a dozen folders on. */
export function FolderTree({ folders, chosen, onUse }: FolderTreeProps) {
  const query = useSignal('')
  const opened = useSignal<ReadonlySet<FolderId>>(new Set(ancestorsOf(folders, chosen.peek())))
  const ref = useRef<HTMLUListElement>(null)
  const searching = query.value.trim() !== ''
  const nodes = useMemo(
    () =>
      searching
        ? foundNodes(folders, query.value)
        : visibleNodes(folders, opened.value, strings.noFolder),
    [folders, searching, query.value, opened.value],
  )
  const at = Math.max(
    0,
    nodes.findIndex(({ id }) => id === chosen.value),
  )
  useReveal(ref, chosen.value)

  useSignalEffect(() => {
    const around = ancestorsOf(folders, chosen.value)
    if (around.some((id) => !opened.peek().has(id))) {
      opened.value = new Set([...opened.peek(), ...around])
    }
  })

  const toggle = (id: FolderId) => {
    const next = new Set(opened.peek())
    if (!next.delete(id)) next.add(id)
    opened.value = next
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter') {
      event.preventDefault()
      onUse()
      return
    }
    const done = treeKey(event.key, nodes, at)
    if (!done) return
    event.preventDefault()
    if ('toggle' in done) toggle(done.toggle)
    else {
      const next = nodes[done.go]
      if (!next) return
      chosen.value = next.id
      itemOf(ref.current, next.id)?.focus()
    }
  }
  return (
    <>
      {folders.length >= SEARCH_FROM && <Search query={query} />}
      <ul ref={ref} class="tree" role="tree" aria-label={strings.folders} onKeyDown={onKeyDown}>
        {nodes.map((node, i) => (
          <Node
            key={node.id ?? ''}
            node={node}
            chosen={node.id === chosen.value}
            active={i === at}
            searching={searching}
            onChoose={() => (chosen.value = node.id)}
            onToggle={() => node.id !== null && toggle(node.id)}
            onUse={onUse}
          />
        ))}
      </ul>
      {nodes.length === 0 && <p class="hint">{strings.folderNone}</p>}
    </>
  )
}

// Helpers

const SEARCH_FROM = 12

function Search({ query }: { query: Signal<string> }) {
  return (
    <label class="search">
      <Icon name="search" />
      <input
        class="input"
        type="search"
        placeholder={strings.folderSearch}
        aria-label={strings.folderSearch}
        value={query}
        onInput={(event) => (query.value = event.currentTarget.value)}
      />
    </label>
  )
}

interface NodeProps {
  readonly node: FolderNode
  readonly chosen: boolean
  readonly active: boolean
  readonly searching: boolean
  readonly onChoose: () => void
  readonly onToggle: () => void
  readonly onUse: () => void
}

function Node({ node, chosen, active, searching, onChoose, onToggle, onUse }: NodeProps) {
  return (
    <li
      role="treeitem"
      class={node.id === null ? 'tree-item nowhere' : 'tree-item'}
      data-id={node.id ?? ''}
      aria-level={node.level}
      aria-setsize={node.setSize}
      aria-posinset={node.position}
      aria-selected={chosen}
      aria-expanded={node.open}
      tabIndex={active ? 0 : -1}
      data-first-focus={active ? '' : undefined}
      style={{ '--level': node.level }}
      onClick={onChoose}
      onDblClick={onUse}
    >
      <TreeFold open={node.open} onToggle={onToggle} />
      <Icon name="folder" />
      <span class="tree-name" title={node.name}>
        {searching && node.path.length > 0 && (
          <span class="tree-path">{node.path.join(' / ')} / </span>
        )}
        {node.name}
      </span>
      {node.assetCount !== undefined && (
        <span class="tree-count" title={strings.folderAssets(node.assetCount)}>
          {number(node.assetCount)}
        </span>
      )}
    </li>
  )
}

/** Keeps the chosen folder in view, also when the choice changes elsewhere (a folder just created). */
function useReveal(tree: RefObject<HTMLElement | null>, chosen: FolderId | null): void {
  // After the dialog has opened: hidden elements cannot be scrolled.
  useEffect(
    () => itemOf(tree.current, chosen)?.scrollIntoView({ block: 'nearest' }),
    [tree, chosen],
  )
}

const itemOf = (tree: HTMLElement | null, id: FolderId | null): HTMLElement | null =>
  tree?.querySelector(`[data-id="${id ?? ''}"]`) ?? null
