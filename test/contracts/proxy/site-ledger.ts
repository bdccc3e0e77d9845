/** What a site's ledger and what is known of its hosted files promise, wherever they live. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { KnownAsset } from '../../../src/proxy/state/asset-rows.ts'
import type { SiteHandle } from '../../../src/proxy/state/site.ts'
import { entryOf, hex, knownAsset } from '../panel/known-assets.ts'
import { assetId, digest } from '../../fakes/ids.ts'

export function ledgerContract(name: string, open: (site: string) => SiteHandle): void {
  describe(`ledger on ${name}`, () => {
    let site: SiteHandle
    beforeEach(() => {
      site = open(hex(12))
    })

    const list = async (...assets: KnownAsset[]) => {
      await site.relisting.begin('lister', Date.now(), 60_000)
      const { length } = assets
      await site.relisting.save('lister', { assets, done: length, total: length }, 60_000)
      await site.relisting.finish('lister', false)
    }

    it('an asset has one entry of each kind; those sent come first', async () => {
      const [one, two] = [knownAsset(), knownAsset()]
      const md5 = digest()
      const hosted = entryOf(two, { md5, how: 'hosted' })
      await site.ledger.learn(hosted, two)
      await site.ledger.learn(entryOf(one), null)
      const sent = entryOf(one, { md5 })
      await site.ledger.learn(sent, null)
      expect(await site.ledger.entries([md5, digest()])).toMatchObject([
        { ...sent, seen: null },
        { ...hosted, seen: { size: two.size, updatedOn: two.updatedOn } },
      ])
      expect(await site.ledger.entriesOf([one.id])).toMatchObject([sent])
    })

    it('what holds in a new state is confirmed, what is untrue forgotten', async () => {
      const [one, two] = [knownAsset(), knownAsset()]
      const sent = entryOf(one)
      await site.ledger.learn(sent, null)
      await site.ledger.learn(entryOf(one, { how: 'hosted' }), one)
      await site.ledger.learn(entryOf(two), null)
      await site.ledger.confirm([
        { asset: one.id, size: 7, updatedOn: 'later' },
        { asset: assetId(), size: 8, updatedOn: 'never' },
      ])
      const seen = { size: 7, updatedOn: 'later' }
      expect(await site.ledger.entriesOf([one.id])).toMatchObject([{ seen }, { seen }])
      await site.ledger.forget(one.id, 'hosted')
      expect(await site.ledger.entriesOf([one.id])).toMatchObject([sent])
      await site.ledger.forgetAssets([one.id, assetId()])
      expect(await site.ledger.entriesOf([one.id, two.id])).toMatchObject([
        { asset: two.id, seen: null },
      ])
    })

    it('candidates are listed assets of a size whose bytes nobody knows', async () => {
      const assets = Array.from({ length: 7 }, () => knownAsset())
      const [unknown, sent, told, old, compressed, missed, large] = assets as [
        KnownAsset,
        KnownAsset,
        KnownAsset,
        KnownAsset,
        KnownAsset,
        KnownAsset,
        KnownAsset,
      ]
      await list(...assets.slice(0, 6), { ...large, size: 200 }, knownAsset({ url: null }))
      await site.ledger.learn(entryOf(sent), null)
      await site.ledger.learn(entryOf(told, { how: 'hosted' }), told)
      await site.ledger.learn(entryOf(old), { size: old.size, updatedOn: 'before' })
      await site.ledger.learn(entryOf(compressed, { size: 900 }), compressed)
      await site.probes.missed(missed.id, 60_000)
      const ids = async (sizes: readonly number[], limit = 100) =>
        (await site.probes.candidates(sizes, limit)).map((asset) => asset.id)
      expect(await ids([100])).toEqual([unknown.id, old.id, compressed.id])
      expect(await ids([100], 1)).toEqual([unknown.id])
      expect(await ids([200, 300])).toEqual([large.id])
      await site.probes.missed(missed.id, 0)
      expect(await ids([100])).toContain(missed.id)
    })

    it('a host is judged for a while, and for one site', async () => {
      expect(await site.probes.isHonest('cdn.example.com')).toBeNull()
      await site.probes.judgeHost('cdn.example.com', true, 60_000)
      expect(await site.probes.isHonest('cdn.example.com')).toBe(true)
      await site.probes.judgeHost('cdn.example.com', false, 60_000)
      expect(await site.probes.isHonest('cdn.example.com')).toBe(false)
      await site.probes.judgeHost('cdn.example.com', false, 0)
      expect(await site.probes.isHonest('cdn.example.com')).toBeNull()
      expect(await open(hex(12)).probes.isHonest('cdn.example.com')).toBeNull()
    })

    it('no more bytes are taken than an hour has', async () => {
      expect(await site.probes.takeBytes(1001, 1000)).toBe(false)
      const taken = await Promise.all(
        Array.from({ length: 20 }, async () => await site.probes.takeBytes(100, 1000)),
      )
      expect(taken.filter(Boolean)).toHaveLength(10)
      expect(await site.probes.takeBytes(1, 1000)).toBe(false)
    })
  })
}
