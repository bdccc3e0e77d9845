/** Waiting for Webflow's calls where somebody listens to an answer that goes on. */
import { failureOf } from '../../core/failure.ts'
import { sleep, type TimeSource } from '../base/clock.ts'

/** How long to wait when nobody says how long. */
const WAIT_MS = 1000

export interface Listener {
  /** Told before each wait. */
  readonly onWait: (ms: number) => void
  readonly isLeft: () => boolean
}

/** The wait that `thrown` asks for, in milliseconds; undefined where it is trouble of another kind. */
export function waitOf(thrown: unknown): number | undefined {
  const failure = failureOf(thrown, 'internal')
  return failure.code === 'rate-limited' ? (failure.retryAfterMs ?? WAIT_MS) : undefined
}

/**
 * Does `work`, and again after a wait each time that the calls are spent. Rejects with its other trouble, and with the
 * last wait once nobody listens any more.
 */
export async function retryWhenLimited<T>(
  clock: TimeSource,
  listener: Listener,
  work: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (thrown) {
      const ms = waitOf(thrown)
      if (ms === undefined || listener.isLeft()) throw thrown
      listener.onWait(ms)
      await sleep(clock, ms)
    }
  }
}
