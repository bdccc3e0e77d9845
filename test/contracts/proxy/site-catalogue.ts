/** What a site's catalogue promises, wherever it lives: listings in pages, one lister at a time, nothing half. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { KnownAsset } from '../../../src/proxy/state/asset-rows.ts'
import type { SiteHandle } from '../../../src/proxy/state/site.ts'
import { entryOf, hex, knownAsset } from '../panel/known-assets.ts'
import { assetId, folderId } from '../../fakes/ids.ts'

const HOLD_MS = 60_000

export function catalogueContract(name: string, open: (site: string) => SiteHandle): void {
  describe(`catalogue on ${name}`, () => {
    let site: SiteHandle
    beforeEach(() => {
      site = open(hex(12))
    })

    const begin = async (owner = 'lister', since = Date.now()) => {
      const start = await site.relisting.begin(owner, since, HOLD_MS)
      if (start.type !== 'go') throw new Error(`Expected the right to list, got "${start.type}".`)
      return start
    }
    const save = async (
      assets: readonly KnownAsset[],
      done = assets.length,
      total = done,
      owner = 'lister',
    ) => await site.relisting.save(owner, { assets, done, total }, HOLD_MS)
    /** Lists all of them in one page. */
    const list = async (...assets: KnownAsset[]) => {
      const start = await begin()
      await save(assets)
      expect(await site.relisting.finish('lister', false)).toBe('done')
      // So that what is begun next is later by the clock.
      await new Promise((resolve) => setTimeout(resolve, 2))
      return start
    }
    const all = async () => {
      const { generation } = await site.catalogue.listing()
      return (await site.catalogue.page(generation, 0, 1000))?.assets
    }

    it('nothing is known of a site that was never listed', async () => {
      expect(await site.catalogue.listing()).toEqual({ startedAt: 0, pages: 0, generation: 0 })
      expect(await site.catalogue.total()).toBe(0)
      expect(await site.catalogue.assets([assetId()])).toEqual([])
    })

    it('a listing is kept page by page, and seen as a whole', async () => {
      const before = knownAsset({ altText: null, folder: folderId() })
      await list(before)
      const [first, second] = [knownAsset({ altText: 'Ein "Bild"\n' }), knownAsset({ url: null })]
      const { generation, startedAt } = await begin()
      await save([first], 1, 2)
      expect(await all()).toEqual([before])
      expect((await site.catalogue.page(generation, 0, 10))?.assets).toEqual([first])
      await save([second], 2, 2)
      expect(await site.relisting.finish('lister', false)).toBe('done')
      expect(await all()).toEqual([first, second])
      expect(await site.catalogue.listing()).toEqual({ startedAt, pages: 2, generation })
      expect(await site.catalogue.assets([before.id, second.id])).toEqual([second])
    })

    it('pages are read from where the last one ended, also of the listing that was just replaced', async () => {
      const assets = Array.from({ length: 5 }, () => knownAsset())
      const { generation } = await list(...assets)
      const first = await site.catalogue.page(generation, 0, 2)
      await list(knownAsset())
      const second = await site.catalogue.page(generation, first?.next ?? 0, 2)
      const third = await site.catalogue.page(generation, second?.next ?? 0, 2)
      expect([first, second, third].flatMap((page) => page?.assets ?? [])).toEqual(assets)
      expect(await site.catalogue.page(generation, third?.next ?? 0, 2)).toEqual({
        assets: [],
        next: null,
      })
      await list(knownAsset())
      expect(await site.catalogue.page(generation, first?.next ?? 0, 2)).toBeNull()
    })

    it('one of many lists, and the others see how far it has come', async () => {
      const since = Date.now()
      const starts = await Promise.all(
        Array.from(
          { length: 30 },
          async (_, i) => await site.relisting.begin(`owner ${i}`, since, HOLD_MS),
        ),
      )
      const winner = starts.findIndex((start) => start.type === 'go')
      expect(starts.filter((start) => start.type === 'busy')).toHaveLength(29)
      await save([knownAsset()], 1, 7, `owner ${winner}`)
      expect(await site.relisting.begin('another', since, HOLD_MS)).toMatchObject({
        type: 'busy',
        total: 7,
      })
      await site.relisting.finish(`owner ${winner}`, false)
      expect(await site.relisting.begin('another', since, HOLD_MS)).toEqual({ type: 'fresh' })
    })

    it('a listing that breaks off harms nothing, and is gone on with', async () => {
      const before = knownAsset()
      await list(before)
      const [first, second] = [knownAsset(), knownAsset()]
      const since = Date.now()
      const broken = await begin('one', since)
      await save([first], 1, 2, 'one')
      await site.relisting.leave('one')
      expect(await all()).toEqual([before])
      const next = await begin('two', since)
      expect(next).toEqual({ ...broken, from: 1 })
      await save([second], 2, 2, 'two')
      expect(await site.relisting.finish('two', false)).toBe('done')
      expect(await all()).toEqual([first, second])
    })

    it('a listing that began too early for the asker is begun anew', async () => {
      const broken = await begin('one', Date.now())
      await save([knownAsset()], 1, 2, 'one')
      await site.relisting.leave('one')
      const next = await site.relisting.begin('two', Date.now() + 60_000, HOLD_MS)
      expect(next).toMatchObject({ type: 'go', from: 0, generation: broken.generation + 1 })
      expect((await site.catalogue.page(broken.generation, 0, 10))?.assets).toEqual([])
    })

    it('a lister that lost its right changes nothing any more', async () => {
      const since = Date.now()
      await site.relisting.begin('slow', since, 0)
      await begin('quick', since)
      expect(await save([knownAsset()], 1, 1, 'slow')).toBe(false)
      expect(await site.relisting.finish('slow', false)).toBe('lost')
      await save([], 0, 0, 'quick')
      expect(await site.relisting.finish('quick', false)).toBe('done')
      expect(await all()).toEqual([])
    })

    it('assets that shifted away while the pages were read are noticed', async () => {
      const assets = Array.from({ length: 4 }, () => knownAsset())
      await begin()
      await save(assets.slice(0, 2), 2, 5)
      await save(assets.slice(3), 4, 4)
      expect(await site.relisting.finish('lister', false)).toBe('short')
      await save(assets.slice(0, 2), 2, 4)
      await save(assets.slice(2), 4, 4)
      expect(await site.relisting.finish('lister', false)).toBe('done')
      expect(await site.catalogue.total()).toBe(4)
    })

    it('what we change ourselves is seen at once, and outlives the pages of a listing under way', async () => {
      const [moved, dropped, other] = [knownAsset(), knownAsset(), knownAsset()]
      await list(moved, dropped, other)
      const { generation } = await begin()
      await save([dropped], 1, 3)
      const uploaded = knownAsset()
      const folder = folderId()
      await site.catalogue.put(uploaded)
      await site.catalogue.change(moved.id, { folder, altText: 'new' })
      await site.catalogue.drop(dropped.id)
      await site.catalogue.change(assetId(), { folder })
      const changed = { ...moved, folder, altText: 'new' }
      const kept = await site.catalogue.assets([moved.id, dropped.id, uploaded.id])
      expect(new Set(kept)).toEqual(new Set([changed, uploaded]))
      await save([moved, dropped, other], 3, 3)
      await site.relisting.finish('lister', false)
      expect(await site.catalogue.total()).toBe(3)
      expect(new Set(await all())).toEqual(new Set([changed, uploaded, other]))
      expect((await site.catalogue.listing()).generation).toBe(generation)
      await list(moved, dropped)
      expect(await all()).toEqual([moved, dropped])
    })

    it('finds records without bytes by their name, and counts by folder', async () => {
      const folder = folderId()
      const empty = knownAsset({ size: 0, fileName: 'a.png', folder })
      await list(empty, knownAsset({ fileName: 'a.png', folder }), knownAsset())
      expect(await site.catalogue.empty('a.png')).toEqual([empty])
      expect(new Set(await site.catalogue.countsByFolder())).toEqual(
        new Set([
          { folder: null, assets: 1 },
          { folder, assets: 2 },
        ]),
      )
    })

    it('a whole listing makes the ledger forget what is gone, but for what it learned since', async () => {
      const [there, gone, late] = [knownAsset(), knownAsset(), knownAsset()]
      const entries = [there, gone, late].map((asset) => entryOf(asset))
      const digests = entries.map((entry) => entry.md5)
      for (const entry of entries.slice(0, 2)) await site.ledger.learn(entry, null)
      await new Promise((resolve) => setTimeout(resolve, 5))
      await begin()
      await site.ledger.learn(entries[2] ?? entryOf(late), null)
      await save([there])
      await site.relisting.finish('lister', false)
      const left = await site.ledger.entries(digests)
      expect(left.map((entry) => entry.asset).sort()).toEqual([there.id, late.id].sort())
    })

    it('a listing during which assets were deleted makes nobody forget, and says that it may lack some', async () => {
      const [there, missed, dropped] = [knownAsset(), knownAsset(), knownAsset()]
      const entry = entryOf(missed)
      await site.ledger.learn(entry, null)
      await list(there, missed, dropped)
      expect(await site.catalogue.isWhole()).toBe(true)
      await begin()
      await site.catalogue.drop(dropped.id)
      await save([there], 3, 3)
      expect(await site.relisting.finish('lister', false)).toBe('done')
      expect(await site.catalogue.isWhole()).toBe(false)
      expect(await site.ledger.entries([entry.md5])).toHaveLength(1)
      await new Promise((resolve) => setTimeout(resolve, 2))
      await list(there)
      expect(await site.catalogue.isWhole()).toBe(true)
      expect(await site.ledger.entries([entry.md5])).toEqual([])
    })

    it('what one listing lacks may have shifted past it unseen: the ledger forgets it by the second', async () => {
      const [deleted, there, missed, ...fresh] = Array.from({ length: 5 }, () => knownAsset())
      if (!deleted || !there || !missed) throw new TypeError('Expected assets.')
      const entry = entryOf(missed)
      await site.ledger.learn(entry, null)
      await list(deleted, there, missed)
      await begin()
      await save([deleted, there], 2, 3)
      // Somebody deletes the first one, so that the third comes to the second place; as many are made meanwhile.
      await save(fresh, 4, 4)
      expect(await site.relisting.finish('lister', false)).toBe('done')
      expect(await site.ledger.entries([entry.md5])).toHaveLength(1)
      await new Promise((resolve) => setTimeout(resolve, 2))
      await list(there, ...fresh)
      expect(await site.ledger.entries([entry.md5])).toEqual([])
    })

    it('holds 10,000 assets, page by page', async () => {
      await begin()
      const pages = Array.from({ length: 100 }, () =>
        Array.from({ length: 100 }, () => knownAsset()),
      )
      for (const [i, page] of pages.entries()) await save(page, (i + 1) * 100, 10_000)
      await site.relisting.finish('lister', false)
      const { generation } = await site.catalogue.listing()
      const read: KnownAsset[] = []
      for (let after: number | null = 0; after !== null;) {
        const page = await site.catalogue.page(generation, after, 500)
        read.push(...(page?.assets ?? []))
        after = page?.next ?? null
      }
      expect(read).toEqual(pages.flat())
    })
  })
}
