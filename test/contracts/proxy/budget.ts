/** What a token's budget promises, wherever it lives. Time is the host's own here; see the unit tests for its passing. */
import { describe, expect, it } from 'vitest'
import type { BudgetHandle } from '../../../src/proxy/webflow/budget.ts'

/** `open` gives the budget of a token by its hash. */
export function budgetContract(name: string, open: (token: string) => BudgetHandle): void {
  describe(`budget on ${name}`, () => {
    it('lets as many calls go at once as are left, less the reserve', async () => {
      const budget = open(crypto.randomUUID())
      const first = await budget.take('bulk', 'run')
      if (!first.ok) throw new Error('The first call must go.')
      await budget.settle(first.call, { status: 200, limit: 60, remaining: 59 })
      const taken = await Promise.all(
        Array.from({ length: 100 }, async () => await budget.take('bulk', 'run')),
      )
      expect(taken.filter((take) => take.ok)).toHaveLength(57)
      const left = await Promise.all(
        [1, 2, 3].map(async () => await budget.take('interactive', '')),
      )
      expect(left.map((take) => take.ok)).toEqual([true, true, false])
      expect(await budget.view()).toMatchObject({ perMinute: 60, left: 0 })
    })

    it('knows tokens apart, and has no limit that nobody named', async () => {
      const [one, other] = [open(crypto.randomUUID()), open(crypto.randomUUID())]
      const first = await one.take('bulk', 'run')
      await one.settle(first.ok ? first.call : -1, { status: 429, retryAfterMs: 30_000 })
      expect((await one.take('interactive', '')).ok).toBe(false)
      const taken = await Promise.all(
        Array.from({ length: 300 }, async () => await other.take('bulk', 'run')),
      )
      expect(taken.every((take) => take.ok)).toBe(true)
    })
  })
}
