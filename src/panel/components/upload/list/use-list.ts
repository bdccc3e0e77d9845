import { useComputed, useSignal, type Signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { RowId } from '../../../../core/brands.ts'
import type { Selecting } from '../../../models/selection.ts'
import { selectionOver, type SelectionView } from '../../../models/selection-model.ts'
import type { RunView } from '../../../models/views.ts'
import { type Filter, type Folds, type ListItem, listItems, rowsOf } from './list-items.ts'
import type { ListKey } from './list-keys.ts'

/** The list's items, selection and open row. */
export interface List {
  readonly filter: Signal<Filter>
  readonly items: { readonly value: readonly ListItem[] }
  readonly selection: SelectionView<ListItem, RowId>
  /** The row whose details are open. */
  readonly open: Signal<RowId | undefined>
  readonly fold: (item: ListItem) => void
  /** Handles a key; returns the new position if it moved. */
  readonly press: (key: ListKey, at: number) => number | undefined
}

export function useList(run: RunView): List {
  const filter = useSignal<Filter>('all')
  const folds = useSignal<Folds>(new Map())
  const open = useSignal<RowId | undefined>(undefined)
  // Rows change sections only when a count changes.
  const moves = useComputed(() => Object.values(run.totals.value.counts).join())
  const items = useComputed(() => {
    void moves.value
    return listItems(run.rows.value, run.groups.value, filter.value, folds.value)
  })
  const selection = useMemo(() => selectionOver(items, SELECT_ROWS), [items])
  useEffect(() => () => selection.end(), [selection])

  /** An action's targets: the selection if the item belongs to it, else the item. */
  const targets = (item: ListItem): readonly RowId[] => {
    const own = rowsOf(item)
    const marked = selection.ids.peek()
    return own.some((id) => marked.has(id)) ? [...marked] : own
  }
  const fold = (item: ListItem) => {
    if (item.type !== 'row') folds.value = new Map(folds.peek()).set(item.key, !item.folded)
  }
  return {
    filter,
    items,
    selection,
    open,
    fold,
    press(key, at) {
      const item = items.peek()[at]
      if (!item) return undefined
      switch (key.type) {
        case 'go':
          if (key.extend) selection.go(key.to, { extend: true })
          else selection.focus(key.to)
          return key.to
        case 'select-all':
          selection.all()
          return undefined
        case 'toggle':
          selection.toggle(at)
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
          selection.none()
          return undefined
      }
    },
  }
}

// Helpers

/** Selecting everything includes a group's rows; selecting its heading does not. */
const SELECT_ROWS: Selecting<ListItem, RowId> = {
  idOf: (item) => (item.type === 'row' ? item.row.id : undefined),
  idsOf: rowsOf,
}
