/** Files that would stand where assets stand: which are asked about, and what becomes of them. */
import { describe, expect, it, vi } from 'vitest'
import { signal } from '@preact/signals'
import type { AssetId, FolderId } from '../../src/core/brands.ts'
import type { Folder } from '../../src/core/wire.ts'
import { ClashModel } from '../../src/panel/models/clash-model.ts'
import type { NewFile, Work, WorkItem } from '../../src/panel/models/library/changes-views.ts'
import type { Taken } from '../../src/panel/ports.ts'
import { FakeHasher } from '../fakes/fake-hasher.ts'
import { assetOf, FakeLibrary, folderIdOf } from '../fakes/fake-library.ts'
import { idle, ManualClock } from '../fakes/manual-clock.ts'
import { MemoryDigests } from '../fakes/memory-digests.ts'
import { MemoryRoom } from '../fakes/memory-room.ts'

const QUAY = folderIdOf(1)
const FOLDERS: readonly Folder[] = [{ id: QUAY, name: 'Quay', parentId: null, assetCount: 2 }]

describe('a dropped file', () => {
  it('goes on where nothing stands in its place', async () => {
    const { drop, admitted, clash } = stage()
    await drop(['Quay/new.png', 'pier.png', 'Elsewhere/pier.png'])
    expect(admitted()).toEqual(['new.png', 'pier.png', 'pier.png'])
    expect(clash.clashes.value).toEqual([])
  })

  it('is asked about where an asset with other bytes has its name in its folder; the others go on', async () => {
    const { drop, admitted, clash } = stage()
    await drop(['Quay/pier.png', 'Quay/new.png'])
    expect(admitted()).toEqual(['new.png'])
    expect(clash.clashes.value.map(({ asset }) => asset.name)).toEqual(['pier.png'])
  })

  it('with the same bytes is nothing to ask about, by the ledger or by its bytes', async () => {
    const { drop, admitted, clash, library, hasher } = stage()
    const same = file('pier.png', 'x'.repeat(1000))
    library.digests.set(await hasher.digest(same, { signal: NEVER }), {
      asset: assetOf(0).id,
      how: 'sent',
    })
    library.contents.set(assetOf(1).id, new Blob(['y'.repeat(1001)]))
    await drop([same, file('tide.png', 'y'.repeat(1001))], QUAY)
    expect(admitted()).toEqual(['pier.png', 'tide.png'])
    expect(clash.clashes.value).toEqual([])
    expect(library.calls).toEqual(['catalogue never', 'known', `bytes ${assetOf(1).id}`])
  })

  it('of the same size with other bytes is asked about, and so is one that cannot be compared', async () => {
    const { drop, clash, library } = stage()
    library.contents.set(assetOf(0).id, new Blob(['x'.repeat(1000)]))
    await drop([file('pier.png', 'z'.repeat(1000)), file('tide.png', 'z'.repeat(1001))], QUAY)
    expect(clash.clashes.value.map(({ asset }) => asset.name)).toEqual(['pier.png', 'tide.png'])
  })

  it('is never held up where nobody can say what stands there', async () => {
    const { drop, admitted, library, clock } = stage()
    library.failNext('catalogue', { code: 'proxy-unreachable', message: 'no' })
    await drop(['Quay/pier.png'])
    expect(admitted()).toEqual(['pier.png'])
    library.hold('catalogue')
    await drop(['Quay/tide.png'])
    await clock.advance(3000)
    expect(admitted()).toEqual(['pier.png', 'tide.png'])
  })

  it('is asked about by the folders that are known, where they cannot be listed now', async () => {
    const { drop, clash, loseFolders } = stage()
    loseFolders()
    await drop(['Quay/pier.png', 'Made just now/pier.png'])
    expect(clash.clashes.value.map(({ taken }) => taken.path)).toEqual([['Quay']])
  })

  it('is asked about on a site that was never listed, too, unless that listing breaks off', async () => {
    const { drop, clash, admitted, library } = stage()
    library.stored = undefined
    library.troubleAfter = { pages: 0, failure: { code: 'webflow-unavailable', message: 'no' } }
    await drop(['Quay/pier.png'])
    expect(admitted()).toEqual(['pier.png'])
    library.stored = undefined
    await drop(['Quay/tide.png'])
    expect(clash.clashes.value.map(({ asset }) => asset.name)).toEqual(['tide.png'])
    const twice = ['catalogue never', 'catalogue auto']
    expect(library.calls).toEqual([...twice, ...twice])
  })

  it('that Webflow does not take is for the run to refuse', async () => {
    const { drop, admitted, clash } = stage()
    await drop([file('pier.png', '')], QUAY)
    expect(admitted()).toEqual(['pier.png'])
    expect(clash.clashes.value).toEqual([])
  })

  it('costs no question where its folder is still to be made', async () => {
    const { drop, admitted, library } = stage()
    await drop(['New/pier.png'])
    expect(admitted()).toEqual(['pier.png'])
    expect(library.calls).toEqual([])
  })

  it('is asked for its size only where something stands in its place', async () => {
    const { drop } = stage()
    const stranger = file('stranger.png', 'x')
    const size = vi.spyOn(stranger, 'size', 'get')
    await drop([stranger], QUAY)
    expect(size).not.toHaveBeenCalled()
  })
})

describe('one answer for all', () => {
  it('replaces them, in the library', async () => {
    const { drop, clash, replaced, admitted } = stage()
    await drop(['Quay/pier.png', 'Quay/tide.png'])
    clash.replace()
    await idle()
    expect(replaced.map(({ asset, file }) => [asset, file.name])).toEqual([
      [assetOf(0).id, 'pier.png'],
      [assetOf(1).id, 'tide.png'],
    ])
    expect(admitted()).toEqual([])
    expect(clash.clashes.value).toEqual([])
  })

  it('keeps both', async () => {
    const { drop, clash, admitted, room } = stage()
    await drop(['Quay/pier.png', 'Quay/tide.png'])
    clash.keepBoth()
    await idle()
    expect(room.waiting()).toEqual([])
    expect(admitted()).toEqual(['pier.png', 'tide.png'])
    expect(clash.clashes.value).toEqual([])
  })

  it('leaves them out', async () => {
    const { drop, clash, admitted, replaced, room } = stage()
    await drop(['Quay/pier.png'])
    clash.leaveOut()
    await idle()
    expect(room.waiting()).toEqual([])
    expect([clash.clashes.value, admitted(), replaced]).toEqual([[], [], []])
  })

  it('stays open where the library cannot be had', async () => {
    const { drop, clash, break: breakIt } = stage()
    await drop(['Quay/pier.png'])
    breakIt()
    clash.replace()
    await idle()
    expect(clash.clashes.value).toHaveLength(1)
  })
})

describe('a file that waits', () => {
  it('is held before it is compared, and let in from there', async () => {
    const { drop, admitted, library, room } = stage()
    const release = library.hold('known')
    await drop([file('pier.png', 'z'.repeat(1000))], QUAY)
    expect([room.waiting(), admitted()]).toEqual([['pier.png'], []])
    library.contents.set(assetOf(0).id, new Blob(['z'.repeat(1000)]))
    release()
    await idle()
    expect([room.waiting(), admitted()]).toEqual([[], ['pier.png']])
  })

  it('waits until it has replaced its asset, not while that fails', async () => {
    const { drop, clash, works, room } = stage()
    await drop(['Quay/pier.png', 'Quay/tide.png'])
    works.value = [replacing(1, 'settled', { [assetOf(1).id]: 'done' })]
    clash.replace()
    await idle()
    expect(room.waiting()).toEqual(['pier.png', 'tide.png'])
    const items = { [assetOf(0).id]: 'done', [assetOf(1).id]: 'failed' } as const
    works.value = [replacing(2, 'running', items)]
    await idle()
    expect(room.waiting()).toEqual(['pier.png', 'tide.png'])
    works.value = [replacing(2, 'settled', items)]
    await idle()
    expect(room.waiting()).toEqual(['tide.png'])
    works.value = [replacing(2, 'settled', { [assetOf(1).id]: 'done' })]
    await idle()
    expect(room.waiting()).toEqual([])
  })

  it('and was left by another page, is asked about again, where there is still something to ask', async () => {
    const { clash, room, admitted, library, takeUp } = stage()
    library.contents.set(assetOf(1).id, new Blob(['y'.repeat(1001)]))
    await takeUp([
      ['Quay/pier.png', 'other'],
      // Has replaced its asset just before that page ended.
      ['Quay/tide.png', 'y'.repeat(1001)],
      ['Quay/gone.png', 'its asset was deleted'],
    ])
    expect(clash.clashes.value.map(({ taken }) => taken.file.name)).toEqual(['pier.png'])
    expect(room.waiting()).toEqual(['pier.png'])
    expect(admitted().toSorted()).toEqual(['gone.png', 'tide.png'])
    expect(room.paused).toBe(2)
  })

  it.each(['catalogue', 'folders'])(
    'and was left by another page, is not let in unasked: not before %s can be had',
    async (what) => {
      const { clash, room, clock, library, loseFolders, findFolders, takeUp } = stage()
      if (what === 'catalogue') library.failNext('catalogue', { code: 'internal', message: 'no' })
      else loseFolders()
      await takeUp([['Quay/pier.png', 'other']])
      expect([room.waiting(), clash.clashes.value]).toEqual([['pier.png'], []])
      findFolders()
      await clock.advance(5000)
      expect(clash.clashes.value).toHaveLength(1)
    },
  )
})

// Helpers

const NEVER = new AbortController().signal
const file = (name: string, text: string): File => new File([text], name)

function stage() {
  const library = new FakeLibrary()
  library.seed(
    assetOf(0, { name: 'pier.png', folderId: QUAY }),
    assetOf(1, { name: 'tide.png', folderId: QUAY }),
  )
  const [hasher, clock] = [new FakeHasher(), new ManualClock()]
  const taken: Taken[] = []
  const room = new MemoryRoom((files) => void taken.push({ files, junk: 0, unreadable: [] }))
  const replaced: NewFile[] = []
  let broken = false
  let folders: readonly Folder[] | undefined = FOLDERS
  const works = signal<readonly Work[]>([])
  const changes = { works, replace: (files: readonly NewFile[]) => void replaced.push(...files) }
  const clash = new ClashModel({
    library,
    hasher,
    clock,
    digests: new MemoryDigests(clock),
    folders: {
      known: () => FOLDERS,
      listed: async () => {
        if (folders === undefined) throw new Error('No folders.')
        return folders
      },
    },
    waiting: async () => room,
    admit: (more) => void taken.push(more),
    // The part of the library that is used here.
    open: async () => {
      if (broken) throw new Error('No such chunk.')
      return { put: () => undefined, changes } as never
    },
    onReplace: () => undefined,
  })
  return {
    library,
    hasher,
    clock,
    clash,
    replaced,
    works,
    room,
    loseFolders: () => (folders = undefined),
    findFolders: () => (folders = FOLDERS),
    break: () => (broken = true),
    admitted: () => taken.flatMap(({ files }) => files.map((one) => one.file.name)),
    takeUp: async (files: readonly (readonly [path: string, bytes: string])[]) => {
      const left = files.map(([path, bytes]) => {
        const { path: folder, file: named } = takenOf(path)
        return room.hold({ path: folder, file: file(named.name, bytes) }, null)
      })
      clash.takeUp(left)
      await idle()
    },
    drop: async (files: readonly (File | string)[], into: FolderId | null = null) => {
      clash.add({ files: files.map(takenOf), junk: 0, unreadable: [] }, into)
      await idle()
    },
  }
}

/** By its path, as it lies in the drop; its bytes are its path's. */
function takenOf(one: File | string) {
  if (typeof one !== 'string') return { file: one, path: [] }
  const path = one.split('/')
  return { file: file(path.pop() ?? '', one), path }
}

const replacing = (
  id: number,
  status: Work['status'],
  items: Readonly<Record<string, WorkItem['state']>>,
): Work => ({
  id,
  what: 'replace',
  back: false,
  status,
  total: 2,
  done: 0,
  failed: 0,
  stopped: 0,
  waitsUntil: undefined,
  undoable: 0,
  failure: undefined,
  items: () =>
    Object.entries(items).map(([asset, state]) => ({
      asset: asset as AssetId,
      name: '',
      state,
      failure: undefined,
    })),
})
