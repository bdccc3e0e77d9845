/** Long drops are taken in pieces, so that the page stays responsive. */
import { describe, expect, it } from 'vitest'
import { PIECE_FILES } from '../../../../src/panel/flow/admission.ts'
import { PIECE_MS } from '../../../../src/panel/flow/jobs/page-turns.ts'
import type { TakenFile } from '../../../../src/panel/ports/run.ts'
import { idle, type ManualClock } from '../../../fakes/manual-clock.ts'
import { many, startRun, taken } from '../../../fakes/run-harness.ts'

/** A file whose size takes a millisecond to read the first time. */
class SlowFile extends File {
  readonly #clock: ManualClock
  #asked = false

  constructor(clock: ManualClock, name: string) {
    super([name], name)
    this.#clock = clock
  }

  override get size(): number {
    if (!this.#asked) this.#clock.pass(1)
    this.#asked = true
    return super.size
  }
}

const slow = (clock: ManualClock, count: number): TakenFile[] =>
  Array.from({ length: count }, (_, n) => ({
    file: new SlowFile(clock, `slow-${n}.png`),
    path: [],
  }))

describe('a drop', () => {
  it('of a few files is listed at once', () => {
    const { run, rows } = startRun()
    run.add(many(PIECE_FILES * 3), null)
    expect(rows).toHaveLength(PIECE_FILES * 3)
  })

  it('of slow files is listed in order, in short pieces', async () => {
    const { run, rows, clock, finish } = startRun()
    const start = clock.now()
    run.add(slow(clock, 100), null)
    const most = PIECE_MS + PIECE_FILES
    expect(clock.now() - start).toBeLessThanOrEqual(most)
    for (let before = rows.length; rows.length < 100; before = rows.length) {
      const then = clock.now()
      await clock.advance(0)
      expect(rows.length).toBeGreaterThan(before)
      expect(clock.now() - then).toBeLessThanOrEqual(most)
    }
    await finish()
    expect(rows.map(({ name }) => name)).toEqual(rows.map((_, n) => `slow-${n}.png`))
    expect(rows.every(({ state }) => state.phase === 'uploaded')).toBe(true)
  })

  it('waits for the previous drop and avoids its names', async () => {
    const { run, rows, clock, proxy } = startRun()
    proxy.hold('send')
    run.add(slow(clock, 40), null)
    run.add([taken('slow-39.png', 'another one')], null)
    await clock.advance(100)
    expect(rows.slice(38).map(({ name }) => name)).toEqual([
      'slow-38.png',
      'slow-39.png',
      'slow-39 (2).png',
    ])
  })

  it('that is cancelled halfway lists the rest as cancelled', async () => {
    const { run, rows, clock, finish, proxy } = startRun()
    run.add(slow(clock, 100), null)
    run.cancelAll()
    await clock.advance(200)
    expect(rows).toHaveLength(100)
    expect(rows.every(({ state }) => state.phase === 'cancelled')).toBe(true)
    expect(proxy.sent).toEqual([])
    run.add([taken('later.png')], null)
    await finish()
    expect(proxy.sent).toEqual(['later.png'])
  })

  it('that is paused or started halfway stays so to its end', async () => {
    const { run, rows, clock, finish, proxy } = startRun()
    run.add(slow(clock, 60), null, { held: true })
    run.pause()
    await clock.advance(100)
    expect(rows.map(({ state }) => state.phase)).toEqual(rows.map(() => 'paused'))
    run.resume()
    run.start()
    await finish()
    expect(proxy.sent).toHaveLength(60)
    run.add(slow(clock, 60), null, { held: true })
    run.start()
    await clock.advance(100)
    await finish()
    expect(rows).toHaveLength(120)
    expect(rows.some(({ state }) => state.phase === 'planned')).toBe(false)
  })

  it('stops when the page closes', async () => {
    const { run, rows, clock } = startRun()
    run.add(slow(clock, 100), null)
    await idle()
    const before = rows.length
    run.dispose()
    await clock.advance(1000)
    expect(rows).toHaveLength(before)
  })
})
