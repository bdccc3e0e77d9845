/** The library's model: how a catalogue comes in, what wins, what is remembered, what a run adds, what bytes say. */
import { signal } from '@preact/signals'
import { beforeEach, describe, expect, it } from 'vitest'
import { md5Hex, rowId, type FolderId } from '../../../../src/core/brands.ts'
import type { RowState } from '../../../../src/core/row.ts'
import type { AssetSummary, Folder } from '../../../../src/core/wire.ts'
import {
  LibraryModel,
  type LibraryModelView,
} from '../../../../src/panel/models/library/library-model.ts'
import { libraryWork } from '../../../../src/panel/models/library/library-work.ts'
import type { RowView, RunTotals } from '../../../../src/panel/models/views.ts'
import { RunTally } from '../../../../src/panel/models/upload/tally.ts'
import { assetOf, FakeLibrary, folderIdOf } from '../../../fakes/fake-library.ts'
import { FakeDesignerLibrary } from '../../../fakes/fake-designer-library.ts'
import { FakeHasher } from '../../../fakes/fake-hasher.ts'
import { idle, ManualClock } from '../../../fakes/manual-clock.ts'
import { memoryStore } from '../../../fakes/memory-store.ts'

const SITE = '65f0c0ffee00000000000001'
const BRAND = folderIdOf(1)
const MD5 = md5Hex('a'.repeat(32))

let site: FakeLibrary
let clock: ManualClock
let kept: Map<string, string>
let library: LibraryModelView
const folders = signal<readonly Folder[]>([])
const rows = signal<readonly RowView[]>([])
const totals = signal<RunTotals>(totalsOf([]))

beforeEach(() => {
  site = new FakeLibrary()
  clock = new ManualClock()
  kept = new Map()
  folders.value = [{ id: BRAND, name: 'Brand', parentId: null, assetCount: 0 }]
  rows.value = []
  library = open()
})

function open(): LibraryModelView {
  const frames = (callback: () => void) => void setTimeout(callback)
  const shared = { client: site, hasher: new FakeHasher(), clock, frames }
  const designer = new FakeDesignerLibrary()
  return new LibraryModel({
    ...shared,
    store: memoryStore(kept),
    site: SITE,
    folders: { folders, load: () => undefined },
    run: { rows, totals },
    work: libraryWork({ ...shared, designer, random: () => 1, allowed: signal(true) }),
  })
}

/** Until nothing is being listed. */
async function listed(how: 'auto' | 'now' = 'auto'): Promise<void> {
  library.refresh(how)
  for (let n = 0; n < 20; n++) await idle()
}

const titles = (): readonly string[] => library.assets.value.map(({ title }) => title)

describe('opening', () => {
  it('shows what is stored at once, with its age, at no listing while it is fresh', async () => {
    site.seed(assetOf(1, { name: 'a.png' }), assetOf(2, { name: 'b.png' }))
    site.ageMs = 5000
    await listed()
    expect(titles()).toEqual(['a.png', 'b.png'])
    expect(library.listing.value).toMatchObject({ phase: 'still', asOf: clock.now() - 5000 })
    expect(site.calls).toEqual(['catalogue auto'])
  })

  it('takes in what was added since, and away what is gone, once the listing has come to its end', async () => {
    site.seed(assetOf(1, { name: 'gone.png' }), assetOf(2, { name: 'stays.png' }))
    site.site.delete(assetOf(1).id)
    site.site.set(assetOf(3).id, assetOf(3, { name: 'new.png' }))
    site.ageMs = 3_600_000
    await listed()
    expect(titles()).toEqual(['new.png', 'stays.png'])
    expect(library.listing.value).toMatchObject({ phase: 'still', asOf: clock.now() })
  })

  it('takes nothing away by half a listing, and says why it broke off', async () => {
    site.pageSize = 1
    site.seed(assetOf(1, { name: 'a.png' }), assetOf(2, { name: 'b.png' }))
    site.ageMs = 3_600_000
    site.troubleAfter = { pages: 1, failure: { code: 'proxy-unreachable', message: 'gone' } }
    await listed()
    expect(titles()).toEqual(['a.png', 'b.png'])
    expect(library.listing.value.trouble?.code).toBe('proxy-unreachable')
    await listed('now')
    expect(library.listing.value.trouble).toBeUndefined()
  })

  it('says so when the proxy cannot be asked at all', async () => {
    site.failNext('catalogue', { code: 'proxy-unreachable', message: 'gone' })
    await listed()
    expect(library.listing.value).toMatchObject({ phase: 'still', asOf: undefined })
    expect(library.listing.value.trouble?.code).toBe('proxy-unreachable')
  })

  it('lists once, however often it is asked to at the same time', async () => {
    const release = site.hold('catalogue')
    library.refresh('now')
    library.refresh('now')
    release()
    await listed('auto')
    expect(site.calls.filter((call) => call === 'catalogue now')).toHaveLength(1)
  })
})

describe('what is changed here', () => {
  it('wins over a listing that began before', async () => {
    site.seed(assetOf(1, { name: 'old.png' }), assetOf(2, { name: 'deleted.png' }))
    site.ageMs = 3_600_000
    const release = site.hold('catalogue')
    library.refresh('auto')
    library.put([assetOf(1, { name: 'renamed.png', folderId: BRAND })])
    library.drop([assetOf(2).id])
    release()
    await listed()
    expect(titles()).toEqual(['renamed.png'])
    expect(library.folders.value[0]?.own.count).toBe(1)
  })

  it('leaves the selection with what is still shown', async () => {
    site.seed(assetOf(1), assetOf(2), assetOf(3))
    await listed()
    library.selection.all()
    library.drop([assetOf(2).id])
    expect(library.selected.value.map(({ id }) => id)).toEqual([assetOf(3).id, assetOf(1).id])
    library.query.value = 'file-3'
    expect(library.selected.value.map(({ id }) => id)).toEqual([assetOf(3).id])
    expect(library.found.value).toEqual({ count: 1, bytes: 1003 })
  })
})

describe('what is remembered', () => {
  it('is the shelf, the kind, the order, the layout and the open folders, for this site; not the search', () => {
    library.go({ type: 'folder', folder: BRAND })
    library.kind.value = 'vector'
    library.sort.value = { by: 'size', descending: true }
    library.layout.value = 'table'
    library.opened.value = new Set([BRAND])
    library.query.value = 'x'
    library.readHint()
    const again = open()
    expect(again.shelf.value).toEqual({ type: 'folder', folder: BRAND })
    expect(again.kind.value).toBe('vector')
    expect(again.sort.value).toEqual({ by: 'size', descending: true })
    expect(again.layout.value).toBe('table')
    expect(again.opened.value).toEqual(new Set<FolderId>([BRAND]))
    expect(again.query.value).toBe('')
    expect(again.hintRead.value).toBe(true)
  })

  it.each(['', 'no json', '[]', '{"shelf":{"type":"cellar"},"layout":7,"opened":["x"]}'])(
    'is the usual where %j cannot be read',
    (text) => {
      kept.set(`library.${SITE}`, text)
      const again = open()
      expect(again.shelf.value).toEqual({ type: 'all' })
      expect(again.layout.value).toBe('grid')
      expect(again.opened.value.size).toBe(0)
    },
  )

  it('ends the search when one goes elsewhere', () => {
    library.query.value = 'x'
    library.go({ type: 'order', order: 'loose' })
    expect(library.query.value).toBe('')
  })
})

describe('what a run brings', () => {
  it('appears at once, and moves with what is moved', async () => {
    const fresh = assetOf(7, { name: 'pier.png', folderId: BRAND })
    bring(uploaded(fresh))
    expect(library.assets.value[0]).toMatchObject({ title: 'pier.png', folderId: BRAND, size: 3 })
    site.seed(assetOf(8, { name: 'quay.png' }))
    await listed()
    bring({
      phase: 'existing',
      md5: MD5,
      asset: refOf(assetOf(8, { name: 'quay.png', folderId: BRAND })),
      choice: 'moved',
    })
    expect(library.asset(assetOf(8).id)?.folderId).toBe(BRAND)
  })

  function bring(state: RowState): void {
    const file = new File(['abc'], 'pier.png')
    const row: RowView = {
      id: rowId(rows.peek().length),
      file,
      size: 3,
      name: 'pier.png',
      path: [],
      folder: [],
      state: signal(state),
      sentBytes: signal(3),
    }
    rows.value = [...rows.peek(), row]
    totals.value = totalsOf(rows.peek())
  }
})

describe('comparing bytes', () => {
  it('turns what is likely into what is known, and tells what could not be read', async () => {
    const names = ['pier.png', 'pier copy.png', 'pier (2).png', 'pier (3).png']
    const assets = names.map((name, n) => assetOf(n, { name, size: 9000 }))
    site.seed(...assets)
    for (const [n, bytes] of ['same', 'same', 'other'].entries()) {
      site.contents.set(assetOf(n).id, new Blob([bytes]))
    }
    await listed()
    library.go({ type: 'order', order: 'same' })
    expect(groups()).toEqual([['likely', 4]])
    expect(library.orders.value.same).toEqual({ count: 3, bytes: 27_000 })
    library.compare(assets.map(({ id }) => id))
    await settled()
    // One is not to be had: it is called like the two that are the same. The other is out of it.
    expect(groups()).toEqual([['likely', 3]])
    expect(library.comparing.value).toEqual({ done: 4, total: 4, failed: 1 })
    library.drop([assetOf(3).id])
    expect(groups()).toEqual([['known', 2]])
    // Other bytes came in its place: what was known of it is forgotten.
    library.put([
      { ...assetOf(1, { name: 'pier copy.png', size: 9000 }), hostedUrl: 'https://x/y' },
    ])
    expect(groups()).toEqual([['likely', 2]])
  })

  const groups = () =>
    library.items.value.flatMap((item) =>
      item.type === 'heading' ? [[item.how, item.assets.length]] : [],
    )
  const settled = async () => {
    for (let n = 0; n < 10; n++) await idle()
  }
})

// Helpers

const refOf = ({ id, name, folderId, hostedUrl }: AssetSummary) => ({
  id,
  name,
  folderId,
  hostedUrl,
})

const uploaded = (asset: AssetSummary): RowState => ({
  phase: 'uploaded',
  md5: MD5,
  asset: refOf(asset),
})

function totalsOf(all: readonly RowView[]): RunTotals {
  const tally = new RunTally()
  for (const row of all) tally.add(row.state.peek(), row.size)
  return {
    counts: tally.counts(),
    plan: tally.plan(),
    sentBytes: 0,
    totalBytes: 0,
    timeLeft: undefined,
    outageMs: undefined,
    budgetWaitMs: 0,
    callsPerMinute: undefined,
  }
}
