import { describe, expect, it } from 'vitest'
import { rowId } from '../../../../src/core/brands.ts'
import { assetOf } from '../../../fakes/fake-library.ts'
import { taken } from '../../../fakes/run-harness.ts'
import { startRunModel as start } from '../../../fakes/run-model.ts'

describe('the run as the panel sees it', () => {
  it('asks about names that assets have: in counts and groups, aloud once, and reports the answers', async () => {
    const { run, drop, library, replacer, clock, frame } = await start()
    const names = ['pier.png', 'tide.png', 'lamp.png']
    library.seed(...names.map((name, n) => assetOf(n, { name })))
    drop([...names, 'new.png'].map((name) => taken(name)))
    await clock.advance(1000)
    frame()
    expect(run.totals.value).toMatchObject({
      counts: { total: 4, undecided: 3, uploaded: 1, left: 0 },
      plan: { decide: 3 },
    })
    expect(run.groups.value).toEqual([{ type: 'conflict', rows: [1, 2, 3] }])
    const question = 'Some files already exist with different content.'
    expect(run.announcement.value).toContain(question)
    expect(run.receipt().map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: 3 }, () => 'unfinished'),
      'uploaded',
    ])
    run.clear()
    const [pier, tide, lamp] = run.rows.value.map(({ id }) => id)
    if (pier === undefined || tide === undefined || lamp === undefined) throw new Error('No rows.')
    run.replace([pier])
    run.keepBoth([tide])
    run.skip([lamp])
    frame()
    await clock.advance(1000)
    replacer.finish()
    frame()
    expect(run.announcement.value).toBe('Finished: 1 uploaded, 1 replaced')
    expect(run.totals.value.counts).toMatchObject({ replaced: 1, uploaded: 1, skipped: 1 })
    expect(run.receipt()).toMatchObject([
      { name: 'pier.png', outcome: 'replaced', assetId: assetOf(0).id },
      { name: 'tide (2).png', outcome: 'kept both' },
      { name: 'lamp.png', outcome: 'skipped', assetId: '' },
    ])
    expect(run.receipt().every(({ md5 }) => md5.length === 32)).toBe(true)
  })

  it('holds the answers about names until the start, where a run is reviewed first', async () => {
    const { run, drop, library, replacer, clock, frame } = await start()
    library.seed(assetOf(0, { name: 'pier.png' }))
    run.setReviewFirst(true)
    drop([taken('pier.png')])
    await clock.advance(1000)
    frame()
    run.replace([rowId(1)])
    frame()
    expect(run.status.value).toBe('review')
    expect(run.totals.value.plan).toMatchObject({ replace: 1, decide: 0 })
    expect(replacer.asked).toEqual([])
    run.start()
    await clock.advance(0)
    expect(replacer.asked).toHaveLength(1)
  })
})
