import { pathTo } from '../canvas-document.ts'
import type { HostState } from './state.ts'

/** The selected element's path; a click selects an ancestor. */
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
