/**
 * Leases: one holder at a time may create a record, send its bytes or create a folder. The holder renews its lease while it
 * works. If its process dies, the lease expires soon, so nobody waits as long as the slowest work may take.
 */
import type { TimeSource } from '../base/clock.ts'
import { thrownFields, type Log } from '../base/log.ts'

const RENEW_MS = 5000
/** How long a lease lasts without renewal: two renewals may be late. */
export const LEASE_MS = 15_000

/**
 * Whether a lease has expired. One that ends implausibly late is from before the clock was set back; a holder that is still
 * alive renews it within seconds.
 */
export const isOver = (until: number, now: number, longestMs = LEASE_MS): boolean =>
  until <= now || until > now + 2 * longestMs

/** Runs `work` and calls `renew` regularly until it ends. Logs failed renewals. */
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
