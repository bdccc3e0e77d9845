import { expect, it } from 'vitest'
import { untilAborted, withDeadline } from '../../../../src/panel/base/races.ts'
import { ManualClock } from '../../../fakes/manual-clock.ts'

const late = () => 'late'

it('a deadline lets an answer through, or a failure, and leaves no timer behind', async () => {
  const clock = new ManualClock()
  expect(await withDeadline(clock, 1000, async () => 'answer', late)).toBe('answer')
  const failing = withDeadline(clock, 1000, () => Promise.reject(new Error('broken')), late)
  await expect(failing).rejects.toThrow('broken')
  expect(clock.sleeping).toBe(0)
})

it('a deadline ends a wait and the signal of what was asked, and drops its later failure', async () => {
  const clock = new ManualClock()
  const asked = Promise.withResolvers<string>()
  let over: AbortSignal | undefined
  const ask = (signal: AbortSignal): Promise<string> => {
    over = signal
    return asked.promise
  }
  const answer = withDeadline(clock, 1000, ask, late)
  await clock.advance(999)
  expect(over?.aborted).toBe(false)
  await clock.advance(1)
  expect(await answer).toBe('late')
  expect(over?.aborted).toBe(true)
  asked.reject(new Error('Nobody hears this.'))
})

it('a deadline rejects with what is thrown for it', async () => {
  const clock = new ManualClock()
  const answer = withDeadline(
    clock,
    1000,
    () => new Promise(() => undefined),
    () => {
      throw new Error('too late')
    },
  )
  const ended = Promise.allSettled([answer])
  await clock.advance(1000)
  expect(await ended).toMatchObject([{ status: 'rejected', reason: new Error('too late') }])
})

it('an abort ends a wait at once, and one that came before it', async () => {
  const stop = new AbortController()
  const { signal } = stop
  const failure = { code: 'aborted' }
  expect(await untilAborted(Promise.resolve('answer'), signal)).toBe('answer')
  const waiting = untilAborted(new Promise(() => undefined), signal)
  stop.abort()
  await expect(waiting).rejects.toMatchObject({ failure })
  await expect(untilAborted(Promise.resolve('answer'), signal)).rejects.toMatchObject({ failure })
})
