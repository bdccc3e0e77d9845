/** Compares names as people do, and inserts new items into sorted lists. */

/** What a list is sorted by. */
export interface Sort<By extends string = string> {
  readonly by: By
  readonly descending: boolean
}

/** A sort as a string, for storage and menus. */
export const sortKey = ({ by, descending }: Sort): string => `${by} ${descending ? 'down' : 'up'}`

/** Names as people order them: "2" before "10", case and accents aside. */
export const compareNames: (a: string, b: string) => number = new Intl.Collator('en', {
  numeric: true,
  sensitivity: 'base',
}).compare

/**
 * Removes the gone items from a sorted list and inserts the fresh ones in order. Returns a new array, or the same one if
 * nothing changes. Uses binary search, since comparing names is slow.
 */
export function reordered<Item>(
  items: readonly Item[],
  { gone, fresh }: { readonly gone: ReadonlySet<Item>; readonly fresh: readonly Item[] },
  compare: (a: Item, b: Item) => number,
): readonly Item[] {
  const stay = gone.size === 0 ? items : items.filter((item) => !gone.has(item))
  if (fresh.length === 0) return stay
  const sorted = fresh.toSorted(compare)
  const result: Item[] = []
  let from = 0
  for (const item of sorted) {
    const to = indexFor(item, stay, from, compare)
    for (let i = from; i < to; i++) push(result, stay[i])
    result.push(item)
    from = to
  }
  for (let i = from; i < stay.length; i++) push(result, stay[i])
  return result
}

// Helpers

function indexFor<Item>(
  item: Item,
  items: readonly Item[],
  from: number,
  compare: (a: Item, b: Item) => number,
): number {
  let [low, high] = [from, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const other = items[middle]
    if (other !== undefined && compare(other, item) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function push<Item>(items: Item[], item: Item | undefined): void {
  if (item !== undefined) items.push(item)
}
