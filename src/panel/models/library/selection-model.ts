/** What is marked in the library: {@link Marks} as signals, kept true while the items around them change. */
import { batch, computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { AssetId } from '../../../core/brands.ts'
import {
  allOf,
  among,
  clicked,
  ledTo,
  NO_MARKS,
  noneOf,
  swept,
  toggled,
  type How,
  type Markable,
  type Marks,
} from './selection.ts'

export interface SelectionView {
  /** What every action is about. */
  readonly ids: ReadonlySignal<ReadonlySet<AssetId>>
  /** Key of the item that Tab leads to; undefined: there is none. */
  readonly lead: ReadonlySignal<string | undefined>
  /** Where the item with this key stands now; -1: nowhere. */
  indexOf(key: string | undefined): number
  click(at: number, how: How): void
  go(at: number, how: How): void
  toggle(at: number): void
  all(): void
  none(): void
  /** Selects these, as far as they are shown. */
  select(ids: Iterable<AssetId>): void
  /** A frame is being drawn around `items`; `before`: what was selected when it began. */
  sweep(before: ReadonlySet<AssetId>, items: readonly Markable[], how: How): void
}

export interface SelectionModelView extends SelectionView {
  /** Nothing is kept up any more. */
  end(): void
}

export function selectionOver(items: ReadonlySignal<readonly Markable[]>): SelectionModelView {
  const ids = signal<ReadonlySet<AssetId>>(NO_MARKS.ids)
  const lead = signal<string | undefined>(undefined)
  const places = computed(() => new Map(items.value.map(({ key }, at) => [key, at])))
  let anchor: string | undefined
  let ledAt = 0

  const marks = (): Marks => ({ ids: ids.peek(), anchor, lead: lead.peek() })
  const set = (next: Marks): void =>
    batch(() => {
      ids.value = next.ids
      lead.value = next.lead
      anchor = next.anchor
      ledAt = places.peek().get(next.lead ?? '') ?? ledAt
    })

  const end = effect(() => {
    const at = places.value
    set(among(marks(), items.peek(), at, ledAt))
  })

  return {
    ids,
    lead,
    indexOf: (key) => (key === undefined ? -1 : (places.peek().get(key) ?? -1)),
    click: (at, how) => set(clicked(marks(), items.peek(), at, how)),
    go: (at, how) => set(ledTo(marks(), items.peek(), at, how)),
    toggle: (at) => set(toggled(marks(), items.peek(), at)),
    all: () => set(allOf(marks(), items.peek())),
    none: () => set(noneOf(marks())),
    select(wanted) {
      const shown = new Set([...wanted].filter((id) => places.peek().has(id)))
      const [first = lead.peek()] = shown
      set({ ids: shown, anchor: first, lead: first })
    },
    sweep: (before, framed, how) => set({ ...marks(), ids: swept(before, framed, how) }),
    end,
  }
}
