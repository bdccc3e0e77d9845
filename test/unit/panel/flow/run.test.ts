import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { rowId } from '../../../../src/core/brands.ts'
import { KeptRow } from '../../../../src/core/kept-row.ts'
import { ReserveFile } from '../../../../src/core/wire.ts'
import { FIRST_BATCH, MOST_RESERVED } from '../../../../src/panel/flow/stages/reserve-queue.ts'
import { REQUESTS_AT_ONCE } from '../../../../src/panel/flow/stages/reserve-stage.ts'
import { SENDS_AT_ONCE } from '../../../../src/panel/flow/stages/send-stage.ts'
import { idle } from '../../../fakes/manual-clock.ts'
import type { MemoryDisk } from '../../../fakes/memory-journal.ts'
import { many, startRun, taken } from '../../../fakes/run-harness.ts'
import { page, written } from '../../../fakes/run-page.ts'

describe('a run', () => {
  it('takes a file through every phase, once each', async () => {
    const { run, finish, phasesOf, proxy, state } = startRun()
    run.add([taken('icons/logo.svg')], null)
    await finish()
    expect(phasesOf(1)).toEqual([
      'queued',
      'hashing',
      'ready',
      'asking',
      'planned',
      'reserving',
      'reserved',
      'sending',
      'uploaded',
    ])
    expect(state(1)).toMatchObject({ asset: { name: 'logo.svg' } })
    expect(proxy.sent).toEqual(['logo.svg'])
    expect(proxy.folders.map(({ name }) => name)).toEqual(['icons'])
  })

  it('refuses files over a limit before hashing', async () => {
    const { run, finish, hasher, state, proxy } = startRun()
    run.add([taken('a.exe'), taken('empty.png', ''), taken('fine.png')], null)
    await finish()
    expect(state(1)).toMatchObject({ phase: 'refused', failure: { code: 'file-type' } })
    expect(state(2)).toMatchObject({ phase: 'refused', failure: { code: 'file-empty' } })
    expect(state(3).phase).toBe('uploaded')
    expect(hasher.started).toHaveLength(1)
    expect(proxy.reserved.flat()).toHaveLength(1)
  })

  it('refuses only the file that is nested too deeply, and says so after a reload', async () => {
    const disk: MemoryDisk = new Map()
    const { run, finish, state, proxy, clock, journal } = await page(disk)
    const deep = (folders: number) => `${'d/'.repeat(folders)}${folders}.png`
    run.add([taken(deep(51)), taken(deep(50))], null)
    await finish()
    expect(state(1)).toMatchObject({ phase: 'refused', failure: { code: 'file-too-deep' } })
    expect(state(2).phase).toBe('uploaded')
    expect(v.safeParse(ReserveFile, proxy.reserved[0]?.[0]).success).toBe(true)
    run.add([taken('still to do.png')], null)
    proxy.hold('reserve')
    await written(clock)
    journal.end()
    const kept = [...disk.values()].flatMap(({ rows }) => [...rows.values()])
    expect(kept.map((row) => v.is(KeptRow, row))).toEqual([true, true, true])
  })

  it('hashes while the network stalls, and sends while hashing stalls', async () => {
    const { run, proxy, hasher, rows, finish } = startRun()
    const release = proxy.hold('reserve')
    run.add(many(50), null)
    await idle()
    expect(hasher.started).toHaveLength(50)
    expect(rows.filter(({ state }) => state.phase === 'planned')).not.toHaveLength(0)
    release()
    const go = hasher.hold()
    run.add(many(5, 'later'), null)
    await idle()
    expect(rows.slice(0, 50).every(({ state }) => state.phase === 'uploaded')).toBe(true)
    expect(rows.slice(50).every(({ state }) => state.phase === 'hashing')).toBe(true)
    go()
    await finish()
    expect(proxy.sent).toHaveLength(55)
  })

  it('keeps its bounds: five sends, two requests, 32 reserved, a small first batch', async () => {
    const { run, proxy, finish } = startRun()
    const release = proxy.hold('send')
    run.add(many(300), null)
    await idle()
    expect(proxy.most.sends).toBe(SENDS_AT_ONCE)
    expect(proxy.most.unsent).toBeGreaterThan(24)
    release()
    await finish()
    expect(proxy.sent).toHaveLength(300)
    expect(proxy.most).toMatchObject({ sends: SENDS_AT_ONCE, reserves: REQUESTS_AT_ONCE })
    expect(proxy.most.unsent).toBeLessThanOrEqual(MOST_RESERVED)
    expect(proxy.reserved[0]?.length).toBeLessThanOrEqual(FIRST_BATCH)
    expect(proxy.reserved.length).toBeLessThan(70)
    expect(proxy.orphans()).toEqual([])
  })

  it('reserves few large files ahead, so that a slow connection sends them before the sweep', async () => {
    const { run, proxy, rows, finish } = startRun()
    const release = proxy.hold('send')
    const rest = new Uint8Array(10 * 1024 * 1024 - 2)
    run.add(
      Array.from({ length: 14 }, (_, n) => ({
        file: new File([String(n).padStart(2, '0'), rest], `${n}.pdf`),
        path: [],
      })),
      null,
    )
    const unhashed = () =>
      rows.filter(({ state }) => state.phase === 'queued' || state.phase === 'hashing').length
    await expect.poll(unhashed).toBe(0)
    await idle()
    expect(proxy.orphans()).toHaveLength(SENDS_AT_ONCE + 6)
    release()
    await finish()
    expect(proxy.sent).toHaveLength(14)
  })

  it('gives names that Webflow accepts, unique in their folder within the run', async () => {
    const { run, finish, rows } = startRun()
    run.add(
      [taken('a/x.png', '1'), taken('a/X.png', '2'), taken('b/x.png', '3'), taken('x.png', '4')],
      null,
    )
    run.add([taken('x.png', '5')], null)
    await finish()
    expect(rows.map(({ name }) => name)).toEqual([
      'x.png',
      'X (2).png',
      'x.png',
      'x.png',
      'x (2).png',
    ])
  })

  it('reuses names once everything is settled', async () => {
    const { run, finish, rows, proxy } = startRun()
    run.add([taken('x.png', '1')], null)
    await finish()
    run.add([taken('x.png', '1')], null)
    await finish()
    expect(rows[1]).toMatchObject({ name: 'x.png', state: { phase: 'existing', choice: 'keep' } })
    expect(proxy.sent).toHaveLength(1)
  })

  it('takes ten thousand files', async () => {
    const { run, finish, rows, proxy } = startRun()
    run.add(many(10_000), null)
    await finish()
    expect(rows.every(({ state }) => state.phase === 'uploaded')).toBe(true)
    expect(proxy.sent).toHaveLength(10_000)
    expect(proxy.most.unsent).toBeLessThanOrEqual(MOST_RESERVED)
  })
})

describe('what the site has already', () => {
  it('is shown, with a choice if it is in another folder', async () => {
    const { run, finish, state, proxy, moves } = startRun()
    run.add([taken('old/logo.png', 'same')], null)
    await finish()
    run.add([taken('new/brand.png', 'same')], null)
    await finish()
    expect(state(2)).toMatchObject({
      phase: 'existing',
      choice: 'undecided',
      asset: { name: 'logo.png', folderId: proxy.folders[0]?.id },
    })
    run.moveHere([rowId(2)])
    await idle()
    expect(moves).toEqual([{ asset: expect.any(String), folder: proxy.folders[1]?.id }])
    expect(state(2)).toMatchObject({ choice: 'moved', asset: { folderId: proxy.folders[1]?.id } })
  })

  it('shows in the row why a move failed, and can be kept instead', async () => {
    const { run, finish, state, designer, moves } = startRun()
    run.add([taken('old/logo.png', 'same')], null)
    await finish()
    run.add([taken('new/brand.png', 'same')], null)
    await finish()
    designer.failNext.push(new Error('not in this mode'))
    run.moveHere([rowId(2)])
    await idle()
    expect(state(2)).toMatchObject({
      choice: 'undecided',
      trouble: { code: 'webflow-refused', message: 'not in this mode' },
    })
    run.keep([rowId(2)])
    expect(state(2)).toMatchObject({ choice: 'keep' })
    expect(state(2)).not.toHaveProperty('trouble')
    expect(moves).toEqual([])
  })

  it('sends the bytes of twins once, and gives each of them the asset', async () => {
    const { run, finish, state, proxy } = startRun()
    run.add([taken('a/1.png', 's'), taken('a/2.png', 's'), taken('b/3.png', 's')], null)
    await finish()
    expect(proxy.sent).toEqual(['1.png'])
    expect(state(2)).toMatchObject({
      phase: 'twin',
      of: 1,
      choice: 'keep',
      asset: { name: '1.png' },
    })
    expect(state(3)).toMatchObject({ phase: 'twin', of: 1, choice: 'undecided' })
    run.moveHere([rowId(3)])
    await idle()
    expect(state(3)).toMatchObject({ choice: 'moved', asset: { folderId: proxy.folders[1]?.id } })
  })

  it('uploads a twin if the row that it follows is cancelled', async () => {
    const { run, finish, state, proxy } = startRun()
    const release = proxy.hold('send')
    run.add([taken('1.png', 's'), taken('2.png', 's'), taken('3.png', 's')], null)
    await idle()
    run.cancel([rowId(1)])
    release()
    await finish()
    expect(state(1).phase).toBe('cancelled')
    expect(state(2).phase).toBe('uploaded')
    expect(state(3)).toMatchObject({ phase: 'twin', of: 2 })
    expect(proxy.sent).toEqual(['2.png'])
    expect(proxy.orphans()).toEqual([])
  })
})
