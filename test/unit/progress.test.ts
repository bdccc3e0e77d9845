import { describe, expect, it } from 'vitest'
import { smooth, timeLeft, type WorkLeft } from '../../src/core/progress.ts'

const work = (change: Partial<WorkLeft>): WorkLeft => ({
  bytes: 0,
  bytesPerSecond: 0,
  calls: 0,
  callsPerMinute: undefined,
  callsAtOnce: 0,
  ...change,
})

describe('timeLeft', () => {
  it('is unknown while neither speed nor budget is', () => {
    expect(timeLeft(work({ bytes: 1000, calls: 10 }))).toBeUndefined()
  })

  it('follows the line while calls are free', () => {
    expect(timeLeft(work({ bytes: 1000, bytesPerSecond: 100, calls: 10 }))).toEqual({
      ms: 10_000,
      bottleneck: 'line',
    })
    const atOnce = work({
      bytes: 1000,
      bytesPerSecond: 100,
      calls: 10,
      callsPerMinute: 60,
      callsAtOnce: 10,
    })
    expect(timeLeft(atOnce)).toEqual({ ms: 10_000, bottleneck: 'line' })
  })

  it('follows Webflow where its calls are the slower part', () => {
    const slow = work({
      bytes: 1000,
      bytesPerSecond: 100,
      calls: 130,
      callsPerMinute: 60,
      callsAtOnce: 10,
    })
    expect(timeLeft(slow)).toEqual({ ms: 120_000, bottleneck: 'webflow' })
    expect(timeLeft({ ...slow, bytesPerSecond: 0 })).toEqual({ ms: 120_000, bottleneck: 'webflow' })
  })
})

describe('smooth', () => {
  it('takes the first sample as it is', () => {
    expect(smooth(undefined, 7, 1000, 1000)).toBe(7)
  })

  it('lets the old value weigh half after a half-life', () => {
    expect(smooth(100, 0, 1000, 1000)).toBe(50)
    expect(smooth(100, 0, 2000, 1000)).toBe(25)
    expect(smooth(100, 100, 123, 1000)).toBeCloseTo(100)
  })

  it('comes out the same for one long step and two short ones', () => {
    expect(smooth(smooth(100, 40, 500, 1000), 40, 500, 1000)).toBeCloseTo(
      smooth(100, 40, 1000, 1000),
    )
  })
})
