/**
 * Resolves after all pending tasks of the page have run. Timers would work, but cost 4 ms each in long work, and a second
 * in a hidden page. `scheduler.yield` would make timers and network responses wait until the work is done.
 */
export const yieldToPage = (): Promise<void> =>
  // Safari has no `scheduler`.
  'scheduler' in globalThis
    ? scheduler.postTask(() => undefined)
    : new Promise((resolve) => setTimeout(resolve))
