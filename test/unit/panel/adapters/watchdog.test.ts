import { expect, it } from 'vitest'
import { watch } from '../../../../src/panel/adapters/browser/watchdog.ts'
import type { Clock } from '../../../../src/panel/ports/run.ts'
import { idle, ManualClock } from '../../../fakes/manual-clock.ts'

it('tells of silence once, counted from the last sign of life, to a quarter of its time', async () => {
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

it('tells nothing after it was stopped', async () => {
  const clock = new ManualClock()
  let silent = 0
  watch(clock, 4000, () => (silent += 1)).stop()
  await clock.advance(100_000)
  expect(silent).toBe(0)
  expect(clock.sleeping).toBe(0)
})

it('does not take a machine’s sleep for silence', async () => {
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
