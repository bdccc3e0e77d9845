import type { RunView } from '../../../models/views.ts'
import { strings } from '../../../strings/en/panel.ts'
import { SortHead } from '../../kit/sorting.tsx'

/** Rows of the grid that the heads take, also where they are not shown: files are counted after them. */
export const HEAD_ROWS = 1

/** The heads of the columns, where there is room for columns; most sort. */
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

/** Keys on the columns' heads are not meant for the rows. */
export const onHead = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('.columns') !== null

// Helpers

/** The columns that are told at their heads; those without an order cannot be sorted by. */
const COLUMNS = [
  { name: 'name', by: 'name' },
  { name: 'state', by: undefined },
  { name: 'size', by: 'size' },
  { name: 'folder', by: 'folder' },
] as const
