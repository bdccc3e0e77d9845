import type { TimeSource } from '../base/clock.ts'

/** The host's own time. */
export const hostClock: TimeSource = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => {
      clearTimeout(timer)
    }
  },
}
