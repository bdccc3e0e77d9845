/** Batches of changes, on a library and a Designer that fail and wait on demand. */
import { describe, expect, it } from 'vitest'
import { DECORATIVE, MISSING } from '../../../../src/core/alt-text.ts'
import { type FolderId, isFolderId } from '../../../../src/core/brands.ts'
import type { Failure } from '../../../../src/core/failure.ts'
import { Bulk, type BulkDeps } from '../../../../src/panel/flow/changes/bulk.ts'
import type { Change } from '../../../../src/panel/flow/changes/change.ts'
import { ChangeMaker } from '../../../../src/panel/flow/changes/change-maker.ts'
import { Kept } from '../../../../src/panel/flow/changes/replace-file.ts'
import { FakeDesignerLibrary } from '../../../fakes/fake-designer-library.ts'
import { FakeHasher } from '../../../fakes/fake-hasher.ts'
import { assetOf, FakeLibrary } from '../../../fakes/fake-library.ts'
import { idle, ManualClock } from '../../../fakes/manual-clock.ts'

describe('a batch of changes', () => {
  it('ends with an outcome for each change', async () => {
    const { bulk, library, made } = stage(names(60))
    await bulk.run()
    expect(states(bulk)).toEqual({ done: 60 })
    expect(made).toHaveLength(60)
    expect([...library.site.values()].map(({ name }) => name)).toContain('new 59.png')
    // In portions, for a quick stop.
    expect(library.calls).toEqual(['edit', 'edit', 'edit'])
  })

  it('waits while Webflow’s budget is spent, says until when, and continues', async () => {
    const { bulk, library, clock } = stage(names(60))
    let left = 30
    library.outcomeFor = () => (left-- > 0 ? undefined : { type: 'wait', retryAfterMs: 20_000 })
    const over = bulk.run()
    await idle()
    expect(states(bulk)).toEqual({ done: 30, waiting: 30 })
    expect(bulk.waitsUntil).toBe(clock.now() + 20_000)
    expect(library.calls).toHaveLength(2)
    left = 100
    await clock.advance(20_000)
    await over
    expect(states(bulk)).toEqual({ done: 60 })
    expect(bulk.waitsUntil).toBeUndefined()
  })

  it('retries temporary failures and leaves permanent ones to a person', async () => {
    const { bulk, library, clock } = stage(names(3))
    library.outcomeFor = (asset) =>
      asset === assetOf(1).id
        ? refused('webflow-unavailable')
        : asset === assetOf(2).id
          ? refused('webflow-refused')
          : undefined
    const over = bulk.run()
    await clock.advance(60_000)
    await over
    expect(states(bulk)).toEqual({ done: 1, failed: 2 })
    expect(library.calls).toHaveLength(3)
    library.outcomeFor = () => undefined
    bulk.again()
    await bulk.run()
    expect(states(bulk)).toEqual({ done: 3 })
  })

  it('repeats changes that a broken answer left out', async () => {
    const { bulk, library, clock } = stage(names(5))
    library.failNext('edit', { code: 'proxy-reply', message: 'cut' })
    const over = bulk.run()
    await clock.advance(10_000)
    await over
    expect(states(bulk)).toEqual({ done: 5 })
  })

  it('fails as a whole if the failure affects every change', async () => {
    const { bulk, library } = stage(names(60))
    library.failNext('edit', { code: 'not-connected', message: 'no' })
    await bulk.run()
    expect(states(bulk)).toEqual({ failed: 60 })
    expect(library.calls).toHaveLength(1)
  })

  it('finishes started changes when stopped, and can continue later', async () => {
    const { bulk, library } = stage(names(60))
    const release = library.hold('edit')
    const over = bulk.run()
    await idle()
    bulk.stop()
    expect(bulk.status).toBe('stopping')
    release()
    await over
    expect(states(bulk)).toEqual({ done: 25, cancelled: 35 })
    bulk.again(['cancelled'])
    await bulk.run()
    expect(states(bulk)).toEqual({ done: 60 })
  })

  it('stops during a wait', async () => {
    const { bulk, library } = stage(names(2))
    library.outcomeFor = () => ({ type: 'wait', retryAfterMs: 60_000 })
    const over = bulk.run()
    await idle()
    bulk.stop()
    await over
    expect(states(bulk)).toEqual({ cancelled: 2 })
  })
})

describe('the Designer', () => {
  it('moves a few assets at a time, and the proxy hears of it', async () => {
    const changes = all(40).map(move(null, folder(1)))
    const { bulk, designer, library } = stage(changes)
    await bulk.run()
    expect(states(bulk)).toEqual({ done: 40 })
    expect(designer.peak).toBe(3)
    expect(library.told).toHaveLength(40)
    expect(library.told[0]).toEqual({ type: 'moved', asset: assetOf(0).id, folderId: folder(1) })
    expect(library.calls).toEqual([])
  })

  it('starts no further change after a stop', async () => {
    const { bulk } = stage(all(40).map(move(null, folder(1))), {
      onMade: () => bulk.stop(),
    })
    await bulk.run()
    expect(states(bulk)).toEqual({ done: 3, cancelled: 37 })
  })

  it('fails one change without the others', async () => {
    const { bulk, designer } = stage(all(4).map(move(null, folder(1))))
    designer.failureFor = (id) =>
      id === assetOf(2).id ? { code: 'folder-missing', message: 'gone' } : undefined
    await bulk.run()
    expect(states(bulk)).toEqual({ done: 3, failed: 1 })
    expect(bulk.items[2]?.failure?.code).toBe('folder-missing')
  })

  it('sets decorative alt texts; the proxy sets all others', async () => {
    const alt = (n: number, to: typeof MISSING, locale?: string): Change => ({
      type: 'alt',
      asset: assetOf(n).id,
      locale,
      from: { type: 'text', text: 'old' },
      to,
    })
    const { bulk, designer, library } = stage([
      alt(0, DECORATIVE),
      alt(1, { type: 'text', text: 'Pier' }),
      alt(2, MISSING, 'fr'),
    ])
    await bulk.run()
    expect([...designer.alts]).toEqual([[`${assetOf(0).id} `, null]])
    expect(library.told).toEqual([{ type: 'alt', asset: assetOf(0).id, altText: null }])
    expect(library.site.get(assetOf(1).id)?.altText).toBe('Pier')
    expect(library.texts.get('fr')?.get(assetOf(2).id)).toBe('')
  })
})

describe('a replaced file', () => {
  const replace = (n: number, bytes: string): Change => ({
    type: 'replace',
    asset: assetOf(n).id,
    file: new File([bytes], 'new.png', { type: 'image/png' }),
    fileName: `file-${n}.png`,
  })

  it('keeps the old bytes first and can be undone', async () => {
    const { bulk, designer, library, made } = stage([replace(0, 'new')])
    await bulk.run()
    expect(await designer.files.get(assetOf(0).id)?.text()).toBe('new')
    expect(library.told[0]).toMatchObject({ type: 'replaced', size: 3 })
    expect(made[0]?.hosted).toMatchObject({ size: 3 })
    const [undo] = bulk.undo()
    if (undo?.type !== 'replace') throw new Error('Expected a file to be put back.')
    expect([undo.file.name, await undo.file.text()]).toEqual(['file-0.png', 'old 0'])
    expect(undo.fileName).toBe('new.png')
  })

  it('keeps its bytes if they cannot be fetched for undo', async () => {
    const { bulk, designer, library, clock } = stage([replace(0, 'new')])
    library.failNext('bytes', { code: 'storage-refused', message: 'no' })
    library.failNext('bytes', { code: 'storage-refused', message: 'no' })
    library.failNext('bytes', { code: 'storage-refused', message: 'no' })
    const over = bulk.run()
    await clock.advance(60_000)
    await over
    expect(states(bulk)).toEqual({ failed: 1 })
    expect(designer.files.size).toBe(0)
  })

  it('waits while the old bytes cannot be read', async () => {
    const { bulk, library, clock } = stage([replace(0, 'new')])
    library.failNext('bytes', { code: 'rate-limited', message: 'later', retryAfterMs: 5000 })
    const over = bulk.run()
    await idle()
    expect(bulk.waitsUntil).toBe(clock.now() + 5000)
    await clock.advance(5000)
    await over
    expect(states(bulk)).toEqual({ done: 1 })
  })

  it('can be undone while its old bytes are kept', async () => {
    const { bulk } = stage([replace(0, 'a'), replace(1, 'b'), replace(2, 'c')], {}, 11)
    await bulk.run()
    const back = bulk.undo().map(({ asset }) => asset)
    expect(back.sort()).toEqual([assetOf(1).id, assetOf(2).id])
  })
})

describe('undo', () => {
  it('is a batch of the inverse changes, last first', async () => {
    const { bulk, library, again } = stage(names(3))
    library.outcomeFor = (asset) =>
      asset === assetOf(1).id ? refused('webflow-refused') : undefined
    await bulk.run()
    library.outcomeFor = () => undefined
    const undo = bulk.undo()
    expect(undo.map(({ asset }) => asset)).toEqual([assetOf(2).id, assetOf(0).id])
    await again(undo).run()
    expect([0, 1, 2].map((n) => library.site.get(assetOf(n).id)?.name)).toEqual([
      'file-0.png',
      'file-1.png',
      'file-2.png',
    ])
  })

  it('is not offered where Webflow has no call for it', async () => {
    const { bulk, library } = stage([
      move(null, folder(1))(0),
      move(folder(2), folder(1))(1),
      { type: 'delete', asset: assetOf(2).id },
    ])
    await bulk.run()
    expect(library.site.has(assetOf(2).id)).toBe(false)
    expect(bulk.undo()).toEqual([move(folder(1), folder(2))(1)])
  })
})

describe('a change that the proxy could not be told of', () => {
  it('is reported with the next changes', async () => {
    const { bulk, library, again } = stage([move(null, folder(1))(0)])
    const tell = library.changed.bind(library)
    library.changed = () => Promise.reject(new Error('offline'))
    await bulk.run()
    expect(states(bulk)).toEqual({ done: 1 })
    library.changed = tell
    await again([move(null, folder(1))(1)]).run()
    expect(library.told.map(({ asset }) => asset)).toEqual([assetOf(0).id, assetOf(1).id])
  })
})

// Helpers

const all = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n)

const names = (count: number): readonly Change[] =>
  all(count).map((n) => ({
    type: 'rename',
    asset: assetOf(n).id,
    from: assetOf(n).name,
    to: `new ${n}.png`,
  }))

const move =
  (from: FolderId | null, to: FolderId) =>
  (n: number): Change => ({ type: 'move', asset: assetOf(n).id, from, to })

function folder(n: number): FolderId {
  const id = `${n}`.padStart(24, 'f')
  if (isFolderId(id)) return id
  throw new TypeError(`"${id}" is no id.`)
}

const refused = (code: Failure['code']) =>
  ({ type: 'refused', failure: { code, message: 'for developers' } }) as const

function stage(changes: readonly Change[], deps: Partial<BulkDeps> = {}, keep = 1e6) {
  const library = new FakeLibrary()
  const designer = new FakeDesignerLibrary()
  const clock = new ManualClock()
  const made: { readonly hosted?: { readonly size: number } }[] = []
  library.seed(...all(60).map((n) => assetOf(n)))
  for (const n of all(3)) library.contents.set(assetOf(n).id, new Blob([`old ${n}`]))
  const kept = new Kept(keep)
  const maker = new ChangeMaker({ library, designer, hasher: new FakeHasher(), kept })
  const again = (changes: readonly Change[]): Bulk =>
    new Bulk(changes, {
      maker,
      clock,
      random: () => 0,
      onChange: () => undefined,
      onMade: (_, what) => void made.push(what),
      ...deps,
    })
  return { bulk: again(changes), again, library, designer, clock, made }
}

function states(bulk: Bulk): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { state } of bulk.items) counts[state] = (counts[state] ?? 0) + 1
  return counts
}
