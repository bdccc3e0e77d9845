import type { RunView } from '../../../models/views.ts'
import { strings } from '../../../strings/en/panel.ts'
import { SortHead } from '../../kit/sorting.tsx'

/** Grid rows taken by the column heads, even if hidden; files are counted after them. */
export const HEAD_ROWS = 1

/** The column heads, if there is room for columns; most of them sort. */
export function ListHead({ run }: { run: RunView }) {
  return (
    <div role="row" class="columns" aria-rowindex={HEAD_ROWS}>
      {COLUMNS.map(({ name, by }, n) => (
        <SortHead
          key={name}
          class={`head-${name}`}
          column={n + 1}
          words={strings.columns[name]}
          by={by}
          sort={run.sort.value}
          onSort={(sort) => run.setSort(sort)}
        />
      ))}
    </div>
  )
}

/** Whether the event comes from a column head; such keys do not act on rows. */
export const onHead = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('.columns') !== null

// Helpers

/** Columns with a head; those without a sort key are not sortable. */
const COLUMNS = [
  { name: 'name', by: 'name' },
  { name: 'state', by: undefined },
  { name: 'size', by: 'size' },
  { name: 'folder', by: 'folder' },
] as const
