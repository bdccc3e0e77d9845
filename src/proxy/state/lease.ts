/**
 * A right that one holder has at a time (to make a record, to send its bytes, to make a folder) is renewed while the work
 * goes on. A process that ends, however suddenly, stops renewing, and soon after the right is free: nobody has to wait
 * for as long as the slowest work may take.
 */
import type { TimeSource } from '../base/clock.ts'
import { thrownFields, type Log } from '../base/log.ts'

const RENEW_MS = 5000
/** How long a right lasts without renewal: two renewals may be late. */
export const LEASE_MS = 15_000

/**
 * Whether a right that lasts until then is over. One that seems to last far longer than any does was given before the
 * clock was set back: its holder, if there still is one, renews it in a moment.
 */
export const isOver = (until: number, now: number, longestMs = LEASE_MS): boolean =>
  until <= now || until > now + 2 * longestMs

/** Does `work`, and calls `renew` time and again until it has ended. A renewal that fails is logged. */
export async function renewing<T>(
  { clock, log }: { readonly clock: TimeSource; readonly log: Log },
  renew: () => unknown,
  work: () => Promise<T>,
): Promise<T> {
  let disarm = () => {}
  const tick = async (): Promise<void> => {
    try {
      await renew()
    } catch (thrown) {
      log.warn('Failed to renew a right.', thrownFields(thrown))
    }
  }
  const arm = (): void => {
    disarm = clock.after(RENEW_MS, () => {
      arm()
      void tick()
    })
  }
  arm()
  try {
    return await work()
  } finally {
    disarm()
  }
}
