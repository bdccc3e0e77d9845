/** Files that would stand where assets stand: which are asked about, and what becomes of them. */
import { describe, expect, it, vi } from 'vitest'
import type { FolderId } from '../../src/core/brands.ts'
import type { Folder } from '../../src/core/wire.ts'
import { ClashModel } from '../../src/panel/models/clash-model.ts'
import type { NewFile } from '../../src/panel/models/library/changes-views.ts'
import type { Taken } from '../../src/panel/ports.ts'
import { FakeHasher } from '../fakes/fake-hasher.ts'
import { assetOf, FakeLibrary, folderIdOf } from '../fakes/fake-library.ts'
import { idle, ManualClock } from '../fakes/manual-clock.ts'
import { MemoryDigests } from '../fakes/memory-digests.ts'

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
    const { drop, clash, admitted } = stage()
    await drop(['Quay/pier.png', 'Quay/tide.png'])
    clash.keepBoth()
    expect(admitted()).toEqual(['pier.png', 'tide.png'])
    expect(clash.clashes.value).toEqual([])
  })

  it('leaves them out', async () => {
    const { drop, clash, admitted, replaced } = stage()
    await drop(['Quay/pier.png'])
    clash.leaveOut()
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
  const replaced: NewFile[] = []
  let broken = false
  const changes = { replace: (files: readonly NewFile[]) => void replaced.push(...files) }
  const clash = new ClashModel({
    library,
    hasher,
    clock,
    digests: new MemoryDigests(clock),
    folders: () => FOLDERS,
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
    break: () => (broken = true),
    admitted: () => taken.flatMap(({ files }) => files.map((one) => one.file.name)),
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
