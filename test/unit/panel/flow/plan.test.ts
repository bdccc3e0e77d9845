import { describe, expect, it } from 'vitest'
import { rowId } from '../../../../src/core/brands.ts'
import type { Failure } from '../../../../src/core/failure.ts'
import { FIRST_QUESTION } from '../../../../src/panel/flow/stages/known-stage.ts'
import type { TakenFile } from '../../../../src/panel/ports/run.ts'
import { idle } from '../../../fakes/manual-clock.ts'
import { many, startRun, taken } from '../../../fakes/run-harness.ts'

const unavailable: Failure = { code: 'webflow-unavailable', message: 'Webflow is down.' }

/** A run whose site has the files already. */
async function startAgain(files: readonly TakenFile[]) {
  const panel = startRun()
  panel.run.add(files, null)
  await panel.finish()
  const { rows, proxy } = panel
  rows.length = 0
  proxy.reserved.length = 0
  proxy.asked.length = 0
  return panel
}

describe('known before reserved', () => {
  it('makes no reserve call, no folder and no send for existing files', async () => {
    const files = many(3000).map(({ file }, n) => ({ file, path: [`folder ${n % 30}`] }))
    const { run, finish, rows, proxy } = await startAgain(files)
    const sent = proxy.sent.length
    run.add(files, null)
    await finish()
    expect(rows.every(({ state }) => state.phase === 'existing' && state.choice === 'keep')).toBe(
      true,
    )
    expect(proxy.reserved).toEqual([])
    expect(proxy.sent).toHaveLength(sent)
    expect(proxy.asked.length).toBeLessThanOrEqual(14)
    expect(proxy.asked[0]?.length).toBeLessThanOrEqual(FIRST_QUESTION)
    expect(proxy.asked.flat()).toHaveLength(3000)
  }, 30_000)

  it('asks about each digest once: twins are recognised before', async () => {
    const { run, finish, proxy } = startRun()
    run.add([taken('a.png', 's'), taken('b.png', 's'), taken('c.png', 't')], null)
    await finish()
    expect(proxy.asked.flat()).toHaveLength(2)
  })

  it('says how long ago the drop was, so that older knowledge does not count', async () => {
    const { run, proxy, finish, clock } = startRun()
    for (let drop = 0; drop < 2; drop++) {
      proxy.failNext('known', unavailable)
      run.add(many(5), null)
      await finish()
      await clock.advance(60_000)
    }
    expect(proxy.sinceDrop).toEqual([0, 1000, 0, 1000])
  })

  it('uploads new files while the rest is hashed', async () => {
    const { run, hasher, proxy, finish } = startRun()
    run.add(many(1), null)
    await idle()
    const release = hasher.hold()
    run.add(many(50, 'later'), null)
    await idle()
    expect(proxy.sent).toEqual(['file-0.png'])
    release()
    await finish()
    expect(proxy.sent).toHaveLength(51)
  })

  it('gathers single digests for a moment', async () => {
    const { run, hasher, proxy, clock, finish } = startRun()
    const sizes = () => proxy.asked.map((digests) => digests.length)
    const send = proxy.hold('send')
    run.add(many(1), null)
    await idle()
    const slow = hasher.hold()
    run.add(many(3, 'slow'), null)
    await idle()
    hasher.passNow()
    run.add(many(20, 'quick'), null)
    await idle()
    expect(sizes()).toEqual([1])
    await clock.advance(250)
    expect(sizes()).toEqual([1, 20])
    slow()
    send()
    await finish()
    expect(sizes()).toEqual([1, 20, 3])
  })

  it('retries after a failure, and continues if no answer comes', async () => {
    const { run, finish, proxy, rows } = startRun()
    proxy.failNext('known', unavailable)
    run.add(many(1), null)
    await finish()
    expect(proxy.asked).toHaveLength(2)
    proxy.failNext('known', unavailable, unavailable, unavailable)
    run.add(many(1, 'more'), null)
    await finish()
    expect(proxy.asked).toHaveLength(5)
    expect(rows.every(({ state }) => state.phase === 'uploaded')).toBe(true)
  })

  it('leaves it to the reserve call if the folders cannot be listed', async () => {
    const files = [taken('icons/a.png')]
    const { run, finish, proxy, state } = await startAgain(files)
    proxy.failNext('listFolders', unavailable)
    run.add(files, null)
    await finish()
    expect(state(2)).toMatchObject({ phase: 'existing', choice: 'keep' })
    expect(proxy.reserved.flat()).toHaveLength(1)
    expect(proxy.sent).toHaveLength(1)
  })

  it('does not reserve before the answer', async () => {
    const { run, proxy, finish, state } = startRun()
    const release = proxy.hold('known')
    run.add(many(2), null)
    await idle()
    expect(state(1).phase).toBe('asking')
    expect(proxy.reserved).toEqual([])
    run.pauseRow(rowId(1))
    release()
    await idle()
    expect(state(1).phase).toBe('paused')
    run.resumeRow(rowId(1))
    await finish()
    expect(proxy.sent).toHaveLength(2)
  })
})

describe('the plan', () => {
  it('counts only the folders still to be made', async () => {
    const { run, proxy, finish, toMake } = startRun()
    await proxy.ensureFolder({ under: null, path: ['there'] }, new AbortController().signal)
    const release = proxy.hold('reserve')
    run.add([taken('there/a.png'), taken('new/deep/b.png'), taken('new/c.png')], null)
    await idle()
    expect(toMake.at(-1)).toBe(2)
    release()
    await finish()
    expect(toMake.at(-1)).toBe(0)
  })

  it('counts no folder for files that exist elsewhere on the site', async () => {
    const { run, finish, toMake, state } = await startAgain([taken('old/a.png', 'same')])
    run.add([taken('fresh/b.png', 'same')], null)
    await finish()
    expect(state(2)).toMatchObject({ phase: 'existing', choice: 'undecided' })
    expect(toMake.at(-1)).toBe(0)
  })
})

describe('review first', () => {
  it('writes nothing to the site before the start', async () => {
    const { run, proxy, rows, clock, finish } = startRun()
    run.add(many(30), null, { held: true })
    await clock.advance(60_000)
    expect(run.isHeld).toBe(true)
    expect(rows.every(({ state }) => state.phase === 'planned' && state.held)).toBe(true)
    expect([proxy.reserved, proxy.folders, proxy.sent]).toEqual([[], [], []])
    run.start()
    await finish()
    expect(run.isHeld).toBe(false)
    expect(proxy.sent).toHaveLength(30)
  })

  it('uploads rows that are still being checked at the start', async () => {
    const { run, hasher, proxy, finish } = startRun()
    const release = hasher.hold()
    run.add(many(3), null, { held: true })
    await idle()
    run.start()
    release()
    await finish()
    expect(proxy.sent).toHaveLength(3)
  })

  it('moves nothing before the start', async () => {
    const { run, finish, state, moves, clock } = await startAgain([taken('old/a.png', 'same')])
    run.add([taken('new/b.png', 'same'), taken('c.png')], null, { held: true })
    await clock.advance(1000)
    run.moveHere([rowId(2)])
    await clock.advance(1000)
    expect(state(2)).toMatchObject({ choice: 'move' })
    expect(moves).toEqual([])
    run.start()
    await finish()
    expect(state(2)).toMatchObject({ choice: 'moved' })
    expect(moves).toHaveLength(1)
  })

  it('needs no start if the site has everything', async () => {
    const files = many(2)
    const { run, finish } = await startAgain(files)
    run.add(files, null, { held: true })
    await finish()
    expect(run.isHeld).toBe(false)
  })
})

describe('one answer for all files that exist elsewhere', () => {
  const olds = [taken('old/a.png', '1'), taken('old/b.png', '2')]
  const news = [taken('new/a.png', '1'), taken('new/x.png', '2')]
  const ids = [rowId(3), rowId(4)]

  it('skip: leaves the files out', async () => {
    const { run, finish, rows, proxy } = await startAgain(olds)
    run.add(news, null)
    await finish()
    run.skip(ids)
    expect(rows.map(({ state }) => state)).toMatchObject([{ choice: 'skip' }, { choice: 'skip' }])
    expect(proxy.reserved).toEqual([])
  })

  it('upload under a new name: picks another name if the asset has the same one', async () => {
    const { run, finish, rows, proxy } = await startAgain(olds)
    proxy.makesAnew = true
    run.add(news, null)
    await finish()
    run.uploadAnew(ids)
    await finish()
    expect(rows.map(({ name, state }) => [name, state.phase])).toEqual([
      ['a (2).png', 'uploaded'],
      ['x.png', 'uploaded'],
    ])
    expect(proxy.sent.slice(2)).toEqual(['a (2).png', 'x.png'])
  })

  it('upload under a new name: says so if Webflow returns the existing asset', async () => {
    const { run, finish, rows, proxy } = await startAgain(olds)
    run.add(news, null)
    await finish()
    run.uploadAnew(ids)
    await finish()
    expect(rows.map(({ state }) => state)).toMatchObject([
      { phase: 'existing', choice: 'undecided', handedBack: true, asset: { name: 'a.png' } },
      { phase: 'existing', choice: 'undecided', handedBack: true, asset: { name: 'b.png' } },
    ])
    expect(proxy.sent).toHaveLength(2)
    expect(proxy.orphans()).toEqual([])
  })
})
