/** Time, so that tests own it. */
export interface TimeSource {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls `run` once after `ms`, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void
}

/** Resolves after `ms` of the clock. */
export function sleep(clock: TimeSource, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve)
  })
}
