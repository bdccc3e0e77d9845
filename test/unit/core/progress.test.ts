import { describe, expect, it } from 'vitest'
import { addYield, NO_YIELD, timeLeft, type WorkLeft } from '../../../src/core/progress.ts'

const work = (change: Partial<WorkLeft>): WorkLeft => ({
  bytes: 0,
  msPerByte: 0,
  files: 0,
  msPerFile: 0,
  calls: 0,
  callsPerMinute: undefined,
  callsAtOnce: 0,
  callsFreeInMs: undefined,
  ...change,
})

describe('timeLeft', () => {
  it('is bytes and files together, and names the larger part', () => {
    const half = { bytes: 1000, msPerByte: 10, files: 20, msPerFile: 100 }
    expect(timeLeft(work(half))).toEqual({
      ms: 12_000,
      bottleneck: 'line',
      filesPerSecond: 20 / 12,
    })
    expect(timeLeft(work({ ...half, msPerFile: 900 }))).toMatchObject({
      ms: 28_000,
      bottleneck: 'files',
    })
  })

  it('follows Webflow when its calls are slower', () => {
    const slow = work({
      files: 130,
      msPerFile: 100,
      calls: 130,
      callsPerMinute: 60,
      callsAtOnce: 10,
    })
    expect(timeLeft(slow)).toMatchObject({ ms: 120_000, bottleneck: 'webflow' })
    expect(timeLeft({ ...slow, msPerFile: 1000 })).toMatchObject({ bottleneck: 'files' })
  })

  it('counts the minutes that calls wait for, minus the elapsed part of the current one', () => {
    const all = work({ files: 180, msPerFile: 10, calls: 180, callsPerMinute: 60, callsAtOnce: 58 })
    expect(timeLeft(all).ms).toBe(180_000)
    const spent = { ...all, files: 122, calls: 122, callsAtOnce: 0, callsFreeInMs: 41_000 }
    expect(timeLeft(spent).ms).toBe(161_000)
    expect(timeLeft({ ...spent, callsFreeInMs: 1000 }).ms).toBe(121_000)
  })

  it('does not wait for calls that are allowed now', () => {
    const free = work({
      bytes: 1000,
      msPerByte: 10,
      calls: 10,
      callsPerMinute: 60,
      callsAtOnce: 10,
    })
    expect(timeLeft(free)).toMatchObject({ ms: 10_000, bottleneck: 'line' })
  })

  it('is zero when nothing is left', () => {
    expect(timeLeft(work({}))).toMatchObject({ ms: 0, filesPerSecond: 0 })
  })
})

describe('addYield', () => {
  const rate = ({ ms, amount }: { ms: number; amount: number }) => amount / ms

  it('takes the first sample as it is', () => {
    expect(addYield(NO_YIELD, 1000, 7, 1000)).toEqual({ ms: 1000, amount: 7 })
  })

  it('halves the weight of earlier samples after a half-life', () => {
    expect(addYield({ ms: 1000, amount: 100 }, 1000, 0, 1000)).toEqual({ ms: 1500, amount: 50 })
  })

  it('keeps a steady rate and approaches a new one without a jump', () => {
    let before = addYield(NO_YIELD, 8000, 80, 4000)
    expect(rate(addYield(before, 300, 3, 4000))).toBeCloseTo(0.01)
    const rates = Array.from({ length: 40 }, () => rate((before = addYield(before, 500, 15, 4000))))
    expect(rates).toEqual(rates.toSorted((a, b) => a - b))
    expect(rates[0]).toBeLessThan(0.012)
    expect(rates.at(-1)).toBeGreaterThan(0.029)
  })
})
