import { useComputed, useSignal, type Signal } from '@preact/signals'
import type { RowId } from '../../core/brands.ts'
import type { RunView } from '../models/views.ts'
import { type Filter, type Folds, type ListItem, listItems, rowsOf } from './list-items.ts'
import type { ListKey } from './list-keys.ts'

/** What the list shows and what a person has marked in it. */
export interface List {
  readonly filter: Signal<Filter>
  readonly items: { readonly value: readonly ListItem[] }
  /** Key of the item that Tab leads to. */
  readonly active: Signal<string | undefined>
  readonly selected: Signal<ReadonlySet<RowId>>
  /** The row whose details are open. */
  readonly open: Signal<RowId | undefined>
  readonly fold: (item: ListItem) => void
  /** Selects as a click does: alone, to and fro with Ctrl or ⌘, a stretch with Shift. */
  readonly click: (at: number, how: { readonly toggle: boolean; readonly extend: boolean }) => void
  /** Does what a key means; the new position when it moved. */
  readonly press: (key: ListKey, at: number) => number | undefined
}

export function useList(run: RunView): List {
  const filter = useSignal<Filter>('all')
  const folds = useSignal<Folds>(new Map())
  const active = useSignal<string | undefined>(undefined)
  const anchor = useSignal<string | undefined>(undefined)
  const selected = useSignal<ReadonlySet<RowId>>(new Set())
  const open = useSignal<RowId | undefined>(undefined)
  // States move between sections only together with a count.
  const moves = useComputed(() => Object.values(run.totals.value.counts).join())
  const items = useComputed(() => {
    void moves.value
    return listItems(run.rows.value, run.groups.value, filter.value, folds.value)
  })

  const stretch = (to: number): ReadonlySet<RowId> => {
    const all = items.peek()
    const from = Math.max(
      0,
      all.findIndex((item) => item.key === anchor.peek()),
    )
    const [low, high] = from < to ? [from, to] : [to, from]
    return new Set(all.slice(low, high + 1).flatMap(visibleRow))
  }
  const toggled = (item: ListItem): ReadonlySet<RowId> => {
    const next = new Set(selected.peek())
    for (const id of visibleRow(item)) if (!next.delete(id)) next.add(id)
    return next
  }
  /** What an action means: all that is selected where the item belongs to it, else the item. */
  const targets = (item: ListItem): readonly RowId[] => {
    const own = rowsOf(item)
    const marked = selected.peek()
    return own.some((id) => marked.has(id)) ? [...marked] : own
  }
  const fold = (item: ListItem) => {
    if (item.type !== 'row') folds.value = new Map(folds.peek()).set(item.key, !item.folded)
  }
  const list: List = {
    filter,
    items,
    active,
    selected,
    open,
    fold,
    click(at, how) {
      const item = items.peek()[at]
      if (!item) return
      active.value = item.key
      if (how.extend) selected.value = stretch(at)
      else {
        anchor.value = item.key
        selected.value = how.toggle ? toggled(item) : new Set(visibleRow(item))
      }
    },
    press(key, at) {
      const item = items.peek()[at]
      if (!item) return undefined
      switch (key.type) {
        case 'go': {
          if (key.extend) {
            anchor.value ??= item.key
            selected.value = stretch(key.to)
          } else anchor.value = items.peek()[key.to]?.key
          active.value = items.peek()[key.to]?.key
          return key.to
        }
        case 'select-all':
          selected.value = new Set(items.peek().flatMap(rowsOf))
          return undefined
        case 'toggle':
          selected.value = toggled(item)
          return undefined
        case 'details':
          if (item.type === 'row') open.value = item.row.id
          else fold(item)
          return undefined
        case 'cancel':
          run.cancel(targets(item))
          return undefined
        case 'retry':
          run.retry(targets(item))
          return undefined
        case 'unselect':
          selected.value = new Set()
          return undefined
      }
    },
  }
  return list
}

// Helpers

const visibleRow = (item: ListItem): readonly RowId[] => (item.type === 'row' ? [item.row.id] : [])
