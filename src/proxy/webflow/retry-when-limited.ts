/** Retries on rate limits while a client is still listening. */
import { failureOf } from '../../core/failure.ts'
import { sleep, type TimeSource } from '../base/clock.ts'

/** Milliseconds to wait if the failure names no time. */
const WAIT_MS = 1000

export interface Listener {
  /** Called before each wait, with milliseconds. */
  readonly onWait: (ms: number) => void
  readonly isLeft: () => boolean
}

/** Milliseconds to wait before a retry; undefined if `thrown` is not a rate limit. */
export function waitOf(thrown: unknown): number | undefined {
  const failure = failureOf(thrown, 'internal')
  return failure.code === 'rate-limited' ? (failure.retryAfterMs ?? WAIT_MS) : undefined
}

/**
 * Runs `work` again after each rate limit. Rejects with any other failure, and with the rate limit once nobody is
 * listening.
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
