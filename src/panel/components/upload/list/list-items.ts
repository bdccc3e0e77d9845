import type { RowId } from '../../../../core/brands.ts'
import {
  isConflict,
  isSettled,
  isUndecided,
  needsAnswer,
  type RowState,
} from '../../../../core/row.ts'
import type { AttentionGroup, RowView } from '../../../models/views.ts'

export type Filter = 'all' | 'needs' | 'left' | 'done'
type Section = Exclude<Filter, 'all'>

/** What stands in the list, from top to bottom. Every item has a key that stays with it when it moves. */
export type ListItem =
  | {
      readonly type: 'section'
      readonly key: string
      readonly section: Section
      readonly count: number
      readonly folded: boolean
    }
  | {
      readonly type: 'group'
      readonly key: string
      readonly group: AttentionGroup
      readonly folded: boolean
    }
  | {
      readonly type: 'row'
      readonly key: string
      readonly row: RowView
      readonly undecided: boolean
      /** It stands with the asset that has its name, side by side. */
      readonly conflict: boolean
    }

/** Keys of sections and groups that a person has opened or closed, against their default. */
export type Folds = ReadonlyMap<string, boolean>

/** More files than this that need a person for one reason begin folded under their group. */
const OPEN_GROUP = 3

/**
 * The list under a filter: what needs a person (grouped by reason), what is on its way, what is done. Reads the
 * rows' states without subscribing to them: whoever calls it knows from the run's counts when to call again.
 */
export function listItems(
  rows: readonly RowView[],
  groups: readonly AttentionGroup[],
  filter: Filter,
  folds: Folds,
): readonly ListItem[] {
  const parts: Record<Section, RowView[]> = { needs: [], left: [], done: [] }
  for (const row of rows) parts[sectionOf(row.state.peek())].push(row)
  const shown = SECTIONS.filter(
    (section) => parts[section].length > 0 && (filter === 'all' || filter === section),
  )
  const headed = shown.length > 1
  return shown.flatMap((section) => {
    const key = `section:${section}`
    const folded = headed && folds.get(key) === true
    const head = { type: 'section', key, section, count: parts[section].length, folded } as const
    const body =
      section === 'needs' ? needsItems(parts.needs, groups, folds) : parts[section].map(rowItem)
    return [...(headed ? [head] : []), ...(folded ? [] : body)]
  })
}

function sectionOf(state: RowState): Section {
  if (state.phase === 'failed' || state.phase === 'refused' || needsAnswer(state)) return 'needs'
  return isSettled(state) ? 'done' : 'left'
}

/** The rows that an item stands for. */
export const rowsOf = (item: ListItem): readonly RowId[] => {
  switch (item.type) {
    case 'row':
      return [item.row.id]
    case 'group':
      return item.group.rows
    case 'section':
      return []
  }
}

// Helpers

const SECTIONS: readonly Section[] = ['needs', 'left', 'done']

const rowItem = (row: RowView): ListItem => ({
  type: 'row',
  key: `row:${row.id}`,
  row,
  undecided: isUndecided(row.state.peek()),
  conflict: isConflict(row.state.peek()),
})

/** Groups in the order in which their reasons came; in a group and outside, rows as the list has them. */
function needsItems(
  rows: readonly RowView[],
  groups: readonly AttentionGroup[],
  folds: Folds,
): readonly ListItem[] {
  const groupOf = new Map(groups.flatMap((group) => group.rows.map((id) => [id, group])))
  const members = Map.groupBy(rows, ({ id }) => groupOf.get(id))
  // One file says it all in its own row, but for what is to be decided about a name.
  const cards = groups.filter((group) => {
    const own = members.get(group)?.length ?? 0
    return own > 1 || (own === 1 && group.type === 'conflict')
  })
  const grouped = cards.flatMap((group) => {
    const own = members.get(group) ?? []
    const key = `group:${group.type === 'failed' ? group.code : group.type}`
    const folded = folds.get(key) ?? (own.length > OPEN_GROUP && group.type !== 'conflict')
    const card: ListItem = { type: 'group', key, group, folded }
    return [card, ...(folded ? [] : own.map(rowItem))]
  })
  const inCards = new Set<AttentionGroup | undefined>(cards)
  const free = rows.filter(({ id }) => !inCards.has(groupOf.get(id)))
  return [...grouped, ...free.map(rowItem)]
}
