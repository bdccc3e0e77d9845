import type { Clock } from '../../ports/run.ts'

/** Detects silence: `heard` restarts the time-out, `stop` ends the watch. */
export interface Watchdog {
  readonly heard: () => void
  readonly stop: () => void
}

/**
 * Calls `onSilent` once if `heard` is not called for about `ms`. Counts ticks of the clock instead of comparing times: a
 * machine that slept for an hour is one tick older, so sleep does not count as silence.
 */
export function watch(clock: Clock, ms: number, onSilent: () => void): Watchdog {
  const stop = new AbortController()
  let silentTicks = 0
  const run = async (): Promise<void> => {
    while (silentTicks < TICKS) {
      await clock.sleep(ms / TICKS, stop.signal)
      silentTicks += 1
    }
    onSilent()
  }
  // Rejects only when stopped.
  run().catch(() => undefined)
  return {
    heard: () => void (silentTicks = 0),
    stop: () => stop.abort(),
  }
}

// Helpers

const TICKS = 4
