/**
 * Resolves after everything that waits for the page has had its turn. Timers would do, but wait 4 ms each in long work,
 * and a second in a hidden page. `scheduler.yield` is not used: timers and the network's answers would have to wait until
 * the work is done.
 */
export const yieldToPage = (): Promise<void> =>
  // Safari has no scheduler.
  'scheduler' in globalThis
    ? scheduler.postTask(() => undefined)
    : new Promise((resolve) => setTimeout(resolve))
