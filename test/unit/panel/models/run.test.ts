import { describe, expect, it } from 'vitest'
import { idle } from '../../../fakes/manual-clock.ts'
import type { MemoryDisk } from '../../../fakes/memory-journal.ts'
import { memoryStore } from '../../../fakes/memory-store.ts'
import { many, taken } from '../../../fakes/run-harness.ts'
import { startRunModel as start } from '../../../fakes/run-model.ts'

describe('the run as the panel sees it', () => {
  it('starts empty, runs, and settles with a receipt', async () => {
    const { run, drop, frame, finish } = await start()
    expect(run.status.value).toBe('empty')
    drop([taken('icons/logo.svg')])
    frame()
    expect(run.status.value).toBe('running')
    expect(run.announcement.value).toBe('Uploading 1 file')
    await finish()
    expect(run.status.value).toBe('settled')
    expect(run.announcement.value).toBe('Finished: 1 uploaded')
    expect(run.hashWay.value).toEqual({ engine: 'javascript', place: 'page' })
    expect(run.receipt()).toMatchObject([
      { path: 'icons/logo.svg', folder: 'Brand/icons', outcome: 'uploaded', size: 14 },
    ])
  })

  it('changes nothing shown before the next frame, however much happens', async () => {
    const { run, drop, frame, frames } = await start()
    let totals = 0
    let rows = 0
    run.totals.subscribe(() => (totals += 1))
    run.rows.subscribe(() => (rows += 1))
    drop(many(500))
    await idle()
    expect([totals, rows]).toEqual([1, 1])
    expect(frames).toHaveLength(1)
    frame()
    expect([totals, rows]).toEqual([2, 2])
    expect(run.rows.value).toHaveLength(500)
  })

  it('does not touch a row for the progress of another', async () => {
    const { run, drop, proxy, frame } = await start()
    const release = proxy.hold('send')
    drop(many(2))
    await idle()
    frame()
    const [first, second] = run.rows.value
    let touched = 0
    second?.sentBytes.subscribe(() => (touched += 1))
    second?.state.subscribe(() => (touched += 1))
    touched = 0
    run.control(first.id)
    frame()
    expect(first?.state.value.phase).toBe('cancelled')
    expect(touched).toBe(0)
    release()
  })

  it('counts true bytes: halfway while sending, all at the end, none for what is there', async () => {
    const { run, drop, proxy, frame, finish } = await start()
    const release = proxy.hold('send')
    drop([taken('a.png', 'x'.repeat(100)), taken('b.png', 'x'.repeat(100))])
    await idle()
    frame()
    expect(run.totals.value).toMatchObject({ sentBytes: 50, totalBytes: 100 })
    release()
    await finish()
    expect(run.totals.value).toMatchObject({ sentBytes: 100, totalBytes: 100 })
    expect(run.totals.value.counts).toMatchObject({ uploaded: 1, twins: 1, left: 0 })
  })

  it('groups what needs a person, and leaves the rows in their order', async () => {
    const { run, drop, proxy, finish } = await start()
    proxy.verdictFor = ({ row }) =>
      row === 7 || row === 3
        ? { verdict: 'refused', row, failure: { code: 'webflow-refused', message: 'no' } }
        : undefined
    drop(many(9))
    await finish()
    expect(run.rows.value.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(run.groups.value).toMatchObject([{ type: 'failed', rows: [3, 7], retriable: true }])
    proxy.verdictFor = () => undefined
    run.retryFailed()
    await finish()
    expect(run.groups.value).toEqual([])
  })

  it('sorts what is there and what comes, and remembers how', async () => {
    const store = memoryStore()
    const { run, drop, frame } = await start({ store })
    const names = () => run.rows.value.map(({ name }) => name)
    drop([taken('b 10.png'), taken('a.png')])
    frame()
    expect(names()).toEqual(['b 10.png', 'a.png'])
    run.setSort({ by: 'name', descending: false })
    frame()
    expect(names()).toEqual(['a.png', 'b 10.png'])
    drop([taken('Ab.png'), taken('b 9.png')])
    frame()
    expect(names()).toEqual(['a.png', 'Ab.png', 'b 9.png', 'b 10.png'])
    const next = await start({ store })
    expect(next.run.sort.value).toEqual({ by: 'name', descending: false })
    next.drop([taken('b.png'), taken('a.png')])
    next.frame()
    expect(next.run.rows.value.map(({ name }) => name)).toEqual(['a.png', 'b.png'])
  })

  it('goes by the order of adding where what was remembered makes no sense', async () => {
    const { run } = await start({ store: memoryStore(new Map([['upload-sort', 'state up']])) })
    expect(run.sort.value).toEqual({ by: 'added', descending: false })
  })

  it('takes a row that gets another name to its new place', async () => {
    const { run, drop, proxy, finish } = await start()
    const names = () => run.rows.value.map(({ name }) => name)
    proxy.makesAnew = true
    drop([taken('icons/a.png', 'one')])
    await finish()
    run.clear()
    run.setSort({ by: 'name', descending: false })
    drop([taken('a (3).png'), taken('a.png', 'one')])
    await finish()
    expect(names()).toEqual(['a (3).png', 'a.png'])
    run.uploadAnew(run.groups.value.flatMap(({ rows }) => rows))
    await finish()
    expect(names()).toEqual(['a (2).png', 'a (3).png'])
  })

  it('pauses and resumes as one, and by row', async () => {
    const { run, drop, proxy, finish, frame } = await start()
    drop(many(100))
    run.pause()
    await idle()
    frame()
    expect(run.status.value).toBe('paused')
    run.resume()
    frame()
    expect(run.status.value).toBe('running')
    await finish()
    expect(proxy.sent).toHaveLength(100)
  })

  it('counts what was left out, and takes settled rows off', async () => {
    const { run, finish, frame } = await start()
    run.add({ files: [taken('a.png')], junk: 2, unreadable: ['x/y.png'] })
    await finish()
    expect(run.totals.value.counts).toMatchObject({ junk: 2, unreadable: 1, uploaded: 1 })
    run.clear()
    frame()
    expect(run.rows.value).toEqual([])
    expect(run.status.value).toBe('empty')
    expect(run.totals.value).toMatchObject({ sentBytes: 0, totalBytes: 0, counts: { junk: 0 } })
    expect(run.receipt()).toEqual([])
  })

  it('counts down while Webflow allows no call', async () => {
    const { run, drop, proxy, clock, frame } = await start()
    proxy.budget = { perMinute: 60, left: 0, waitMs: 30_000 }
    proxy.verdictFor = ({ row }) => ({
      verdict: 'wait',
      row,
      reason: 'budget',
      retryAfterMs: 30_000,
    })
    drop([taken('a.png')])
    await idle()
    frame()
    expect(run.totals.value).toMatchObject({ budgetWaitMs: 30_000, callsPerMinute: 60 })
    await clock.advance(1000)
    frame()
    expect(run.totals.value.budgetWaitMs).toBe(29_000)
  })

  it('counts bytes that another page sent as sent, but not as speed', async () => {
    const disk: MemoryDisk = new Map()
    const left = await start({ disk })
    await idle()
    left.proxy.verdictFor = ({ row }) =>
      row === 2 ? { verdict: 'wait', row, reason: 'budget', retryAfterMs: 60_000 } : undefined
    left.drop([taken('a.png', 'x'.repeat(100)), taken('b.png', 'y'.repeat(50))])
    for (let n = 0; n < 5; n++) await left.clock.advance(400)
    left.journal?.end()
    const { run, frame, finish } = await start({ disk })
    await idle()
    frame()
    expect(run.totals.value).toMatchObject({ sentBytes: 100, totalBytes: 150, counts: { left: 1 } })
    expect(run.rows.value.map(({ sentBytes }) => sentBytes.value)).toEqual([100, 0])
    run.resume()
    await finish()
    expect(run.totals.value).toMatchObject({ sentBytes: 150, totalBytes: 150 })
    run.clear()
    frame()
    expect(run.totals.value).toMatchObject({ sentBytes: 0, totalBytes: 0 })
  })

  it('resumes a long run in pieces, completely', async () => {
    const disk: MemoryDisk = new Map()
    const left = await start({ disk })
    left.proxy.hold('known')
    left.drop(many(1200))
    for (let n = 0; n < 8; n++) await left.clock.advance(400)
    left.journal?.end()
    const { run, frame, clock } = await start({ disk })
    frame()
    expect(run.rows.value).toHaveLength(500)
    expect(run.takenUp.value).toBe(false)
    await clock.advance(0)
    frame()
    expect(run.rows.value.map(({ id }) => id)).toEqual(
      Array.from({ length: 1200 }, (_, n) => n + 1),
    )
    expect(run.takenUp.value).toBe(true)
  })

  it('adds ten thousand rows with one frame', async () => {
    const { drop, frame, frames, run } = await start()
    drop(many(10_000))
    expect(frames).toHaveLength(1)
    frame()
    expect(run.rows.value).toHaveLength(10_000)
  })

  it('keeps what is added while the code of runs cannot be fetched', async () => {
    const online = Promise.withResolvers<void>()
    const { run, drop, clock, frame } = await start({ load: () => online.promise })
    drop([taken('a.png')])
    online.resolve()
    await clock.advance(0)
    frame()
    expect(run.rows.value).toHaveLength(1)
  })
})
