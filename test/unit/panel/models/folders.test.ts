import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { isFolderId, type FolderId } from '../../../../src/core/brands.ts'
import type { Failure } from '../../../../src/core/failure.ts'
import type { Session } from '../../../../src/core/wire.ts'
import { FolderModel } from '../../../../src/panel/models/folder-model.ts'
import type { Store } from '../../../../src/panel/ports/run.ts'
import { FakeProxy } from '../../../fakes/fake-proxy.ts'
import { idle } from '../../../fakes/manual-clock.ts'
import { memoryStore } from '../../../fakes/memory-store.ts'

describe('the folders', () => {
  const folder = async (proxy: FakeProxy, ...path: string[]): Promise<FolderId> => {
    const id = proxy.folderOf({ under: null, path })
    if (id === null) throw new Error('no folder')
    return id
  }

  it('names the destination by its path', async () => {
    const { folders, proxy } = openFolders()
    const id = await folder(proxy, 'Brand', 'Icons')
    folders.load()
    expect(folders.state.value.type).toBe('loading')
    await idle()
    folders.setDestination(id)
    expect(folders.destinationPath.value).toEqual(['Brand', 'Icons'])
    folders.setDestination(null)
    expect(folders.destinationPath.value).toEqual([])
  })

  it('remembers the destination of each site, and forgets one that is gone', async () => {
    const store = memoryStore()
    const proxy = new FakeProxy()
    const id = await folder(proxy, 'Brand')
    openFolders(store, proxy).folders.setDestination(id)
    const again = openFolders(store, proxy).folders
    await idle()
    expect(again.destination.value).toBe(id)
    expect(again.destinationPath.value).toEqual(['Brand'])
    proxy.folders.length = 0
    const later = openFolders(store, proxy).folders
    await idle()
    expect(later.destination.value).toBeNull()
  })

  it('makes a folder by the rule for names, once', async () => {
    const { folders, proxy } = openFolders()
    expect(await folders.create('  New\n folder ', null)).toBeUndefined()
    expect(await folders.create('New folder', null)).toBeUndefined()
    expect(folders.folders.value.map(({ name }) => name)).toEqual(['New folder'])
    const failure: Failure = { code: 'webflow-refused', message: 'no' }
    proxy.failNext('ensureFolder', failure)
    expect(await folders.create('x', null)).toEqual(failure)
  })

  it('says when they cannot be loaded', async () => {
    const { folders, proxy } = openFolders()
    const failure: Failure = { code: 'rate-limited', message: 'slow' }
    proxy.failNext('listFolders', failure)
    folders.load()
    await idle()
    expect(folders.state.value).toEqual({ type: 'failed', failure })
  })

  it('are listed again at each load', async () => {
    const { folders, proxy } = openFolders()
    const names = async () => {
      folders.load()
      await idle()
      return folders.folders.value.map(({ name }) => name)
    }
    expect(await names()).toEqual([])
    await proxy.ensureFolder({ under: null, path: ['Made by a run'] }, new AbortController().signal)
    expect(await names()).toEqual(['Made by a run'])
  })

  it('ends at a cycle of parents', async () => {
    const { folders, proxy } = openFolders()
    const [a, b] = ['a', 'b'].map((digit) => digit.repeat(24))
    if (a && b && isFolderId(a) && isFolderId(b)) {
      proxy.folders.push({ id: a, name: 'A', parentId: b, assetCount: 0 })
      proxy.folders.push({ id: b, name: 'B', parentId: a, assetCount: 0 })
      folders.load()
      await idle()
      folders.setDestination(a)
    }
    expect(folders.destinationPath.value).toEqual(['B', 'A'])
  })
})

// Helpers

function openFolders(store: Store = memoryStore(), proxy = new FakeProxy()) {
  const session = signal<Session | undefined>({
    session: 's',
    livesMs: 1,
    site: { id: '65f0c0ffee00000000000001' as never, name: 'Harbour' },
    user: null,
    budget: { left: 1, waitMs: 0 },
  })
  const folders = new FolderModel({ proxy, store, session })
  return { folders, proxy }
}
