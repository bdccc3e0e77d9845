/**
 * What is marked among the items of a list, as in a desktop file manager. Pure: every function gives new marks. Not every
 * item can be selected: headings and folders can be led to, and lie in stretches without being taken.
 */

/** Every item has a key that stays with it when it moves. */
export interface Keyed {
  readonly key: string
}

/** What of a list's items is selected. */
export interface Selecting<Item, Id> {
  /** What is selected with the item itself; undefined: nothing. */
  readonly idOf: (item: Item) => Id | undefined
  /** All that the item stands for, also while it is folded: what "all" selects, and what stays selected. */
  readonly idsOf: (item: Item) => readonly Id[]
}

export interface Marks<Id> {
  readonly ids: ReadonlySet<Id>
  /** Where a stretch begins. */
  readonly anchor: string | undefined
  /** The one item that Tab leads to. */
  readonly lead: string | undefined
}

/** How a click or a key is meant: `toggle` with Ctrl or ⌘, `extend` with Shift, both together add a stretch. */
export interface How {
  readonly toggle?: boolean
  readonly extend?: boolean
}

export const NO_MARKS: Marks<never> = { ids: new Set(), anchor: undefined, lead: undefined }

export class Marker<Item extends Keyed, Id> {
  readonly #by: Selecting<Item, Id>

  constructor(by: Selecting<Item, Id>) {
    this.#by = by
  }

  /** Item `at` was clicked. */
  clicked(marks: Marks<Id>, items: readonly Item[], at: number, how: How): Marks<Id> {
    if (how.extend) return this.#extended(marks, items, at, how)
    return how.toggle ? this.toggled(marks, items, at) : this.#alone(marks, items, at)
  }

  /** A key leads to item `at`: it is selected alone, joins a stretch (`extend`), or is only led to (`toggle`). */
  ledTo(marks: Marks<Id>, items: readonly Item[], at: number, how: How): Marks<Id> {
    if (how.extend) return this.#extended(marks, items, at, how)
    if (!how.toggle) return this.#alone(marks, items, at)
    return { ...marks, lead: items[at]?.key ?? marks.lead }
  }

  /** The item is taken in or out. */
  toggled(marks: Marks<Id>, items: readonly Item[], at: number): Marks<Id> {
    const item = items[at]
    if (!item) return marks
    return { ids: this.#toggledIn(marks.ids, item), anchor: item.key, lead: item.key }
  }

  all(marks: Marks<Id>, items: readonly Item[]): Marks<Id> {
    return { ...marks, ids: new Set(items.flatMap(this.#by.idsOf)) }
  }

  /** A frame was drawn around items: it replaces what was selected `before`, adds to it, or turns it around. */
  swept(before: ReadonlySet<Id>, framed: readonly Item[], how: How): ReadonlySet<Id> {
    if (how.toggle) return framed.reduce((ids, item) => this.#toggledIn(ids, item), before)
    return new Set([...(how.extend ? before : []), ...this.#idsOf(framed)])
  }

  /**
   * The same marks among other items: what is no longer shown is no longer selected, so that nothing is done to what
   * cannot be seen. The lead goes to what now stands where it stood (`ledAt`).
   */
  among(
    marks: Marks<Id>,
    items: readonly Item[],
    at: ReadonlyMap<string, number>,
    ledAt: number,
  ): Marks<Id> {
    const has = (key: string | undefined): boolean => key !== undefined && at.has(key)
    const next = items[Math.min(Math.max(0, ledAt), items.length - 1)]
    const lead = has(marks.lead) ? marks.lead : next?.key
    const anchor = has(marks.anchor) ? marks.anchor : lead
    return { ids: this.shown(marks.ids, items), lead, anchor }
  }

  /** Those that are shown; the same set where all are. */
  shown(ids: ReadonlySet<Id>, items: readonly Item[]): ReadonlySet<Id> {
    if (ids.size === 0) return ids
    const all = new Set(items.flatMap(this.#by.idsOf))
    const shown = new Set([...ids].filter((id) => all.has(id)))
    return shown.size === ids.size ? ids : shown
  }

  #alone(marks: Marks<Id>, items: readonly Item[], at: number): Marks<Id> {
    const item = items[at]
    return item ? { ids: this.#idsOf([item]), anchor: item.key, lead: item.key } : marks
  }

  #extended(marks: Marks<Id>, items: readonly Item[], at: number, how: How): Marks<Id> {
    const item = items[at]
    if (!item) return marks
    const anchor = marks.anchor ?? marks.lead
    const from = Math.max(
      0,
      items.findIndex(({ key }) => key === anchor),
    )
    const stretch = this.#idsOf(items.slice(Math.min(from, at), Math.max(from, at) + 1))
    const ids = how.toggle ? new Set([...marks.ids, ...stretch]) : stretch
    return { ids, anchor: items[from]?.key, lead: item.key }
  }

  #idsOf(items: readonly Item[]): Set<Id> {
    const ids = new Set<Id>()
    for (const item of items) {
      const id = this.#by.idOf(item)
      if (id !== undefined) ids.add(id)
    }
    return ids
  }

  #toggledIn(ids: ReadonlySet<Id>, item: Item): ReadonlySet<Id> {
    const id = this.#by.idOf(item)
    if (id === undefined) return ids
    const next = new Set(ids)
    if (!next.delete(id)) next.add(id)
    return next
  }
}
