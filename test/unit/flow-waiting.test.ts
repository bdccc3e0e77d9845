/** Files that wait for a person's word beside a run: kept over pages, and rows only once they are let in. */
import { describe, expect, it } from 'vitest'
import { MOST_FILE_BYTES } from '../../src/core/journal.ts'
import { idle } from '../fakes/manual-clock.ts'
import type { MemoryDisk } from '../fakes/memory-journal.ts'
import { taken } from '../fakes/run-harness.ts'
import { page, written } from '../fakes/run-page.ts'

describe('a file that waits', () => {
  it('is no row, and becomes one under the id that it has', async () => {
    const { run, rows, proxy, finish } = await page(new Map())
    const { id } = run.waiting.hold(taken('a/1.png'), null)
    run.add([taken('2.png')], null)
    await finish()
    expect(rows.map(({ name }) => name)).toEqual(['2.png'])
    run.waiting.letIn([id], {})
    await finish()
    expect(rows.map((row) => [row.id, row.name, row.place.path, row.state.phase])).toEqual([
      [2, '2.png', [], 'uploaded'],
      [id, '1.png', ['a'], 'uploaded'],
    ])
    expect(proxy.sent).toEqual(['2.png', '1.png'])
  })

  it('waits on in the next page, with its bytes; new rows keep clear of its id', async () => {
    const disk: MemoryDisk = new Map()
    const first = await page(disk)
    const held = first.run.waiting.hold(taken('a/1.png', 'the bytes'), null)
    await written(first.clock)
    first.journal.end()
    const second = await page(disk)
    expect(second.own.id).toBe(first.own.id)
    expect(second.rows).toEqual([])
    expect(second.waiting).toMatchObject([{ id: held.id, into: null, taken: { path: ['a'] } }])
    expect(await second.waiting[0]?.taken.file.text()).toBe('the bytes')
    second.run.add([taken('2.png')], null)
    await second.finish()
    second.run.waiting.letIn([held.id], {})
    await second.finish()
    expect(second.rows.map(({ id, state }) => [id, state.phase])).toEqual([
      [held.id + 1, 'uploaded'],
      [held.id, 'uploaded'],
    ])
  })

  it('and was let in to wait for its run, goes on with that', async () => {
    const disk: MemoryDisk = new Map()
    const first = await page(disk)
    first.run.waiting.hold(taken('1.png'), null)
    await written(first.clock)
    first.journal.end()
    const { run, rows, waiting, clock, proxy, finish } = await page(disk)
    run.waiting.letIn(
      waiting.map(({ id }) => id),
      { paused: true },
    )
    await clock.advance(5000)
    expect(rows.map(({ state }) => state.phase)).toEqual(['paused'])
    run.resume()
    await finish()
    expect(proxy.sent).toEqual(['1.png'])
  })

  it('is kept as a row from when it is let in, and not at all once it is forgotten', async () => {
    const disk: MemoryDisk = new Map()
    const first = await page(disk)
    const kept = () =>
      [...disk.values()].flatMap(({ rows }) => [...rows.values()].map(({ id, asks }) => [id, asks]))
    const [one, two] = ['1.png', '2.png'].map((path) => first.run.waiting.hold(taken(path), null))
    first.proxy.hold('reserve')
    await written(first.clock)
    expect(kept()).toEqual([
      [one.id, true],
      [two.id, true],
    ])
    first.run.waiting.letIn([one.id], {})
    first.run.waiting.forget([two.id])
    await written(first.clock)
    expect(kept()).toEqual([[one.id, undefined]])
    expect([...disk.values()].flatMap(({ files }) => [...files.keys()])).toEqual([one.id])
  })

  it('is not forgotten when all rows are cleared away', async () => {
    const disk: MemoryDisk = new Map()
    const { run, rows, clock, finish } = await page(disk)
    const { id } = run.waiting.hold(taken('1.png'), null)
    run.add([taken('2.png')], null)
    await finish()
    run.remove(rows.map(({ id }) => id))
    await written(clock)
    expect([...disk.values()].flatMap((kept) => [...kept.rows.keys()])).toEqual([id])
    run.waiting.forget([id])
    await idle()
    expect([...disk.values()].flatMap((kept) => [...kept.rows.keys()])).toEqual([])
  })
})

describe('a file that waited, and is too large to be kept', () => {
  /** The page after the one in which it was held. */
  async function next() {
    const disk: MemoryDisk = new Map()
    const large = taken('a/large.pdf', 'x'.repeat(MOST_FILE_BYTES + 1))
    const first = await page(disk)
    first.run.waiting.hold(large, null)
    await written(first.clock)
    first.journal.end()
    return { ...(await page(disk)), disk, large }
  }

  it('is a row that asks for it', async () => {
    const { rows, waiting } = await next()
    expect(waiting).toEqual([])
    expect(rows).toMatchObject([
      { name: 'large.pdf', state: { phase: 'failed', failure: { code: 'file-missing' } } },
    ])
  })

  it('takes the place of that row when it waits again', async () => {
    const { run, rows, proxy, large, finish } = await next()
    const held = run.waiting.hold(large, null)
    expect(rows).toEqual([])
    run.waiting.letIn([held.id], {})
    await finish()
    expect(proxy.sent).toEqual(['large.pdf'])
  })

  it('is given to that row where it need not wait, which is an ordinary one then', async () => {
    const { run, rows, proxy, large, clock, disk } = await next()
    proxy.hold('reserve')
    run.add([large], null)
    await written(clock)
    expect(rows.map(({ state }) => state.phase)).toEqual(['reserving'])
    const kept = [...disk.values()].flatMap((run) => [...run.rows.values()])
    expect(kept.map(({ fileName, asks }) => [fileName, asks])).toEqual([['large.pdf', undefined]])
  })
})
