import { pathTo } from '../canvas-document.ts'
import type { HostState } from './state.ts'

/** Where the selected element stands on the page; a click selects what is around it. */
export function Crumbs({ state }: { state: HostState }) {
  const { history, selectedNode, selected } = state
  const node = selectedNode.value
  const path = node ? pathTo(history.canvas.value, node.id) : []
  return (
    <nav class="crumbs" aria-label="Path to the selected element">
      {node === null && <span>Nothing selected</span>}
      {path.slice(0, -1).map(({ id, name }) => (
        <button
          key={id}
          type="button"
          aria-label={`Select ${name}`}
          onClick={() => {
            selected.value = id
          }}
        >
          {name}
        </button>
      ))}
      {node !== null && <span aria-current="true">{node.name}</span>}
    </nav>
  )
}
