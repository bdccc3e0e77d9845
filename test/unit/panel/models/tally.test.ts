import { describe, expect, it } from 'vitest'
import { md5Hex, rowId, type AssetId, type FolderId } from '../../../../src/core/brands.ts'
import type { RowState } from '../../../../src/core/row.ts'
import { Announcer } from '../../../../src/panel/models/upload/announcer.ts'
import type { Failure } from '../../../../src/core/failure.ts'
import { Attention } from '../../../../src/panel/models/upload/attention.ts'
import { Pace } from '../../../../src/panel/models/upload/pace.ts'
import { RunTally } from '../../../../src/panel/models/upload/tally.ts'
import { NO_COUNTS, type RunCounts } from '../../../../src/core/run-counts.ts'

const md5 = md5Hex('0'.repeat(32))
const asset = { id: 'a' as AssetId, name: 'a.png', folderId: 'f' as FolderId, hostedUrl: null }
const queued: RowState = { phase: 'queued' }
const uploaded: RowState = { phase: 'uploaded', md5, asset }
const undecided: RowState = { phase: 'existing', md5, asset, choice: 'undecided' }
const kept: RowState = { phase: 'existing', md5, asset, choice: 'keep' }
const failed: RowState = {
  phase: 'failed',
  md5,
  failure: { code: 'proxy-unreachable', message: 'x' },
}
const refused: RowState = { phase: 'refused', failure: { code: 'file-type', message: 'x' } }

describe('the tally', () => {
  it('puts each row into exactly one count', () => {
    const tally = new RunTally()
    for (const state of [queued, uploaded, undecided, kept, failed, refused]) tally.add(state, 10)
    const { total, junk: _, unreadable: __, ...rest } = tally.counts()
    expect(total).toBe(6)
    expect(Object.values(rest).reduce((a, b) => a + b)).toBe(6)
    expect(rest).toMatchObject({
      left: 1,
      uploaded: 1,
      undecided: 1,
      replaced: 0,
      existing: 1,
      failed: 1,
      refused: 1,
    })
  })

  it('counts bytes that need to be sent, and forgets those that turn out to be there', () => {
    const tally = new RunTally()
    tally.add(queued, 100)
    tally.add(queued, 50)
    expect(tally.totalBytes).toBe(150)
    tally.change(queued, kept, 50)
    expect(tally.totalBytes).toBe(100)
    tally.progress(0, 60)
    tally.progress(60, 0)
    tally.progress(0, 100)
    expect(tally).toMatchObject({ sentBytes: 100, movedBytes: 160 })
    tally.change(queued, uploaded, 100)
    tally.remove(uploaded, 100, 100)
    expect(tally).toMatchObject({ sentBytes: 0, totalBytes: 0, total: 1 })
  })
})

describe('attention', () => {
  it('keeps the facts of each row, so that a group says what is true of all', () => {
    const attention = new Attention()
    const types = ['md', 'psd'].map((extension): Failure => ({
      code: 'file-type',
      message: '',
      facts: { extension },
    }))
    types.forEach((failure, n) =>
      attention.change(rowId(n), undefined, { phase: 'refused', failure }),
    )
    expect(attention.groups()).toMatchObject([{ code: 'file-type', failures: types }])
  })

  it('groups by reason and keeps the order of the drop', () => {
    const attention = new Attention()
    attention.change(rowId(3), undefined, failed)
    attention.change(rowId(1), queued, failed)
    attention.change(rowId(2), queued, refused)
    attention.change(rowId(4), queued, undecided)
    expect(attention.groups()).toMatchObject([
      { type: 'failed', code: 'proxy-unreachable', rows: [1, 3], retriable: true },
      { type: 'failed', code: 'file-type', rows: [2], retriable: false },
      { type: 'undecided', rows: [4] },
    ])
    expect(attention.retriable()).toEqual([3, 1])
  })

  it('lets go of what is solved, and says whether anything changed', () => {
    const attention = new Attention()
    expect(attention.change(rowId(1), undefined, queued)).toBe(false)
    expect(attention.change(rowId(1), queued, failed)).toBe(true)
    expect(attention.change(rowId(1), failed, queued)).toBe(true)
    expect(attention.groups()).toEqual([])
  })
})

describe('the announcer', () => {
  const counts = (total: number, left: number): RunCounts => ({
    ...NO_COUNTS,
    total,
    left,
    uploaded: total - left,
  })

  it('speaks at the start, each quarter and the end, and not in between', () => {
    const announcer = new Announcer()
    const said = Array.from({ length: 101 }, (_, done) => announcer.next(counts(100, 100 - done)))
    expect(said.filter((sentence) => sentence !== undefined)).toEqual([
      'Uploading 100 files',
      '25 percent: 25 of 100 files finished',
      '50 percent: 50 of 100 files finished',
      '75 percent: 75 of 100 files finished',
      'Finished: 100 uploaded',
    ])
  })

  it('does not count quarters of a handful', () => {
    const announcer = new Announcer()
    const said = [4, 3, 2, 1, 0].map((left) => announcer.next(counts(4, left)))
    expect(said).toEqual([
      'Uploading 4 files',
      undefined,
      undefined,
      undefined,
      'Finished: 4 uploaded',
    ])
  })

  it('starts over with the next drop', () => {
    const announcer = new Announcer()
    announcer.next(counts(100, 100))
    announcer.next(counts(100, 0))
    expect(announcer.next(counts(200, 100))).toBe('Uploading 100 files')
    expect(announcer.next(counts(200, 90))).toBeUndefined()
    expect(announcer.next(counts(200, 75))).toBe('25 percent: 125 of 200 files finished')
  })
})

describe('the pace', () => {
  const sending: RowState = {
    phase: 'sending',
    md5,
    ticket: { ticket: 't', assetId: asset.id, folderId: null, expiresAt: 0 },
  }

  const MEGA = 1_000_000

  it('says nothing before it knows anything', () => {
    const tally = new RunTally()
    tally.add(queued, 1000)
    expect(new Pace().timeLeft(tally, 0)).toBeUndefined()
  })

  it('names the line when the line is slower, and Webflow when its calls are', () => {
    const tally = new RunTally()
    const pace = new Pace()
    tally.add(sending, 10 * MEGA)
    pace.toGo(rowId(1), 10 * MEGA)
    pace.sample(tally, 0)
    tally.progress(0, MEGA)
    pace.sample(tally, 1000)
    expect(pace.timeLeft(tally, 1000)).toMatchObject({ ms: 9000, bottleneck: 'line' })
    for (let n = 0; n < 120; n++) tally.add(queued, 1)
    pace.setBudget({ perMinute: 60, left: 0, waitMs: 3000 }, 1000)
    expect(pace.timeLeft(tally, 1000)).toMatchObject({ ms: 63_000, bottleneck: 'webflow' })
    expect(pace.budgetWaitMs(2000)).toBe(2000)
    expect(pace.budgetWaitMs(9000)).toBe(0)
  })

  it('does not take waiting for Webflow for a slow line', () => {
    const tally = new RunTally()
    const pace = new Pace()
    tally.add(sending, 10 * MEGA)
    pace.toGo(rowId(1), 10 * MEGA)
    pace.sample(tally, 0)
    tally.progress(0, MEGA)
    pace.sample(tally, 1000)
    tally.change(sending, queued, 10 * MEGA)
    pace.toGo(rowId(1), 0)
    for (let at = 1000; at <= 60_000; at += 1000) pace.sample(tally, at)
    tally.change(queued, sending, 10 * MEGA)
    pace.sample(tally, 60_100)
    expect(pace.timeLeft(tally, 1000)).toMatchObject({ ms: 9000, bottleneck: 'line' })
  })

  /** Many small files, five at a time, each of which waits 200 ms for its answers. */
  function manySmall(count: number) {
    const tally = new RunTally()
    const pace = new Pace()
    for (let n = 0; n < count; n++) tally.add(n < 5 ? sending : queued, 2000)
    return {
      tally,
      pace,
      bring: (files: number, from = 0) => {
        for (let n = 0; n < files; n++) {
          pace.sample(tally, from + n * 40)
          tally.progress(0, 2000)
          tally.change(sending, uploaded, 2000)
          if (tally.in('queued') > 0) tally.change(queued, sending, 2000)
        }
        pace.sample(tally, from + files * 40)
      },
    }
  }

  it('does not take the answers to many small files for a slow line', () => {
    const { tally, pace, bring } = manySmall(1000)
    bring(100)
    const left = pace.timeLeft(tally, 1000)
    expect(left).toMatchObject({ bottleneck: 'files' })
    // 900 files at 25 a second, and 1.8 MB.
    expect(left?.ms).toBeCloseTo(36_000 + 1800, -3)
    expect(left?.filesPerSecond).toBeCloseTo(24, 0)
  })

  it('is not led astray by small files about the large ones that follow', () => {
    const { tally, pace, bring } = manySmall(200)
    tally.add(queued, 50 * MEGA)
    bring(150)
    // A usual line takes 50 s for them, and the small ones 2 s: not the hours that small files' bytes a second suggest.
    expect(pace.timeLeft(tally, 1000)?.ms).toBeGreaterThan(45_000)
    expect(pace.timeLeft(tally, 1000)?.ms).toBeLessThan(60_000)
  })

  it('ignores an hour without samples', () => {
    const { tally, pace, bring } = manySmall(1000)
    bring(100)
    const before = pace.timeLeft(tally, 1000)?.ms ?? 0
    pace.sample(tally, 3_600_000)
    bring(10, 3_600_000)
    expect(pace.timeLeft(tally, 1000)?.ms).toBeLessThan(before)
  })
})
