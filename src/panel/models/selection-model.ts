/** A list's selection: {@link Marks} as signals that follow the list's items. */
import { batch, computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { type How, type Keyed, Marker, type Marks, NO_MARKS, type Selecting } from './selection.ts'

export interface SelectionView<Item, Id> {
  /** The selected ids, which actions apply to. */
  readonly ids: ReadonlySignal<ReadonlySet<Id>>
  /** Key of the item that Tab focuses: the first one until a person moves it; undefined in an empty list. */
  readonly lead: ReadonlySignal<string | undefined>
  /** The current index of the item with this key; -1 if there is none. */
  indexOf(key: string | undefined): number
  click(at: number, how: How): void
  go(at: number, how: How): void
  /** Moves the lead to item `at` and starts the next range there; selects nothing. */
  focus(at: number): void
  toggle(at: number): void
  all(): void
  none(): void
  /** Selects those of `ids` that are shown. Moves the lead to the first of them that has an item. */
  select(ids: Iterable<Id>): void
  /** A selection frame covers `items`; `before`: the selection when the frame was started. */
  sweep(before: ReadonlySet<Id>, items: readonly Item[], how: How): void
}

export interface SelectionModelView<Item, Id> extends SelectionView<Item, Id> {
  /** Stops following the items. */
  end(): void
}

export function selectionOver<Item extends Keyed, Id>(
  items: ReadonlySignal<readonly Item[]>,
  by: Selecting<Item, Id>,
): SelectionModelView<Item, Id> {
  const marker = new Marker(by)
  const ids = signal<ReadonlySet<Id>>(NO_MARKS.ids)
  const lead = signal<string | undefined>(undefined)
  const indices = computed(() => new Map(items.value.map(({ key }, at) => [key, at])))
  let anchor: string | undefined
  let leadIndex = 0
  let isTouched = false

  const marks = (): Marks<Id> => ({ ids: ids.peek(), anchor, lead: lead.peek() })
  const put = (next: Marks<Id>): void =>
    batch(() => {
      ids.value = next.ids
      lead.value = next.lead
      anchor = next.anchor
      leadIndex = indices.peek().get(next.lead ?? '') ?? leadIndex
    })
  const set = (next: Marks<Id>): void => {
    isTouched = true
    put(next)
  }

  const end = effect(() => {
    const at = indices.value
    put(marker.among(isTouched ? marks() : NO_MARKS, items.peek(), at, leadIndex))
  })

  return {
    ids,
    lead,
    indexOf: (key) => (key === undefined ? -1 : (indices.peek().get(key) ?? -1)),
    click: (at, how) => set(marker.clicked(marks(), items.peek(), at, how)),
    go: (at, how) => set(marker.ledTo(marks(), items.peek(), at, how)),
    focus(at) {
      const key = items.peek()[at]?.key
      if (key !== undefined) set({ ids: ids.peek(), anchor: key, lead: key })
    },
    toggle: (at) => set(marker.toggled(marks(), items.peek(), at)),
    all: () => set(marker.all(marks(), items.peek())),
    none: () => set({ ...marks(), ids: NO_MARKS.ids }),
    select(requested) {
      const shown = marker.shown(new Set(requested), items.peek())
      const first = items.peek().find((item) => {
        const id = by.idOf(item)
        return id !== undefined && shown.has(id)
      })
      const key = first?.key ?? lead.peek()
      set({ ids: shown, anchor: key, lead: key })
    },
    sweep: (before, framed, how) => set({ ...marks(), ids: marker.swept(before, framed, how) }),
    end,
  }
}
