import { expect, it } from 'vitest'
import { watch } from '../../../../src/panel/adapters/browser/watchdog.ts'
import type { Clock } from '../../../../src/panel/ports/run.ts'
import { idle, ManualClock } from '../../../fakes/manual-clock.ts'

it('a watchdog reports silence once, a quarter of its time-out early at most', async () => {
  const clock = new ManualClock()
  let silent = 0
  const watchdog = watch(clock, 4000, () => (silent += 1))
  await clock.advance(3900)
  watchdog.heard()
  await clock.advance(3000)
  expect(silent).toBe(0)
  await clock.advance(100_000)
  expect(silent).toBe(1)
})

it('a watchdog reports nothing after it was stopped', async () => {
  const clock = new ManualClock()
  let silent = 0
  watch(clock, 4000, () => (silent += 1)).stop()
  await clock.advance(100_000)
  expect(silent).toBe(0)
  expect(clock.sleeping).toBe(0)
})

it('a watchdog does not count a machine’s sleep as silence', async () => {
  const clock = new SleepyClock()
  let silent = 0
  watch(clock, 4000, () => (silent += 1))
  clock.tick()
  await idle()
  clock.now = () => 8 * 3600_000
  clock.tick()
  await idle()
  expect(silent).toBe(0)
})

/** Timers of a machine that slept: those that were due meanwhile end when it wakes up, once each. */
class SleepyClock implements Clock {
  #wakes: (() => void)[] = []

  now = (): number => 0

  sleep(): Promise<void> {
    return new Promise((resolve) => void this.#wakes.push(resolve))
  }

  tick(): void {
    for (const wake of this.#wakes.splice(0)) wake()
  }
}
