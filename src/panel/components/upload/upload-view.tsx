import { useComputed } from '@preact/signals'
import './upload-view.css'
import type { RowId } from '../../../core/brands.ts'
import { controlOf, isConflict, isSettled, isUndecided } from '../../../core/row.ts'
import { sortKey } from '../../models/ordered.ts'
import { AS_ADDED, ROW_ORDERS } from '../../models/row-sorts.ts'
import type { RowView } from '../../models/views.ts'
import type { PanelView } from '../kit/panel-view.ts'
import { conflictWords } from '../../strings/en/conflict.ts'
import { planWords } from '../../strings/en/plan.ts'
import { strings } from '../../strings/en/panel.ts'
import { shortNumber } from '../../strings/format.ts'
import { Button, IconButton } from '../kit/button.tsx'
import { Icon } from '../kit/icons.tsx'
import { Details } from './details.tsx'
import { UploadList } from './list/file-list.tsx'
import { LazyReplaceBar } from '../lazy/lazy-parts.ts'
import type { Filter } from './list/list-items.ts'
import { RunHeader } from './run-header.tsx'
import { SortChoice } from '../kit/sorting.tsx'
import { type List, useList } from './list/use-list.ts'

/** The active run: its header, its files, their actions. */
export function UploadView({ panel }: { panel: PanelView }) {
  const list = useList(panel.run)
  const open = list.open.value
  const opened = panel.opened.value
  const row = open === undefined ? undefined : panel.run.rows.value.find(({ id }) => id === open)
  return (
    <div class="work">
      <RunHeader panel={panel} />
      {opened && <LazyReplaceBar library={opened} />}
      <div class="sheet-of-files">
        <div class="list-bar">
          <Filters panel={panel} list={list} />
          <Sorts panel={panel} />
        </div>
        <UploadList panel={panel} list={list} />
        <SelectionBar panel={panel} list={list} />
      </div>
      {row && <Details row={row} panel={panel} onClose={() => (list.open.value = undefined)} />}
    </div>
  )
}

// Helpers

function Filters({ panel, list }: { panel: PanelView; list: List }) {
  const counts = useComputed(() => {
    const { total, left, failed, refused, undecided } = panel.run.totals.value.counts
    const needs = failed + refused + undecided
    return { all: total, needs, left, done: total - left - needs }
  })
  return (
    <div class="filters" role="group" aria-label={strings.show}>
      {FILTERS.map((filter) => (
        <button
          key={filter}
          type="button"
          class={`chip ${filter} ${counts.value[filter] > 0 ? 'some' : ''}`}
          title={strings.filters[filter]}
          aria-pressed={list.filter.value === filter}
          onClick={() => (list.filter.value = filter)}
        >
          {filter === 'needs' && <Icon name="warn" size={12} />}
          <span class="chip-words">{strings.filters[filter]}</span>{' '}
          <span class="count">{shortNumber(counts.value[filter])}</span>
        </button>
      ))}
    </div>
  )
}

const FILTERS: readonly Filter[] = ['all', 'needs', 'left', 'done']

function Sorts({ panel: { run } }: { panel: PanelView }) {
  const sort = run.sort.value
  return (
    <SortChoice
      sort={sort}
      offered={ROW_ORDERS}
      words={strings.sorts}
      active={sortKey(sort) !== sortKey(AS_ADDED)}
      onSort={(next) => run.setSort(next)}
    />
  )
}

/** Actions for the selected rows; only those that apply. */
function SelectionBar({ panel, list }: { panel: PanelView; list: List }) {
  const { run } = panel
  const can = useComputed(() => {
    // Subscribes to the totals, which change with every state; following ten thousand rows would take longer.
    void run.totals.value
    return choicesFor(run.rows.value, list.selection.ids.value)
  })
  const ids = list.selection.ids.value
  if (ids.size === 0) return null
  const { retry, cancel, decide, answer } = can.value
  const rows = [...ids]
  const [only] = rows
  return (
    <div class="selection" role="group" aria-label={strings.selected(ids.size)}>
      <span class="selection-count">{strings.selected(ids.size)}</span>
      {rows.length === 1 && (
        <Button onClick={() => (list.open.value = only)}>{strings.details}</Button>
      )}
      {retry && <Button onClick={() => run.retry(rows)}>{strings.retry}</Button>}
      {cancel && <Button onClick={() => run.cancel(rows)}>{strings.cancel}</Button>}
      {decide && (
        <>
          <Button onClick={() => run.keep(rows)}>{strings.keep}</Button>
          <Button onClick={() => run.moveHere(rows)}>{strings.move}</Button>
        </>
      )}
      {answer && (
        <>
          <Button onClick={() => run.replace(rows)}>{conflictWords.replace}</Button>
          <Button onClick={() => run.keepBoth(rows)}>{conflictWords.keepBoth}</Button>
        </>
      )}
      {(decide || answer) && <Button onClick={() => run.skip(rows)}>{planWords.skip}</Button>}
      <IconButton icon="cancel" label={strings.unselect} onClick={() => list.selection.none()} />
    </div>
  )
}

/** Actions that apply to at least one of the selected rows. */
function choicesFor(rows: readonly RowView[], marked: ReadonlySet<RowId>) {
  const can = { retry: false, cancel: false, decide: false, answer: false }
  if (marked.size === 0) return can
  for (const { id, state } of rows) {
    if (!marked.has(id)) continue
    const now = state.peek()
    can.retry ||= controlOf(now) === 'retry'
    can.cancel ||= !isSettled(now)
    can.decide ||= isUndecided(now)
    can.answer ||= isConflict(now)
  }
  return can
}
