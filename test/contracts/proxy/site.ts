/** What the state of a site promises, wherever it lives. Time is the host's own here; see the unit tests for its passing. */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { SiteHandle } from '../../../src/proxy/state/site.ts'
import type { ClaimRequest, Created } from '../../../src/proxy/state/claims.ts'
import type { AssetId, Md5Hex } from '../../../src/core/brands.ts'
import { assetId, digest } from '../../fakes/ids.ts'

/** `open` gives a site that has not been used before; several handles of one name are the same site. */
export function siteContract(name: string, open: (site: string) => SiteHandle): void {
  describe(`site on ${name}`, () => {
    let site: SiteHandle
    beforeAll(() => {
      site = open(hex(12))
    })

    it('200 claims of one digest at once have one winner', async () => {
      const md5 = digest()
      const claims = await Promise.all(
        Array.from({ length: 200 }, async () => (await site.claims.claim(claimOf(md5))).type),
      )
      expect(claims.filter((type) => type === 'won')).toHaveLength(1)
      expect(claims.filter((type) => type === 'busy')).toHaveLength(199)
    })

    it('a run gets its own record again, another run waits', async () => {
      const request = claimOf(digest())
      await site.claims.claim(request)
      expect(await site.claims.created(request.md5, request.attempt, recordOf())).toBe(true)
      const mine = { ...request, attempt: hex(8) }
      expect(await site.claims.claim(mine)).toMatchObject({
        type: 'again',
        record: { attempt: request.attempt },
      })
      expect((await site.claims.claim({ ...mine, run: hex(8) })).type).toBe('busy')
    })

    it('what an attempt says that is no longer the holder is ignored', async () => {
      const request = claimOf(digest())
      await site.claims.claim(request)
      await site.claims.release(request.md5, 'another')
      expect(await site.claims.created(request.md5, 'another', recordOf())).toBe(false)
      await site.claims.release(request.md5, request.attempt)
      expect(await site.claims.created(request.md5, request.attempt, recordOf())).toBe(false)
      expect((await site.claims.claim(claimOf(request.md5))).type).toBe('won')
    })

    it('bytes are sent by one at a time, and then known', async () => {
      const request = claimOf(digest())
      const made = recordOf()
      await site.claims.claim(request)
      await site.claims.created(request.md5, request.attempt, made)
      const start = (sender: string) =>
        site.sends.start(request.md5, request.attempt, made.asset, sender)
      expect(await start('one')).toMatchObject({ type: 'go', record: { form: 'sealed' } })
      expect((await start('two')).type).toBe('busy')
      await site.sends.stop(request.md5, 'one')
      expect((await start('two')).type).toBe('go')
      const entry = { md5: request.md5, how: 'sent', ...assetOf(made.asset) } as const
      expect(await site.sends.finish('one', entry)).toBe(false)
      expect(await site.sends.finish('two', entry)).toBe(true)
      expect(await start('three')).toMatchObject({ type: 'sent', entry })
      expect(await site.ledger.entries([request.md5, digest()])).toMatchObject([entry])
      await site.ledger.forget(made.asset, 'sent')
      expect((await start('four')).type).toBe('gone')
    })

    it('a record that is given up is removed before its bytes are claimed again', async () => {
      const request = claimOf(digest())
      const made = recordOf()
      await site.claims.claim(request)
      await site.claims.created(request.md5, request.attempt, made)
      expect(await site.records.giveUp(request.md5, request.attempt)).toBe(made.asset)
      expect(await site.records.giveUp(request.md5, request.attempt)).toBeNull()
      const again = claimOf(request.md5)
      expect(await site.claims.claim(again)).toEqual({ type: 'clear', assets: [made.asset] })
      await site.leftovers.removed(made.asset)
      expect((await site.claims.claim(again)).type).toBe('won')
    })

    it('a record that is not ours is given up without being removed', async () => {
      const request = claimOf(digest())
      await site.claims.claim(request)
      await site.claims.created(request.md5, request.attempt, { ...recordOf(), owned: false })
      expect(await site.records.giveUp(request.md5, request.attempt)).toBeNull()
      expect((await site.claims.claim(claimOf(request.md5))).type).toBe('won')
    })

    it('a record that turns out to have its bytes is given up without being removed, unless that is under way', async () => {
      const request = claimOf(digest())
      const made = recordOf()
      await site.claims.claim(request)
      await site.claims.created(request.md5, request.attempt, made)
      const later = Date.now() + 3_600_000
      expect(await site.records.abandoned(later)).toContain(made.asset)
      expect(await site.leftovers.spare(made.asset)).toBe(true)
      expect(await site.records.abandoned(later)).not.toContain(made.asset)
      expect(await site.records.giveUp(request.md5, request.attempt)).toBeNull()
      await site.leftovers.remove(request.md5, made.asset)
      expect(await site.leftovers.spare(made.asset)).toBe(false)
    })

    it('an attempt whose answer was lost is looked for by the next one', async () => {
      const request = claimOf(digest())
      await site.claims.claim(request)
      await site.claims.ambiguous(request.md5, request.attempt)
      const next = await site.claims.claim(claimOf(request.md5))
      expect(next).toMatchObject({ type: 'won', suspects: [{ attempt: request.attempt }] })
      await site.leftovers.lookedFor(request.attempt, false)
      expect(await site.leftovers.suspects(Date.now() + 60_000)).toHaveLength(1)
      await site.leftovers.lookedFor(request.attempt, true)
      expect(await site.leftovers.suspects(Date.now() + 60_000)).toEqual([])
    })

    it('one of many makes a folder', async () => {
      const claims = await Promise.all(
        Array.from(
          { length: 50 },
          async (_, i) => await site.folders.claim(null, 'Logos', `owner ${i}`, 60_000),
        ),
      )
      const winner = claims.indexOf(true)
      expect(claims.filter(Boolean)).toHaveLength(1)
      await site.folders.release(null, 'Logos', 'somebody else')
      expect(await site.folders.claim(null, 'Logos', 'next', 60_000)).toBe(false)
      await site.folders.release(null, 'Logos', `owner ${winner}`)
      expect(await site.folders.claim(null, 'Logos', 'next', 60_000)).toBe(true)
    })

    it('a key is used once, a token is kept, and no site sees another', async () => {
      const until = Date.now() + 60_000
      const used = await Promise.all([
        site.vault.useOnce('state', until),
        site.vault.useOnce('state', until),
      ])
      expect(used.filter(Boolean)).toHaveLength(1)
      await site.vault.keepToken('first')
      await site.vault.keepToken('second')
      expect(await site.vault.sealedToken()).toBe('second')
      const other = open(hex(12))
      expect(await other.vault.sealedToken()).toBeNull()
      expect(await other.vault.useOnce('state', until)).toBe(true)
    })
  })
}

// Helpers

const hex = (bytes: number): string => randomBytes(bytes).toString('hex')

export const claimOf = (md5: Md5Hex): ClaimRequest => ({
  md5,
  run: hex(8),
  attempt: hex(8),
  name: 'a.txt',
  folder: null,
  size: 10,
  anew: false,
})

export const recordOf = (): Created => ({
  asset: assetId(),
  name: 'a.txt',
  folder: null,
  url: null,
  contentType: 'text/plain',
  form: 'sealed',
  owned: true,
  expiresAt: Date.now() + 3_600_000,
})

const assetOf = (asset: AssetId) => ({ asset, name: 'a.txt', folder: null, url: null, size: 10 })
