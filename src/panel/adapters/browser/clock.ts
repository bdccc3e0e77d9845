import { FailureError } from '../../../core/failure.ts'
import type { Clock } from '../../ports/run.ts'
import { yieldToPage } from './yield-to-page.ts'

/** The browser's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    if (!signal.aborted) await (ms === 0 ? yieldToPage() : untilLater(ms, signal))
    if (signal.aborted) {
      throw new FailureError({ code: 'aborted', message: 'The wait was stopped on request.' })
    }
  },
}

// Helpers

/** Resolves after `ms`, or when `signal` aborts. */
function untilLater(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end, { once: true })
  })
}
