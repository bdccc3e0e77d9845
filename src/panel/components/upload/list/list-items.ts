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

/** An item of the list. Its key stays the same when it moves. */
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
      /** Whether it is shown beside the asset with the same name. */
      readonly conflict: boolean
    }

/** Sections and groups opened or closed by a person, by key; others keep their default. */
export type Folds = ReadonlyMap<string, boolean>

/** Groups with more files than this start folded. */
const OPEN_GROUP = 3

/**
 * The filtered list: files that need attention (grouped by reason), in progress, done. Reads row states without
 * subscribing; callers know from the run's counts when to call again.
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

/** The rows of an item. */
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

/** Groups ordered by when their reason first appeared; rows keep the list's order. */
function needsItems(
  rows: readonly RowView[],
  groups: readonly AttentionGroup[],
  folds: Folds,
): readonly ListItem[] {
  const groupOf = new Map(groups.flatMap((group) => group.rows.map((id) => [id, group])))
  const members = Map.groupBy(rows, ({ id }) => groupOf.get(id))
  // A single file explains itself in its row, unless it has a name conflict to decide.
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
