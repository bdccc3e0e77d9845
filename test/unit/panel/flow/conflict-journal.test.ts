/** Name conflicts across reloads: they are journaled, asked about again, and never uploaded unasked. */
import { describe, expect, it } from 'vitest'
import { rowId } from '../../../../src/core/brands.ts'
import { MOST_FILE_BYTES } from '../../../../src/core/journal.ts'
import type { KeptRow } from '../../../../src/core/kept-row.ts'
import { assetOf } from '../../../fakes/fake-library.ts'
import type { MemoryDisk } from '../../../fakes/memory-journal.ts'
import { taken } from '../../../fakes/run-harness.ts'
import { page, written } from '../../../fakes/run-page.ts'

/** A panel on a site with an asset called `pier.png`. */
async function visit(disk: MemoryDisk) {
  const visited = await page(disk)
  visited.library.seed(assetOf(0, { name: 'pier.png' }))
  return visited
}

/** What a page leaves behind after a drop of such a file and `act`. */
async function leave(
  disk: MemoryDisk,
  content = 'other bytes',
  act: (first: Awaited<ReturnType<typeof visit>>) => void = () => undefined,
): Promise<void> {
  const first = await visit(disk)
  first.run.add([taken('pier.png', content)], null)
  await written(first.clock)
  expect(first.state(1).phase).toBe('conflict')
  act(first)
  await written(first.clock)
  first.run.dispose()
  first.journal.end()
}

const keptRows = (disk: MemoryDisk): KeptRow[] =>
  [...disk.values()].flatMap(({ rows }) => [...rows.values()])

describe('a row in conflict', () => {
  it('is asked about again after a reload and can be answered then', async () => {
    const disk: MemoryDisk = new Map()
    await leave(disk)
    const { rows, run, replacer, clock, state } = await visit(disk)
    expect(rows).toMatchObject([
      { name: 'pier.png', state: { phase: 'conflict', choice: 'undecided' } },
    ])
    expect(await rows[0]?.file.text()).toBe('other bytes')
    run.replace([rowId(1)])
    await clock.advance(0)
    replacer.finish()
    expect(state(1).phase).toBe('replaced')
    await written(clock)
    expect(keptRows(disk)).toMatchObject([{ end: { phase: 'replaced' } }])
  })

  it('is asked about again if its replacement was in progress', async () => {
    const disk: MemoryDisk = new Map()
    await leave(disk, 'other bytes', ({ run }) => run.replace([rowId(1)]))
    const { state } = await visit(disk)
    expect(state(1)).toMatchObject({ phase: 'conflict', choice: 'undecided' })
  })

  it('stays skipped, and its bytes are deleted', async () => {
    const disk: MemoryDisk = new Map()
    await leave(disk, 'other bytes', ({ run }) => run.skip([rowId(1)]))
    expect(keptRows(disk)).toMatchObject([{ end: { phase: 'conflict', choice: 'skip' } }])
    expect([...disk.values()].flatMap(({ files }) => [...files.keys()])).toEqual([])
  })

  it('uploads under its own name if both are kept', async () => {
    const disk: MemoryDisk = new Map()
    await leave(disk, 'other bytes', ({ run, proxy }) => {
      proxy.hold('reserve')
      run.keepBoth([rowId(1)])
    })
    const { run, rows, finish } = await visit(disk)
    run.resume()
    await finish()
    expect(rows).toMatchObject([
      { name: 'pier (2).png', keptBoth: true, state: { phase: 'uploaded' } },
    ])
  })

  it('asks for its file if that was too large to store, and is still not uploaded unasked', async () => {
    const disk: MemoryDisk = new Map()
    const large = 'x'.repeat(MOST_FILE_BYTES + 1)
    const first = await page(disk)
    first.library.seed(assetOf(0, { name: 'pier.pdf' }))
    first.run.add([taken('pier.pdf', large)], null)
    await written(first.clock)
    first.journal.end()
    const next = await page(disk)
    next.library.seed(assetOf(0, { name: 'pier.pdf' }))
    expect(next.state(1)).toMatchObject({ phase: 'failed', failure: { code: 'file-missing' } })
    next.run.add([taken('pier.pdf', large)], null)
    await written(next.clock)
    expect(next.rows.map(({ state }) => state.phase)).toEqual(['conflict'])
  })
})

describe('a row that an older version left waiting for an answer', () => {
  /** As commit 32c216a wrote it: `asks`, without digest and asset. */
  async function old() {
    const disk: MemoryDisk = new Map()
    await leave(disk)
    for (const { rows } of disk.values()) {
      for (const [id, { conflict: _, ...row }] of rows) {
        rows.set(id, { ...row, md5: null, asks: true })
      }
    }
    return visit(disk)
  }

  it('is compared and asked about again', async () => {
    const { run, clock, state, proxy } = await old()
    expect(state(1).phase).toBe('paused')
    run.resume()
    await clock.advance(1000)
    expect(state(1)).toMatchObject({ phase: 'conflict', choice: 'undecided' })
    expect(proxy.reserved).toEqual([])
  })

  it('is not uploaded unasked while the site cannot be listed', async () => {
    const { run, clock, state, library, proxy } = await old()
    const trouble = { code: 'internal', message: 'no' } as const
    library.failNext('catalogue', ...Array.from({ length: 20 }, () => trouble))
    run.resume()
    for (let n = 0; n < 15; n++) await clock.advance(5000)
    expect([state(1).phase, proxy.reserved]).toEqual(['asking', []])
    for (let n = 0; n < 15; n++) await clock.advance(5000)
    expect(state(1).phase).toBe('conflict')
  })

  it('is uploaded if its asset no longer exists', async () => {
    const { run, finish, state, library } = await old()
    library.site.clear()
    library.seed()
    run.resume()
    await finish()
    expect(state(1).phase).toBe('uploaded')
  })
})
