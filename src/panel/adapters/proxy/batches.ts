/** Splits `items` into batches of at most `size`, each with the index of its first item. */
export function* batches<Item>(
  items: readonly Item[],
  size: number,
): Generator<{ readonly start: number; readonly items: readonly Item[] }> {
  for (let start = 0; start < items.length; start += size) {
    yield { start, items: items.slice(start, start + size) }
  }
}
