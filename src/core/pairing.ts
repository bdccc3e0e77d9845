/** Which asset goes to which image element when there are several of both: in order, as a review shows it. */

/** `element` undefined: none is left for this asset. */
export interface NamePair<Asset, Element> {
  readonly asset: Asset
  readonly element: Element | undefined
}

/**
 * Assets to elements in their order. It begins at element `from` (the selected one); elements in `skipped` are gone past;
 * what is left over at the end gets none, and nothing begins again from the top.
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
