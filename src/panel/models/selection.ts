/**
 * Selection in a list, as in a desktop file manager. Pure: every method returns new marks. Not every item can be
 * selected: headings and folders can have the lead, and ranges skip them.
 */

/** An item with a key that stays the same when the item moves. */
export interface Keyed {
  readonly key: string
}

/** How a list's items map to the ids that can be selected. */
export interface Selecting<Item, Id> {
  /** The id that selecting the item selects; undefined: none. */
  readonly idOf: (item: Item) => Id | undefined
  /** All ids that the item represents, even while collapsed: "all" selects them, and they stay selected. */
  readonly idsOf: (item: Item) => readonly Id[]
}

export interface Marks<Id> {
  readonly ids: ReadonlySet<Id>
  /** Key of the item where a range starts. */
  readonly anchor: string | undefined
  /** Key of the item that Tab focuses. */
  readonly lead: string | undefined
}

/** Modifiers of a click or key: `toggle` is Ctrl or ⌘, `extend` is Shift; both together add a range. */
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

  /** A key moves the lead to item `at`: selects it alone, extends the range (`extend`), or selects nothing (`toggle`). */
  ledTo(marks: Marks<Id>, items: readonly Item[], at: number, how: How): Marks<Id> {
    if (how.extend) return this.#extended(marks, items, at, how)
    if (!how.toggle) return this.#alone(marks, items, at)
    return { ...marks, lead: items[at]?.key ?? marks.lead }
  }

  /** Selects or deselects item `at`. */
  toggled(marks: Marks<Id>, items: readonly Item[], at: number): Marks<Id> {
    const item = items[at]
    if (!item) return marks
    return { ids: this.#toggledIn(marks.ids, item), anchor: item.key, lead: item.key }
  }

  all(marks: Marks<Id>, items: readonly Item[]): Marks<Id> {
    return { ...marks, ids: new Set(items.flatMap(this.#by.idsOf)) }
  }

  /** A frame was drawn around items: replaces the selection `before`, adds to it (`extend`), or inverts it (`toggle`). */
  swept(before: ReadonlySet<Id>, framed: readonly Item[], how: How): ReadonlySet<Id> {
    if (how.toggle) return framed.reduce((ids, item) => this.#toggledIn(ids, item), before)
    return new Set([...(how.extend ? before : []), ...this.#idsOf(framed)])
  }

  /**
   * Applies the marks to other items. Items that are no longer shown are deselected, so that no action affects hidden
   * items. If the lead is gone, the item now at its index (`leadIndex`) becomes the lead.
   */
  among(
    marks: Marks<Id>,
    items: readonly Item[],
    at: ReadonlyMap<string, number>,
    leadIndex: number,
  ): Marks<Id> {
    const has = (key: string | undefined): boolean => key !== undefined && at.has(key)
    const next = items[Math.min(Math.max(0, leadIndex), items.length - 1)]
    const lead = has(marks.lead) ? marks.lead : next?.key
    const anchor = has(marks.anchor) ? marks.anchor : lead
    return { ids: this.shown(marks.ids, items), lead, anchor }
  }

  /** Those of `ids` that are shown; the same set if all are. */
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
    const range = this.#idsOf(items.slice(Math.min(from, at), Math.max(from, at) + 1))
    const ids = how.toggle ? new Set([...marks.ids, ...range]) : range
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
