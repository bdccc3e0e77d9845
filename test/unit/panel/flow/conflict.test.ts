/** Files with the names of assets with other bytes: which ones are asked about, and what the answers do. */
import { describe, expect, it } from 'vitest'
import { rowId } from '../../../../src/core/brands.ts'
import type { Failure } from '../../../../src/core/failure.ts'
import { controlOf } from '../../../../src/core/row.ts'
import { LISTING_MS } from '../../../../src/panel/flow/stages/conflict-stage.ts'
import type { TakenFile } from '../../../../src/panel/ports/run.ts'
import { assetOf, folderIdOf } from '../../../fakes/fake-library.ts'
import { startRun, taken } from '../../../fakes/run-harness.ts'

const QUAY = folderIdOf(1)
const unavailable: Failure = { code: 'webflow-unavailable', message: 'Webflow is down.' }

/** A site with `pier.png` (1,000 bytes) and `tide.png` (1,001 bytes) in the folder Quay. */
function start() {
  const panel = startRun()
  const { proxy, library, run, clock, rows } = panel
  proxy.folders.push({ id: QUAY, name: 'Quay', parentId: null, assetCount: 2 })
  library.seed(
    assetOf(0, { name: 'pier.png', folderId: QUAY }),
    assetOf(1, { name: 'tide.png', folderId: QUAY }),
  )
  const drop = async (files: readonly (TakenFile | string)[], held = false): Promise<void> => {
    run.add(
      files.map((file) => (typeof file === 'string' ? taken(file) : file)),
      null,
      { held },
    )
    await clock.advance(0)
    await clock.advance(1000)
  }
  const phases = () => rows.map(({ name, state }) => [name, state.phase])
  return { ...panel, drop, phases }
}

describe('a file', () => {
  it('is asked about if its name is taken by other bytes in its folder; other files go on', async () => {
    const { drop, phases, state, proxy } = start()
    await drop(['Quay/pier.png', 'Quay/new.png', 'pier.png', 'Elsewhere/pier.png'])
    expect(phases()).toEqual([
      ['pier.png', 'conflict'],
      ['new.png', 'uploaded'],
      ['pier.png', 'uploaded'],
      ['pier.png', 'uploaded'],
    ])
    expect(state(1)).toMatchObject({ choice: 'undecided', existing: { name: 'pier.png' } })
    expect(proxy.reserved.flat().map(({ name }) => name)).not.toContain('Quay/pier.png')
  })

  it('is existing if the folder has its bytes under any name', async () => {
    const { drop, state, proxy, hasher, library } = start()
    const file = taken('Quay/pier.png', 'the tide')
    const md5 = await hasher.digest(file.file, { signal: new AbortController().signal })
    const { id, name, folderId, hostedUrl } = assetOf(1, { name: 'tide.png', folderId: QUAY })
    proxy.onSite.set(md5, { id, name, folderId, hostedUrl })
    await drop([file])
    expect(state(1)).toMatchObject({ phase: 'existing', choice: 'keep', asset: { name } })
    expect(library.calls).toEqual([])
  })

  it('of the same size is compared with the hosted bytes if their digest is unknown', async () => {
    const { drop, phases, library } = start()
    library.contents.set(assetOf(0).id, new Blob(['x'.repeat(1000)]))
    library.contents.set(assetOf(1).id, new Blob(['y'.repeat(1001)]))
    await drop([taken('Quay/pier.png', 'x'.repeat(1000)), taken('Quay/tide.png', 'z'.repeat(1001))])
    expect(phases()).toEqual([
      ['pier.png', 'existing'],
      ['tide.png', 'conflict'],
    ])
  })

  it('is asked about if its namesake of the same size cannot be read', async () => {
    const { drop, phases } = start()
    await drop([taken('Quay/pier.png', 'x'.repeat(1000))])
    expect(phases()).toEqual([['pier.png', 'conflict']])
  })

  it('is compared by its name in the run', async () => {
    const { drop, phases, library } = start()
    library.seed(assetOf(2, { name: 'pier (2).png', folderId: QUAY, size: 5 }))
    await drop([taken('Quay/pier.png', 'one'), taken('Quay/Pier.png', 'two')])
    expect(phases()).toEqual([
      ['pier.png', 'conflict'],
      ['Pier (2).png', 'conflict'],
    ])
  })

  it('does not conflict with a record without bytes', async () => {
    const { drop, phases, library } = start()
    library.seed(assetOf(2, { name: 'lamp.png', folderId: QUAY, size: 0 }))
    await drop(['Quay/lamp.png'])
    expect(phases()).toEqual([['lamp.png', 'uploaded']])
  })

  it('needs no listing if its folder does not exist yet', async () => {
    const { drop, phases, library } = start()
    await drop(['New/pier.png'])
    expect([phases(), library.calls]).toEqual([[['pier.png', 'uploaded']], []])
  })

  it('is compared on a site that was never listed', async () => {
    const { drop, phases, library } = start()
    library.stored = undefined
    await drop(['Quay/pier.png'])
    expect(phases()).toEqual([['pier.png', 'conflict']])
    expect(library.calls).toEqual(['catalogue never', 'catalogue auto'])
  })

  it('is compared after a temporary failure', async () => {
    const { drop, phases, library, proxy, clock } = start()
    library.failNext('catalogue', unavailable)
    proxy.failNext('listFolders', unavailable)
    await drop(['Quay/pier.png'])
    await clock.advance(10_000)
    expect(phases()).toEqual([['pier.png', 'conflict']])
  })

  it('waits for the comparison throughout an outage', async () => {
    const { drop, phases, library, clock } = start()
    const gone: Failure = { code: 'proxy-unreachable', message: 'gone' }
    library.failNext('catalogue', ...Array.from({ length: 5 }, () => gone))
    await drop(['Quay/pier.png'])
    expect(phases()).toEqual([['pier.png', 'asking']])
    await clock.advance(300_000)
    for (let n = 0; n < 10; n++) await clock.advance(30_000)
    expect(phases()).toEqual([['pier.png', 'conflict']])
  })

  it('is uploaded uncompared if the site cannot be listed', async () => {
    const { drop, phases, library, clock } = start()
    library.failNext('catalogue', unavailable, unavailable, unavailable)
    await drop(['Quay/pier.png'])
    for (let n = 0; n < 5; n++) await clock.advance(5000)
    expect(phases()).toEqual([['pier.png', 'uploaded']])
  })

  it('does not wait forever for the first listing of a large site', async () => {
    const { drop, phases, library, clock } = start()
    library.stored = undefined
    const catalogue = library.catalogue.bind(library)
    library.catalogue = (refresh, observer, signal) => {
      if (refresh === 'auto') library.hold('catalogue')
      return catalogue(refresh, observer, signal)
    }
    await drop(['Quay/pier.png'])
    expect(phases()).toEqual([['pier.png', 'asking']])
    await clock.advance(LISTING_MS)
    await clock.advance(1000)
    expect(phases()).toEqual([['pier.png', 'uploaded']])
  })

  it('does not delay a twin in another folder', async () => {
    const { drop, phases } = start()
    await drop([taken('Quay/pier.png', 'same'), taken('other.png', 'same')])
    expect(phases()).toEqual([
      ['pier.png', 'conflict'],
      ['other.png', 'uploaded'],
    ])
  })
})

describe('an answer', () => {
  const ids = [rowId(1), rowId(2)]
  async function asked(held = false) {
    const panel = start()
    await panel.drop(['Quay/pier.png', 'Quay/tide.png'], held)
    return panel
  }

  it('replace: replaces the assets in one batch', async () => {
    const { run, replacer, clock, phases, state, proxy } = await asked()
    run.replace(ids)
    await clock.advance(0)
    expect(
      replacer.asked.map((files) => files.map(({ asset, file }) => [asset.name, file.name])),
    ).toEqual([
      [
        ['pier.png', 'pier.png'],
        ['tide.png', 'tide.png'],
      ],
    ])
    expect(state(1)).toMatchObject({ phase: 'conflict', choice: 'replace' })
    replacer.finish()
    expect(phases()).toEqual([
      ['pier.png', 'replaced'],
      ['tide.png', 'replaced'],
    ])
    expect(proxy.reserved).toEqual([])
  })

  it('replace: a failure is shown, and the question stays', async () => {
    const { run, replacer, clock, state } = await asked()
    run.replace([rowId(1)])
    await clock.advance(0)
    replacer.fail(assetOf(0).id, { code: 'mode-forbidden', message: 'no' })
    expect(state(1)).toMatchObject({ choice: 'undecided', trouble: { code: 'mode-forbidden' } })
    replacer.refuseNext = new Error('No such chunk.')
    run.replace([rowId(2)])
    await clock.advance(0)
    expect(state(2)).toMatchObject({ choice: 'undecided', trouble: { code: 'internal' } })
  })

  it('replace: if the asset no longer exists, the file is compared with the site again', async () => {
    const { run, replacer, library, clock, phases } = await asked()
    run.replace([rowId(1)])
    await clock.advance(0)
    library.site.delete(assetOf(0).id)
    replacer.fail(assetOf(0).id, { code: 'asset-missing', message: 'gone' })
    await clock.advance(1000)
    await clock.advance(1000)
    expect(phases()).toEqual([
      ['pier.png', 'uploaded'],
      ['tide.png', 'conflict'],
    ])
    expect(library.calls.at(-1)).toBe('catalogue now')
  })

  it('replace: one asset takes one file; other files are compared with its new bytes', async () => {
    const { run, replacer, library, clock, drop, state } = start()
    library.seed(assetOf(3, { name: 'Hero', fileName: 'hero.png', folderId: QUAY }))
    await drop([taken('Quay/hero.png', 'one')])
    await drop([taken('Quay/hero.png', 'two')])
    const heroes = [1, 2].map(rowId)
    expect(heroes.map((id) => state(id).phase)).toEqual(['conflict', 'conflict'])
    run.replace(heroes)
    await clock.advance(0)
    expect(replacer.asked.flat()).toHaveLength(1)
    expect(state(2)).toMatchObject({ choice: 'undecided' })
    replacer.finish()
    await clock.advance(1000)
    expect(state(1).phase).toBe('replaced')
    expect(state(2)).toMatchObject({ phase: 'conflict', choice: 'undecided' })
  })

  it('replace: the row can be retried after an undo', async () => {
    const { run, replacer, clock, state } = await asked()
    run.replace([rowId(1)])
    await clock.advance(0)
    replacer.finish()
    replacer.restore(assetOf(0).id)
    expect(controlOf(state(1))).toBe('retry')
    run.retry([rowId(1)])
    await clock.advance(1000)
    expect(state(1)).toMatchObject({ phase: 'conflict', choice: 'undecided' })
  })

  it('keep both: uploads the files under names that neither the run nor the site has', async () => {
    const { run, library, proxy, finish, drop, rows } = start()
    library.seed(assetOf(2, { name: 'pier (2).png', folderId: QUAY }))
    await drop(['Quay/pier.png'])
    run.keepBoth([rowId(1)])
    await finish()
    expect(rows).toMatchObject([
      { name: 'pier (3).png', keptBoth: true, state: { phase: 'uploaded' } },
    ])
    expect(proxy.sent).toEqual(['pier (3).png'])
  })

  it('skip: leaves the files out', async () => {
    const { run, state, proxy } = await asked()
    run.skip(ids)
    expect([state(1), state(2)]).toMatchObject([{ choice: 'skip' }, { choice: 'skip' }])
    expect(proxy.reserved).toEqual([])
  })

  it('writes nothing before the start of a run that is held for review', async () => {
    const { run, replacer, clock, state, proxy } = await asked(true)
    run.replace([rowId(1)])
    run.keepBoth([rowId(2)])
    await clock.advance(1000)
    expect([replacer.asked, proxy.reserved]).toEqual([[], []])
    expect(state(2)).toMatchObject({ phase: 'planned', held: true })
    run.start()
    await clock.advance(1000)
    expect(replacer.asked.flat()).toHaveLength(1)
    expect(state(2).phase).toBe('uploaded')
  })

  it('may come late: its rows stay when others are cleared, and a new drop starts a new run', async () => {
    const { run, drop, phases, rows } = await asked()
    run.remove(rows.map(({ id }) => id))
    await drop(['Quay/lamp.png'])
    expect(phases()).toEqual([
      ['pier.png', 'conflict'],
      ['tide.png', 'conflict'],
      ['lamp.png', 'uploaded'],
    ])
  })
})
