import { describe, expect, it } from 'vitest'
import { LazyValue } from '../../../../src/panel/base/lazy-value.ts'
import { idle, ManualClock } from '../../../fakes/manual-clock.ts'

/** A value whose fetching fails until `isOnline`, and how often it was tried. */
function flaky() {
  const network = { isOnline: false, tries: 0 }
  const value = new LazyValue(async () => {
    network.tries += 1
    if (!network.isOnline) throw new TypeError('Failed to fetch dynamically imported module')
    return 'code'
  })
  return { network, value }
}

describe('a lazy value', () => {
  it('is fetched once, however many ask', async () => {
    const { network, value } = flaky()
    network.isOnline = true
    expect(value.isWanted).toBe(false)
    expect(await Promise.all([value.get(), value.get()])).toEqual(['code', 'code'])
    expect(await value.get()).toBe('code')
    expect(value.loaded).toBe('code')
    expect(network.tries).toBe(1)
  })

  it('is fetched again by the next call after a failure, and says that it is missing until then', async () => {
    const { network, value } = flaky()
    await expect(Promise.all([value.get(), value.get()])).rejects.toThrow('Failed to fetch')
    expect([network.tries, value.isMissing.value, value.loaded]).toEqual([1, true, undefined])
    network.isOnline = true
    expect(await value.get()).toBe('code')
    expect([network.tries, value.isMissing.value]).toEqual([2, false])
  })

  it('is tried every second, once for all who wait, until it is here', async () => {
    const { network, value } = flaky()
    const clock = new ManualClock()
    const waiting = Promise.all([value.getEventually(clock), value.getEventually(clock)])
    await clock.advance(9000)
    expect([network.tries, value.isMissing.value]).toEqual([10, true])
    network.isOnline = true
    await clock.advance(1000)
    expect(await waiting).toEqual(['code', 'code'])
    expect([network.tries, value.isMissing.value, clock.sleeping]).toEqual([11, false, 0])
  })

  it('reaches those who wait also when somebody else’s try has fetched it', async () => {
    const { network, value } = flaky()
    const clock = new ManualClock()
    const waiting = value.getEventually(clock)
    await idle()
    network.isOnline = true
    expect(await value.get()).toBe('code')
    await clock.advance(1000)
    expect(await waiting).toBe('code')
    expect(network.tries).toBe(2)
  })
})
