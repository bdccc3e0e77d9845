import type { Network } from '../../ports/run.ts'

/**
 * Reports that the network may be back. `online` is only a hint (a network without internet access counts), and may not
 * fire after sleep; so a page that becomes visible counts, too.
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
