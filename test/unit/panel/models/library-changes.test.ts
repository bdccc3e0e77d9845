/** Changes to assets as the library shows them, on a proxy and a Designer that fail and wait on demand. */
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { DECORATIVE, MISSING } from '../../../../src/core/alt-text.ts'
import type { AssetId } from '../../../../src/core/brands.ts'
import type { AssetSummary } from '../../../../src/core/wire.ts'
import { AltReader } from '../../../../src/panel/models/library/changes/alt-reader.ts'
import { AltSheet } from '../../../../src/panel/models/library/changes/alt-sheet.ts'
import {
  type LibraryAsset,
  libraryAsset,
} from '../../../../src/panel/models/library/assets/library-asset.ts'
import { LibraryReplacer } from '../../../../src/panel/models/library/changes/library-replacer.ts'
import { libraryWork } from '../../../../src/panel/models/library/library-work.ts'
import type { LibraryWriter } from '../../../../src/panel/models/library/library-views.ts'
import { FakeDesignerLibrary } from '../../../fakes/fake-designer-library.ts'
import { FakeHasher } from '../../../fakes/fake-hasher.ts'
import { assetOf, FakeLibrary, folderIdOf } from '../../../fakes/fake-library.ts'
import { idle, ManualClock } from '../../../fakes/manual-clock.ts'

describe('changes', () => {
  it('are followed by what is shown, told and taken back', async () => {
    const { changes, library, shown } = stage()
    changes.rename([
      { asset: id(0), name: 'pier.png' },
      { asset: id(1), name: 'file-1.png' },
    ])
    await idle()
    expect(shown(0)?.name).toBe('pier.png')
    expect(changes.works.value).toMatchObject([
      // What would change nothing was left out.
      { what: 'rename', status: 'settled', total: 1, done: 1, undoable: 1, back: false },
    ])
    expect(library.announcement.value).toBe('1 asset renamed')
    expect(changes.undoLast()).toBe(true)
    await idle()
    expect(shown(0)?.name).toBe('file-0.png')
    expect(changes.works.value).toMatchObject([{ back: true, done: 1, undoable: 1 }])
    expect(library.announcement.value).toBe('1 change undone')
    // What was taken back is not taken back again.
    expect(changes.undoLast()).toBe(false)
  })

  it('are made one work after the other, and one that waits can be called off', async () => {
    const { changes, client, shown } = stage()
    const release = client.hold('edit')
    changes.rename([{ asset: id(0), name: 'one.png' }])
    changes.move([id(0)], folderIdOf(1))
    changes.remove([id(5)])
    await idle()
    expect(changes.works.value.map(({ what, status }) => [what, status])).toEqual([
      ['rename', 'running'],
      ['move', 'ready'],
      ['delete', 'ready'],
    ])
    changes.stop(changes.works.value[2]?.id ?? 0)
    release()
    await idle()
    expect(shown(0)).toMatchObject({ name: 'one.png', folderId: folderIdOf(1) })
    expect(shown(5)).toBeDefined()
  })

  it('say of each what became of it, and try again what failed', async () => {
    const { changes, client, library } = stage()
    client.outcomeFor = (asset) =>
      asset === id(1)
        ? { type: 'refused', failure: { code: 'asset-missing', message: 'gone' } }
        : undefined
    changes.rename([0, 1, 2].map((n) => ({ asset: id(n), name: `new-${n}.png` })))
    await idle()
    const [work] = changes.works.value
    expect(work).toMatchObject({ done: 2, failed: 1, undoable: 2 })
    expect(work?.items().map(({ name, state }) => [name, state])).toEqual([
      ['file-0.png', 'done'],
      ['file-1.png', 'failed'],
      ['file-2.png', 'done'],
    ])
    expect(library.announcement.value).toBe('2 assets renamed, 1 failed')
    client.outcomeFor = () => undefined
    changes.again(work?.id ?? 0)
    await idle()
    expect(changes.works.value).toMatchObject([{ done: 3, failed: 0, undoable: 3 }])
  })

  it('leave what is gone out of what is shown, for good', async () => {
    const { changes, shown } = stage()
    changes.remove([id(3)])
    await idle()
    expect(shown(3)).toBeUndefined()
    expect(changes.works.value).toMatchObject([{ what: 'delete', done: 1, undoable: 0 }])
    expect(changes.undoLast()).toBe(false)
  })

  it('replace a file, show its address, and put the old one back', async () => {
    const { changes, client, designer, shown } = stage()
    client.contents.set(id(2), new Blob(['old']))
    changes.replace([{ asset: id(2), file: new File(['newer'], 'n.webp', { type: 'image/webp' }) }])
    await idle()
    expect(shown(2)).toMatchObject({
      size: 5,
      contentType: 'image/webp',
      hostedUrl: `https://cdn.example/${id(2)}_n.webp`,
    })
    changes.undo(changes.works.value[0]?.id ?? 0)
    await idle()
    expect(await designer.files.get(id(2))?.text()).toBe('old')
    expect(shown(2)?.size).toBe(3)
  })

  it('replace files for a run, which hears what becomes of them, also when it is undone or tried again', async () => {
    const { changes, client, designer, grip, shown } = stage()
    for (const n of [2, 3]) client.contents.set(id(n), new Blob(['old']))
    designer.failureFor = (asset) =>
      asset === id(3) ? { code: 'mode-forbidden', message: 'no' } : undefined
    const heard: unknown[] = []
    const replacer = new LibraryReplacer({ asset: grip.asset, put: grip.put, changes })
    const file = new File(['newer'], 'n.png')
    // Of a replacement that others asked for, nothing is heard.
    changes.replace([{ asset: id(2), file }])
    await idle()
    await replacer.replace(
      [2, 3].map((n) => ({ asset: assetOf(n), file })),
      (asset, outcome) => void heard.push([asset, outcome]),
    )
    await idle()
    expect(heard).toMatchObject([
      [id(2), { type: 'replaced', asset: { hostedUrl: shown(2)?.hostedUrl } }],
      [id(3), { type: 'failed', failure: { code: 'mode-forbidden' } }],
    ])
    designer.failureFor = () => undefined
    const work = changes.works.value.at(-1)?.id ?? 0
    changes.again(work)
    await idle()
    expect(heard.slice(2)).toMatchObject([[id(3), { type: 'replaced' }]])
    changes.undo(work)
    await idle()
    expect(heard.slice(3)).toEqual([
      [id(3), { type: 'restored' }],
      [id(2), { type: 'restored' }],
    ])
  })

  it('can still be undone after they are dismissed', async () => {
    const { changes, shown } = stage()
    changes.move([id(0), id(1)], folderIdOf(1))
    changes.move([id(0)], folderIdOf(2))
    await idle()
    changes.putAway(changes.works.value[0]?.id ?? 0)
    expect(changes.works.value).toEqual([])
    expect(changes.undoLast()).toBe(true)
    await idle()
    expect(shown(0)?.folderId).toBe(folderIdOf(1))
    // Out of no folder there was a way in, but there is none back.
    expect(changes.undoLast()).toBe(false)
  })
})

describe('alt texts', () => {
  it('are read where each is known: words are listed, the Designer tells decorative from missing', async () => {
    const { client, designer, grip } = stage()
    client.site.set(id(0), assetOf(0, { altText: 'A pier' }))
    grip.put([assetOf(0, { altText: 'A pier' })])
    designer.alts.set(`${id(1)} `, null)
    const read: unknown[] = []
    await new AltReader(grip, { client, designer }).read(
      [id(0), id(1), id(2)],
      undefined,
      (asset, alt) => void read.push([asset, alt]),
      NEVER,
    )
    expect(read).toEqual([
      [id(0), { type: 'text', text: 'A pier' }],
      [id(1), DECORATIVE],
      [id(2), MISSING],
    ])
    expect(client.calls).toEqual([])
  })

  it('of many assets in another language cost a listing, not a round trip each', async () => {
    const { client, designer, grip } = stage(100)
    client.texts.set('fr', new Map(all(100).map((n) => [id(n), n === 7 ? null : `Quai ${n}`])))
    designer.alts.set(`${id(7)} fr`, null)
    const read = new Map<AssetId, unknown>()
    await new AltReader(grip, { client, designer }).read(
      all(100).map(id),
      'fr',
      (asset, alt) => void read.set(asset, alt),
      NEVER,
    )
    expect(read.size).toBe(100)
    expect(read.get(id(7))).toEqual(DECORATIVE)
    expect(client.calls).toEqual(['altTexts fr'])
    expect(designer.peak).toBe(1)
  })
})

describe('the sheet of alt texts', () => {
  it('saves what is known without waiting for the rest, and nothing that could not be undone', async () => {
    const { grip, client, designer } = stage()
    const told = new Map<AssetId, (alt: string | null) => void>()
    designer.altText = (asset) => new Promise((tell) => void told.set(asset, tell))
    const assets = [0, 1].flatMap((n) => grip.asset(id(n)) ?? [])
    const sheet = new AltSheet(assets, new AltReader(grip, { client, designer }))
    sheet.begin()
    await idle()
    told.get(id(0))?.('')
    await idle()
    sheet.write(id(0), { type: 'text', text: ' A  pier ' })
    expect([sheet.reading, sheet.pending]).toEqual([true, false])
    expect(sheet.changes()).toMatchObject([
      { asset: id(0), from: MISSING, to: { type: 'text', text: 'A pier' } },
    ])
    sheet.paste('One\nTwo\nThree', id(0))
    expect(sheet.pending).toBe(true)
    told.get(id(1))?.(null)
    await idle()
    expect([sheet.reading, sheet.pending]).toEqual([false, false])
    expect(sheet.changes().map(({ from, to }) => [from.type, to])).toEqual([
      ['missing', { type: 'text', text: 'One' }],
      ['decorative', { type: 'text', text: 'Two' }],
    ])
    sheet.takeBack()
    expect(sheet.changes()).toHaveLength(1)
    // Written as it was, nothing is to be saved.
    sheet.write(id(0), MISSING)
    expect(sheet.changes()).toEqual([])
    expect(sheet.table(['Name', 'Alt'], 'Decorative')).toBe(
      'Name\tAlt\nfile-0.png\t\nfile-1.png\tDecorative',
    )
    sheet.end()
  })
})

describe('on the page', () => {
  it('an asset is shown by the selected element with what it says, and the old one comes back', async () => {
    const { changes, canvas, designer } = stage()
    designer.alts.set(`${id(0)} `, 'A pier')
    designer.elements.push({ id: 'hero', assetId: id(4), altText: 'Old words' })
    designer.select('hero')
    await idle()
    canvas.useHere(id(0))
    await idle()
    expect(designer.elements).toEqual([{ id: 'hero', assetId: id(0), altText: 'A pier' }])
    // No event tells of what an element shows.
    expect(canvas.view.value.selected?.assetId).toBe(id(0))
    expect(designer.connected).toEqual([])
    changes.undoLast()
    await idle()
    expect(designer.elements).toEqual([{ id: 'hero', assetId: id(4), altText: 'Old words' }])
  })

  it('nothing is set where nothing is selected, or the mode forbids it', async () => {
    const { changes, canvas, designer } = stage()
    designer.elements.push({ id: 'hero', assetId: null, altText: null })
    canvas.useHere(id(0))
    designer.blocked = 'mode'
    designer.select('hero')
    await idle()
    canvas.useHere(id(0))
    await idle()
    expect(changes.works.value).toEqual([])
  })

  it('an element from which the panel was opened is connected once it was used', async () => {
    const { canvas, designer } = stage(9, (designer) => {
      designer.launchedAs = { type: 'image' }
      designer.elements.push({ id: 'hero', assetId: null, altText: null })
      designer.selected = 'hero'
    })
    await idle()
    expect(canvas.launched.value).toBe(true)
    canvas.useHere(id(0))
    await idle()
    expect(designer.connected).toEqual(['hero'])
    expect(canvas.launched.value).toBe(false)
  })

  it('new elements are put in one after the other', async () => {
    const { changes, designer } = stage()
    designer.alts.set(`${id(1)} `, null)
    changes.insert([id(0), id(1)])
    await idle()
    expect(designer.elements.map(({ assetId }) => assetId)).toEqual([id(0), id(1)])
    expect(changes.works.value).toMatchObject([{ what: 'insert', done: 2, undoable: 0 }])
  })
})

// Helpers

const NEVER = new AbortController().signal
const id = (n: number): AssetId => assetOf(n).id
const all = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n)

function stage(count = 9, prepare: (designer: FakeDesignerLibrary) => void = () => undefined) {
  const client = new FakeLibrary()
  const designer = new FakeDesignerLibrary()
  prepare(designer)
  client.seed(...all(count).map((n) => assetOf(n)))
  const assets = new Map<AssetId, LibraryAsset>()
  const grip: LibraryWriter = {
    asset: (asset) => assets.get(asset),
    put: (told: readonly AssetSummary[]) => {
      for (const asset of told) assets.set(asset.id, libraryAsset(asset))
    },
    drop: (ids) => {
      for (const asset of ids) assets.delete(asset)
    },
    announcement: signal(''),
  }
  grip.put([...client.site.values()])
  const work = libraryWork({
    client,
    designer,
    hasher: new FakeHasher(),
    clock: new ManualClock(),
    frames: (callback) => queueMicrotask(callback),
    random: () => 0,
    allowed: signal(true),
  })(grip)
  return { ...work, client, designer, grip, library: grip, shown: (n: number) => assets.get(id(n)) }
}
