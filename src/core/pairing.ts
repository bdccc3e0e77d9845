/** Pairs several assets with several image elements, in order, for a review. */

/** `element` undefined: no element is left for this asset. */
export interface NamePair<Asset, Element> {
  readonly asset: Asset
  readonly element: Element | undefined
}

/**
 * Pairs assets with elements in order, starting at the element `from` (the selected one) and leaving out those in
 * `skipped`. Does not wrap around: assets beyond the last element get none.
 */
export function pairInOrder<Asset, Element extends { readonly id: string }>(
  assets: readonly Asset[],
  elements: readonly Element[],
  { from, skipped }: { readonly from: string | undefined; readonly skipped: ReadonlySet<string> },
): readonly NamePair<Asset, Element>[] {
  const start = Math.max(
    0,
    elements.findIndex(({ id }) => id === from),
  )
  const free = elements.slice(start).filter(({ id }) => !skipped.has(id))
  return assets.map((asset, at) => ({ asset, element: free[at] }))
}
