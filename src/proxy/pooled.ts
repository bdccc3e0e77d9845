/** Runs `work` for each item, at most `atOnce` at a time. Rejects with the first rejection; the rest is not begun. */
export async function pooled<T>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]()
  let isOver = false
  const lane = async (): Promise<void> => {
    for (let next = rest.next(); next.done !== true && !isOver; next = rest.next()) {
      try {
        await work(next.value)
      } catch (thrown) {
        isOver = true
        throw thrown
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}
