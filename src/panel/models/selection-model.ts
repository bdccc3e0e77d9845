/** What is marked in a list: {@link Marks} as signals, kept true while the items around them change. */
import { batch, computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { type How, type Keyed, Marker, type Marks, NO_MARKS, type Selecting } from './selection.ts'

export interface SelectionView<Item, Id> {
  /** What every action is about. */
  readonly ids: ReadonlySignal<ReadonlySet<Id>>
  /** Key of the item that Tab leads to: the first one until a person has led elsewhere; undefined: there is none. */
  readonly lead: ReadonlySignal<string | undefined>
  /** Where the item with this key stands now; -1: nowhere. */
  indexOf(key: string | undefined): number
  click(at: number, how: How): void
  go(at: number, how: How): void
  /** Leads to item `at` and begins the next stretch there; selects nothing. */
  focus(at: number): void
  toggle(at: number): void
  all(): void
  none(): void
  /** Selects these, as far as they are shown. The first one is led to, where it is an item. */
  select(ids: Iterable<Id>): void
  /** A frame is being drawn around `items`; `before`: what was selected when it began. */
  sweep(before: ReadonlySet<Id>, items: readonly Item[], how: How): void
}

export interface SelectionModelView<Item, Id> extends SelectionView<Item, Id> {
  /** Follows the items no longer. */
  end(): void
}

export function selectionOver<Item extends Keyed, Id>(
  items: ReadonlySignal<readonly Item[]>,
  by: Selecting<Item, Id>,
): SelectionModelView<Item, Id> {
  const marker = new Marker(by)
  const ids = signal<ReadonlySet<Id>>(NO_MARKS.ids)
  const lead = signal<string | undefined>(undefined)
  const places = computed(() => new Map(items.value.map(({ key }, at) => [key, at])))
  let anchor: string | undefined
  let ledAt = 0
  let isTouched = false

  const marks = (): Marks<Id> => ({ ids: ids.peek(), anchor, lead: lead.peek() })
  const put = (next: Marks<Id>): void =>
    batch(() => {
      ids.value = next.ids
      lead.value = next.lead
      anchor = next.anchor
      ledAt = places.peek().get(next.lead ?? '') ?? ledAt
    })
  const set = (next: Marks<Id>): void => {
    isTouched = true
    put(next)
  }

  const end = effect(() => {
    const at = places.value
    put(marker.among(isTouched ? marks() : NO_MARKS, items.peek(), at, ledAt))
  })

  return {
    ids,
    lead,
    indexOf: (key) => (key === undefined ? -1 : (places.peek().get(key) ?? -1)),
    click: (at, how) => set(marker.clicked(marks(), items.peek(), at, how)),
    go: (at, how) => set(marker.ledTo(marks(), items.peek(), at, how)),
    focus(at) {
      const key = items.peek()[at]?.key
      if (key !== undefined) set({ ids: ids.peek(), anchor: key, lead: key })
    },
    toggle: (at) => set(marker.toggled(marks(), items.peek(), at)),
    all: () => set(marker.all(marks(), items.peek())),
    none: () => set({ ...marks(), ids: NO_MARKS.ids }),
    select(wanted) {
      const shown = marker.shown(new Set(wanted), items.peek())
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
