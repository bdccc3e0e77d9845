import { expect, it } from 'vitest'
import { createLog } from '../../../../src/proxy/base/log.ts'
import { Sweeping } from '../../../../src/proxy/uploads/sweeper.ts'

function sweepingOf(round: () => Promise<void>) {
  const logged: string[] = []
  const log = createLog({ level: 'warn', now: () => 0, write: (line) => logged.push(line) })
  return { sweeping: new Sweeping(round, log), logged }
}

it('continues after a failed round and logs the reason', async () => {
  let rounds = 0
  const { sweeping, logged } = sweepingOf(async () => {
    rounds++
    if (rounds === 1) throw new Error('database is locked')
  })
  sweeping.due()
  await sweeping.current
  sweeping.due()
  await sweeping.current
  expect(rounds).toBe(2)
  expect(logged).toEqual([expect.stringContaining('database is locked')])
})

it('runs one round at a time and skips rounds due meanwhile', async () => {
  const ends: (() => void)[] = []
  const { sweeping } = sweepingOf(() => new Promise((resolve) => ends.push(resolve)))
  sweeping.due()
  sweeping.due()
  expect(ends).toHaveLength(1)
  ends[0]?.()
  await sweeping.current
  sweeping.due()
  expect(ends).toHaveLength(2)
})
