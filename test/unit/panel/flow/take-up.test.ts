/** A run that one page leaves and the next one resumes. */
import { describe, expect, it } from 'vitest'
import { rowId } from '../../../../src/core/brands.ts'
import { idle } from '../../../fakes/manual-clock.ts'
import type { MemoryDisk } from '../../../fakes/memory-journal.ts'
import { taken } from '../../../fakes/run-harness.ts'
import { page, written } from '../../../fakes/run-page.ts'

describe('a run that was left', () => {
  it('waits for a person, then uploads what is left, nothing twice', async () => {
    const disk: MemoryDisk = new Map()
    const first = await page(disk)
    const release = first.proxy.hold('reserve')
    first.run.add([taken('a/1.png'), taken('a/2.png')], null)
    await written(first.clock)
    expect(first.state(1).phase).toBe('reserving')
    first.run.leave()
    expect(first.proxy.left).toEqual([])
    first.run.dispose()
    first.journal.end()
    release()
    const second = await page(disk)
    expect(second.own.id).toBe(first.own.id)
    expect(second.rows.map(({ state }) => state.phase)).toEqual(['paused', 'paused'])
    await second.clock.advance(5000)
    expect(second.proxy.reserved).toEqual([])
    second.run.resume()
    await second.finish()
    expect(second.rows.map(({ state, place }) => [state.phase, place.path])).toEqual([
      ['uploaded', ['a']],
      ['uploaded', ['a']],
    ])
  })

  it('keeps settled rows as they are, and deletes their bytes', async () => {
    const disk: MemoryDisk = new Map()
    const first = await page(disk)
    first.run.add([taken('1.png')], null)
    await first.finish()
    const release = first.proxy.hold('reserve')
    first.run.add([taken('2.png')], null)
    await written(first.clock)
    first.journal.end()
    const second = await page(disk)
    expect(second.rows.map(({ state }) => state.phase)).toEqual(['uploaded', 'paused'])
    expect([...second.own.withBytes]).toEqual([2])
    release()
  })

  it('keeps rows of another version; those with files are held for review', async () => {
    const disk: MemoryDisk = new Map()
    const first = await page(disk)
    first.proxy.hold('reserve')
    first.run.add([taken('1.png'), taken('2.png'), taken('3.png')], null)
    await written(first.clock)
    first.journal.end()
    for (const { rows, foreign, files } of disk.values()) {
      for (const id of [2, 3].map(rowId)) {
        foreign.set(id, { ...rows.get(id), end: { phase: 'of-a-later-version' } })
        rows.delete(id)
      }
      files.delete(rowId(3))
    }
    const second = await page(disk)
    second.run.add([taken('4.png')], null)
    second.run.resume()
    for (let n = 0; n < 20; n++) await second.clock.advance(1000)
    const phases = () =>
      second.rows
        .toSorted((a, b) => a.id - b.id)
        .map(({ id, name, state: { phase } }) => [id, name, phase])
    expect(phases()).toEqual([
      [1, '1.png', 'uploaded'],
      [2, '2.png', 'planned'],
      [4, '4.png', 'uploaded'],
    ])
    expect(second.run.isHeld).toBe(true)
    second.run.start()
    await second.finish()
    expect(phases()[1]).toEqual([2, '2.png', 'uploaded'])
    second.run.remove(second.rows.map(({ id }) => id))
    await idle()
    expect([...disk.values()].map(({ foreign }) => [...foreign.keys()])).toEqual([[3]])
  })

  it('asks for files that were not stored, and recognises them by their bytes, whatever their names', async () => {
    const disk: MemoryDisk = new Map()
    const first = await page(disk)
    first.proxy.hold('reserve')
    first.run.add([taken('deep/1.png', 'the bytes'), taken('deep/2.png')], null)
    await written(first.clock)
    first.journal.end()
    for (const kept of disk.values()) kept.files.clear()
    const second = await page(disk)
    expect(second.state(1)).toMatchObject({ phase: 'failed', failure: { code: 'file-missing' } })
    second.run.retry([second.row(1).id])
    expect(second.state(1).phase).toBe('failed')
    second.run.add([taken('renamed.png', 'the bytes'), taken('other.png', 'other bytes')], null)
    await second.finish()
    await idle()
    expect(second.row(1)).toMatchObject({ name: '1.png', place: { path: ['deep'] } })
    expect(second.state(1).phase).toBe('uploaded')
    expect(second.rows.map(({ name, state }) => [name, state.phase])).toEqual([
      ['1.png', 'uploaded'],
      ['2.png', 'failed'],
      ['other.png', 'uploaded'],
    ])
  })

  it('loses no row if several have the same bytes', async () => {
    const disk: MemoryDisk = new Map()
    const first = await page(disk)
    first.proxy.hold('reserve')
    const copies = ['a/1.png', 'b/2.png', 'c/3.png'].map((path) => taken(path, 'the bytes'))
    first.run.add(copies, null)
    await written(first.clock)
    first.journal.end()
    for (const kept of disk.values()) for (const id of [2, 3]) kept.files.delete(rowId(id))
    const second = await page(disk)
    const phases = () => second.rows.map(({ state }) => state.phase)
    expect(phases()).toEqual(['paused', 'failed', 'failed'])
    second.run.resume()
    await second.finish()
    expect(phases()).toEqual(['uploaded', 'failed', 'failed'])
    second.run.add([taken('again.png', 'the bytes')], null)
    await second.finish()
    expect(second.rows.map(({ place }) => place.path)).toEqual([['a'], ['b'], ['c']])
    expect(phases()).toEqual(['uploaded', 'existing', 'failed'])
  })

  it('stores the bytes of a file that was chosen again, and none for a missing one', async () => {
    const disk: MemoryDisk = new Map()
    const first = await page(disk)
    first.proxy.hold('reserve')
    first.run.add([taken('a/1.png', 'one'), taken('a/2.png', 'two')], null)
    await written(first.clock)
    first.journal.end()
    for (const kept of disk.values()) kept.files.clear()
    const second = await page(disk)
    second.proxy.hold('reserve')
    await written(second.clock)
    const files = () => [...disk.values()].flatMap((kept) => [...kept.files.keys()])
    expect(files()).toEqual([])
    second.run.add([taken('other.png', 'one')], null)
    await written(second.clock)
    expect(files()).toEqual([1])
  })

  it('is deleted when its rows are cleared', async () => {
    const disk: MemoryDisk = new Map()
    const first = await page(disk)
    first.run.add([taken('1.png')], null)
    await first.finish()
    await written(first.clock)
    expect(disk.size).toBe(1)
    first.run.remove(first.rows.map(({ id }) => id))
    await idle()
    expect(disk.size).toBe(0)
  })

  it('keeps its names: new files with the same names get others', async () => {
    const disk: MemoryDisk = new Map()
    const first = await page(disk)
    first.proxy.hold('reserve')
    first.run.add([taken('a/1.png', 'old')], null)
    await written(first.clock)
    first.journal.end()
    const second = await page(disk)
    second.run.add([taken('a/1.png', 'new')], null)
    second.run.resume()
    await second.finish()
    expect(second.rows.map(({ name, state }) => [name, state.phase])).toEqual([
      ['1.png', 'uploaded'],
      ['1 (2).png', 'uploaded'],
    ])
  })

  it('is written again after a failed write, and no more after four', async () => {
    const disk: MemoryDisk = new Map()
    const first = await page(disk)
    first.proxy.hold('reserve')
    const states = () =>
      [...disk.values()].flatMap(({ rows }) => [...rows.values()].map(({ fileName }) => fileName))
    first.journal.full = true
    first.run.add([taken('1.png')], null)
    await first.clock.advance(400)
    expect(states()).toEqual([])
    first.journal.full = false
    await first.clock.advance(1000)
    expect(states()).toEqual(['1.png'])
    first.journal.full = true
    first.run.add([taken('2.png')], null)
    await first.clock.advance(400)
    for (const ms of [1000, 5000, 30_000]) await first.clock.advance(ms)
    first.journal.full = false
    await first.clock.advance(100_000)
    expect(states()).toEqual(['1.png'])
  })

  it('gives up its records as the page closes if nothing can be stored', async () => {
    const first = await page(new Map())
    first.journal.full = true
    const release = first.proxy.hold('send')
    first.run.add([taken('1.png')], null)
    await written(first.clock)
    expect(first.state(1).phase).toBe('sending')
    first.run.leave()
    expect(first.proxy.left).toHaveLength(1)
    release()
  })
})
