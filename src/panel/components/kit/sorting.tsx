import { type Sort, sortKey } from '../../models/ordered.ts'
import { strings } from '../../strings/en/panel.ts'
import { Choice } from './choice.tsx'
import { Glyph, Icon } from './icons.tsx'

interface SortChoiceProps<By extends string> {
  readonly sort: Sort<By>
  /** The sort orders offered; column heads may use others. */
  readonly offered: readonly Sort<By>[]
  /** The name of each order, ascending and descending. */
  readonly words: Readonly<Record<By, readonly [up: string, down: string]>>
  /** Whether the value differs from the default. */
  readonly active: boolean
  readonly onSort: (sort: Sort<By>) => void
}

/** A choice of sort orders. */
export function SortChoice<By extends string>(props: SortChoiceProps<By>) {
  const { sort, offered, words, active, onSort } = props
  const wordsOf = ({ by, descending }: Sort<By>) => words[by][descending ? 1 : 0]
  const isOffered = offered.some((other) => sortKey(other) === sortKey(sort))
  const choices = isOffered ? offered : [...offered, sort]
  return (
    <Choice
      label={strings.sort}
      icon={
        <Glyph>
          <path d="M4.75 13V3M2.25 5.5 4.75 3l2.5 2.5M11.25 3v10M8.75 10.5l2.5 2.5 2.5-2.5" />
        </Glyph>
      }
      value={sortKey(sort)}
      shown={wordsOf(sort)}
      active={active}
      options={choices.map((choice) => [sortKey(choice), wordsOf(choice)])}
      onChoose={(value) => {
        const chosen = choices.find((choice) => sortKey(choice) === value)
        if (chosen) onSort(chosen)
      }}
    />
  )
}

interface SortHeadProps<By extends string> {
  readonly class: string
  /** From 1. */
  readonly column: number
  readonly words: string
  /** The column's sort key; undefined: not sortable. */
  readonly by: By | undefined
  readonly sort: Sort<By>
  readonly onSort: (sort: Sort<By>) => void
}

/** A column head: a click sorts, another reverses. */
export function SortHead<By extends string>(props: SortHeadProps<By>) {
  const { column, words, by, sort, onSort } = props
  const sorted = by !== undefined && by === sort.by
  return (
    <div
      role="columnheader"
      class={props.class}
      aria-colindex={column}
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
    >
      {by === undefined ? (
        words
      ) : (
        <button
          type="button"
          class="column-sort"
          onClick={() => onSort({ by, descending: sorted && !sort.descending })}
        >
          {words}
          {sorted && <SortMark descending={sort.descending} />}
        </button>
      )}
    </div>
  )
}

// Helpers

function SortMark({ descending }: { descending: boolean }) {
  if (descending) return <Icon name="down" size={12} />
  return (
    <Glyph size={12}>
      <path d="m4 10 4-4 4 4" />
    </Glyph>
  )
}
