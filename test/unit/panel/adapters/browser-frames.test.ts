import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { readableFrames } from '../../../../src/panel/adapters/browser/frames.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('what is read is drawn at once, and then at most ten times a second', () => {
  const drawn: number[] = []
  const start = performance.now()
  const frames = readableFrames((callback) => void setTimeout(callback, 16))
  const change = (): void => frames(() => drawn.push(performance.now() - start))
  change()
  vi.advanceTimersByTime(20)
  change()
  vi.advanceTimersByTime(500)
  expect(drawn).toEqual([16, 132])
  change()
  vi.advanceTimersByTime(20)
  expect(drawn).toEqual([16, 132, 536])
})
