import type { Clock } from '../../ports/run.ts'

/** Calls `onSilent` once when nothing was heard for about `ms`. */
export interface Watchdog {
  readonly heard: () => void
  readonly stop: () => void
}

/**
 * Silence is counted in ticks of the clock, not as a difference of times: a machine that slept for an hour wakes
 * up one tick older, and nothing that was going well is called dead.
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
