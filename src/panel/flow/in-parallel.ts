/** Runs `work` for each item, at most `atOnce` at a time; after `stop` no more is begun. `work` must not reject. */
export async function inParallel<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item, at: number) => Promise<void>,
  stop?: AbortSignal,
): Promise<void> {
  const queue = items.entries()
  const lane = async (): Promise<void> => {
    for (const [at, item] of queue) {
      await work(item, at)
      if (stop?.aborted) return
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}
