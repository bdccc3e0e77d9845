/** What every `Journal` must do: the one in IndexedDB, and the fake of the other tests. */
import { describe, expect, it } from 'vitest'
import { isSiteId, md5Hex, rowId, type SiteId } from '../../../src/core/brands.ts'
import { KEPT_MS } from '../../../src/core/journal.ts'
import type { KeptRow } from '../../../src/core/kept-row.ts'
import type { Journal, JournaledRun } from '../../../src/panel/ports/journal.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'

export interface Pages {
  /** Opens a page; all pages share one storage. */
  open(clock: ManualClock): { readonly journal: Journal; readonly close: () => Promise<void> }
  /** Stores something in a row's place, as another version of the panel would. */
  write(run: string, row: number, stored: unknown): Promise<void>
}

export function journalContract(name: string, create: () => Pages): void {
  const start = () => {
    const clock = new ManualClock()
    const pages = create()
    const open = async (site = JOURNAL_SITE) => {
      const page = pages.open(clock)
      return { ...page, run: await own(page.journal, site) }
    }
    return { clock, open, write: pages.write.bind(pages) }
  }

  describe(`${name} stores a run`, () => {
    it('with rows and bytes, for the next page', async () => {
      const { open } = start()
      const first = await open()
      expect(first.run.rows).toEqual([])
      const picture = new File(['bytes'], '1.png', { type: 'image/png' })
      const rows = [row(1), row(2, { end: { phase: 'cancelled', md5: A } }), row(3, { asks: true })]
      expect(await first.run.keep(rows)).toBe(true)
      expect(await first.run.keepBytes(rowId(1), picture)).toBe(true)
      await first.close()
      const { run } = await open()
      expect(run.id).toBe(first.run.id)
      expect(run.rows).toEqual(rows)
      expect([...run.withBytes]).toEqual([1])
      const file = await run.bytes(row(1))
      expect(file).toMatchObject({
        name: '1.png',
        type: 'image/png',
        lastModified: 1000,
        size: 5,
      })
      expect(await file?.text()).toBe('bytes')
      expect(await run.bytes(row(2))).toBeUndefined()
    })

    it('with the latest state of each row', async () => {
      const { open } = start()
      const first = await open()
      await first.run.keep([row(1), row(2)])
      await first.run.keep([row(2, { name: 'other.png' })])
      await first.close()
      expect((await open()).run.rows).toEqual([row(1), row(2, { name: 'other.png' })])
    })

    it('without forgotten rows', async () => {
      const { open } = start()
      const first = await open()
      await first.run.keep([row(1), row(2), row(3)])
      for (const id of [1, 2, 3]) {
        await first.run.keepBytes(rowId(id), new File(['bytes'], `${id}.png`))
      }
      await first.run.forget([rowId(1)], 'rows')
      await first.run.forget([rowId(2)], 'bytes')
      await first.close()
      const second = await open()
      const { run } = second
      expect(run.rows.map(({ id }) => id)).toEqual([2, 3])
      expect([...run.withBytes]).toEqual([3])
      await run.keep([4, 5, 6, 7].map((id) => row(id)))
      await run.forget([7, 3, 5, 2].map(rowId), 'rows')
      await second.close()
      expect((await open()).run.rows.map(({ id }) => id)).toEqual([4, 6])
    })

    it('without bytes whose length differs from the row’s', async () => {
      const { open } = start()
      const first = await open()
      await first.run.keep([row(1)])
      await first.run.keepBytes(rowId(1), new File(['other bytes'], '1.png'))
      await first.close()
      expect(await (await open()).run.bytes(row(1))).toBeUndefined()
    })
  })

  describe(`${name} hands out a run`, () => {
    it('to one page at a time', async () => {
      const { open } = start()
      const first = await open()
      await first.run.keep([row(1)])
      const second = await open()
      expect(second.run.id).not.toBe(first.run.id)
      expect(second.run.rows).toEqual([])
      await first.close()
      expect((await open()).run.id).toBe(first.run.id)
    })

    it('of the same site only, the latest one', async () => {
      const { open, clock } = start()
      const pages = [await open(), await open(), await open(OTHER)]
      for (const page of pages) {
        await page.run.keep([row(1)])
        await clock.advance(1000)
      }
      for (const page of pages) await page.close()
      expect((await open()).run.id).toBe(pages[1].run.id)
      expect((await open()).run.id).toBe(pages[0].run.id)
      expect((await open()).run.rows).toEqual([])
    })

    it('only while it has unsettled rows', async () => {
      const { open } = start()
      const first = await open()
      await first.run.keep([row(1, { end: { phase: 'cancelled', md5: A } })])
      await first.close()
      expect((await open()).run.id).not.toBe(first.run.id)
      const failure = { code: 'webflow-unavailable', message: 'down' } as const
      const second = await open()
      await second.run.keep([row(1, { end: { phase: 'failed', failure, md5: A } })])
      await second.close()
      expect((await open()).run.id).toBe(second.run.id)
    })

    it('unless it was cleared or is too old', async () => {
      const { open, clock } = start()
      const first = await open()
      await first.run.keep([row(1)])
      await first.run.clear()
      await first.close()
      const second = await open()
      expect(second.run.rows).toEqual([])
      await second.run.keep([row(1)])
      await second.run.keepBytes(rowId(1), new File(['bytes'], '1.png'))
      await second.close()
      await clock.advance(KEPT_MS + 1)
      const third = await open()
      expect(third.run.id).not.toBe(second.run.id)
      expect(third.run.rows).toEqual([])
    })
  })

  describe(`${name} finds rows that it cannot read`, () => {
    const later = (id: number, more: object = {}) => ({
      ...row(id),
      end: { phase: 'of-a-later-version' },
      ...more,
    })

    it('and restores a file whose row is lost', async () => {
      const { open } = start()
      const { run, close } = await open()
      await run.keep([row(1)])
      await run.keepBytes(rowId(2), new File(['bytes'], '2.png', { lastModified: 1000 }))
      await close()
      const place = { under: null, path: [] }
      expect((await open()).run.rows).toEqual([
        row(1),
        row(2, { md5: null, held: true, path: [], place }),
      ])
    })

    it('and restarts those with files, held for review', async () => {
      const { open, write } = start()
      const { run, close } = await open()
      await run.keep([1, 2, 3, 4, 5].map((id) => row(id)))
      for (const id of [1, 2, 3, 4]) {
        await run.keepBytes(rowId(id), new File(['bytes'], `${id}.png`, { lastModified: 1000 }))
      }
      await write(run.id, 1, later(1))
      await write(run.id, 2, { ...row(2), md5: 'damaged', anew: true })
      await write(run.id, 3, 'not even a row')
      await write(run.id, 4, { ...row(4), size: 'damaged', asks: true })
      await close()
      const next = await open()
      expect(next.run.id).toBe(run.id)
      const [first, second, third, fourth, fifth] = next.run.rows.toSorted((a, b) => a.id - b.id)
      expect(first).toEqual(row(1, { md5: null, held: true }))
      expect(second).toEqual(row(2, { md5: null, anew: true }))
      const place = { under: null, path: [] }
      expect(third).toEqual(row(3, { md5: null, held: true, path: [], place }))
      expect(fourth).toEqual(row(4, { md5: null, asks: true }))
      expect(fifth).toEqual(row(5))
      expect([...next.run.withBytes]).toEqual([1, 2, 3, 4])
      for (const kept of [first, second, third, fourth]) {
        expect(await (await next.run.bytes(kept))?.text()).toBe('bytes')
      }
    })

    it('and keeps those without files for a version that can read them', async () => {
      const { open, write } = start()
      const { run, close } = await open()
      await run.keep([row(1), row(2), row(3), row(4)])
      await write(run.id, 2, later(2))
      await close()
      const next = await open()
      expect(next.run.rows.map(({ id }) => id)).toEqual([1, 3, 4])
      expect(next.run.unreadable).toEqual([2])
      await next.run.forget([rowId(1)], 'rows')
      await next.run.clear()
      await next.close()
      // All readable rows are settled, so no page gets the run, but it is not over.
      const other = await open()
      expect(other.run.id).not.toBe(run.id)
      expect(other.run.unreadable).toEqual([])
      await write(run.id, 2, row(2))
      const able = await open()
      expect(able.run.id).toBe(run.id)
      expect(able.run.rows).toEqual([row(2)])
    })

    it('and deletes nothing of a run whose other rows are settled', async () => {
      const { open, write } = start()
      const { run, close } = await open()
      const settled = row(1, { end: { phase: 'cancelled', md5: A } })
      await run.keep([settled, row(2)])
      await run.keepBytes(rowId(2), new File(['bytes'], '2.png', { lastModified: 1000 }))
      await write(run.id, 2, later(2))
      await close()
      const next = await open()
      expect(next.run.rows).toEqual([settled, row(2, { md5: null, held: true })])
      expect([...next.run.withBytes]).toEqual([2])
    })
  })
}

// Helpers

const A = md5Hex('a'.repeat(32))
export const JOURNAL_SITE = siteId('65f0c0ffee00000000000001')
const OTHER = siteId('65f0c0ffee00000000000002')

export function row(id: number, more: Partial<KeptRow> = {}): KeptRow {
  return {
    id: rowId(id),
    fileName: `${id}.png`,
    path: ['drop'],
    size: 5,
    modified: 1000,
    name: `${id}.png`,
    place: { under: null, path: ['drop'] },
    md5: A,
    held: false,
    anew: false,
    end: null,
    ...more,
  }
}

function siteId(id: string): SiteId {
  if (!isSiteId(id)) throw new TypeError(`"${id}" is no site id.`)
  return id
}

async function own(journal: Journal, site: SiteId): Promise<JournaledRun> {
  const run = await journal.open(site)
  if (!run) throw new Error('Expected a run, got none.')
  return run
}
