import type { FolderNode } from './folder-nodes.ts'
import { Icon } from '../kit/icons.tsx'

/** Expands and collapses a tree node by mouse; the tree handles the keyboard. */
export function TreeFold({ open, onToggle }: Pick<FolderNode, 'open'> & { onToggle: () => void }) {
  return (
    <span
      class={`tree-fold ${open === undefined ? 'none' : ''}`}
      onClick={(event) => {
        if (open === undefined) return
        event.stopPropagation()
        onToggle()
      }}
    >
      {open !== undefined && <Icon name={open ? 'down' : 'chevron'} size={12} />}
    </span>
  )
}
