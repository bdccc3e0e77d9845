/**
 * What is marked among the items of the library's grid, as in a desktop file manager. Pure: every function gives new
 * marks. Only assets can be selected; folders and headings can be led to, and lie in stretches without being taken.
 */
import type { AssetId } from '../../../core/brands.ts'

/** Enough of an item to select it or to go past it. `key` of an asset is its id. */
export type Markable =
  | { readonly type: 'asset'; readonly key: AssetId }
  | { readonly type: 'folder' | 'heading'; readonly key: string }

export interface Marks {
  readonly ids: ReadonlySet<AssetId>
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

export const NO_MARKS: Marks = { ids: new Set(), anchor: undefined, lead: undefined }

/** Item `at` was clicked. */
export function clicked(marks: Marks, items: readonly Markable[], at: number, how: How): Marks {
  const item = items[at]
  if (!item) return marks
  if (how.extend) return extended(marks, items, at, how)
  const ids = how.toggle ? toggledIn(marks.ids, item) : idsOf([item])
  return { ids, anchor: item.key, lead: item.key }
}

/** A key leads to item `at`: it is selected alone, joins a stretch (`extend`), or is only led to (`toggle`). */
export function ledTo(marks: Marks, items: readonly Markable[], at: number, how: How): Marks {
  const item = items[at]
  if (!item) return marks
  if (how.extend) return extended(marks, items, at, how)
  if (how.toggle) return { ...marks, lead: item.key }
  return { ids: idsOf([item]), anchor: item.key, lead: item.key }
}

/** The item that is led to is taken in or out. */
export function toggled(marks: Marks, items: readonly Markable[], at: number): Marks {
  const item = items[at]
  if (!item) return marks
  return { ids: toggledIn(marks.ids, item), anchor: item.key, lead: item.key }
}

export const allOf = (marks: Marks, items: readonly Markable[]): Marks => ({
  ...marks,
  ids: idsOf(items),
})

export const noneOf = (marks: Marks): Marks =>
  marks.ids.size === 0 ? marks : { ...marks, ids: NO_MARKS.ids }

/** A frame was drawn around items: it replaces what was selected `before`, adds to it, or turns it around. */
export function swept(
  before: ReadonlySet<AssetId>,
  framed: readonly Markable[],
  how: How,
): ReadonlySet<AssetId> {
  if (how.toggle) return framed.reduce(toggledIn, before)
  return how.extend ? new Set([...before, ...idsOf(framed)]) : idsOf(framed)
}

/**
 * The same marks among other items: what is no longer shown is no longer selected, so that nothing is done to what
 * cannot be seen. The lead goes to what now stands where it stood (`ledAt`).
 */
export function among(
  marks: Marks,
  items: readonly Markable[],
  at: ReadonlyMap<string, number>,
  ledAt: number,
): Marks {
  const gone = [...marks.ids].some((id) => !at.has(id))
  const ids = gone ? new Set([...marks.ids].filter((id) => at.has(id))) : marks.ids
  const has = (key: string | undefined): boolean => key !== undefined && at.has(key)
  const lead = has(marks.lead)
    ? marks.lead
    : items[Math.min(Math.max(0, ledAt), items.length - 1)]?.key
  const anchor = has(marks.anchor) ? marks.anchor : lead
  return ids === marks.ids && lead === marks.lead && anchor === marks.anchor
    ? marks
    : { ids, lead, anchor }
}

// Helpers

function extended(marks: Marks, items: readonly Markable[], at: number, how: How): Marks {
  const anchor = marks.anchor ?? marks.lead
  const from = Math.max(
    0,
    items.findIndex(({ key }) => key === anchor),
  )
  const stretch = idsOf(items.slice(Math.min(from, at), Math.max(from, at) + 1))
  const ids = how.toggle ? new Set([...marks.ids, ...stretch]) : stretch
  return { ids, anchor: items[from]?.key, lead: items[at]?.key }
}

function idsOf(items: readonly Markable[]): Set<AssetId> {
  const ids = new Set<AssetId>()
  for (const item of items) if (item.type === 'asset') ids.add(item.key)
  return ids
}

function toggledIn(ids: ReadonlySet<AssetId>, item: Markable): ReadonlySet<AssetId> {
  if (item.type !== 'asset') return ids
  const next = new Set(ids)
  if (!next.delete(item.key)) next.add(item.key)
  return next
}
