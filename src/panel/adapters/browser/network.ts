import type { Network } from '../../ports/run.ts'

/**
 * The browser's word for the connection. `online` is only a hint (a network without a way out counts as one), and a
 * machine that wakes up may not give it: so the page's coming back to sight counts as well.
 */
export const browserNetwork: Network = {
  onBack(listener) {
    const over = new AbortController()
    const { signal } = over
    addEventListener('online', listener, { signal })
    addEventListener('pageshow', listener, { signal })
    document.addEventListener(
      'visibilitychange',
      () => {
        if (document.visibilityState === 'visible') listener()
      },
      { signal },
    )
    return () => over.abort()
  },
}
