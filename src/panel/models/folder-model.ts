/** The site's folders, and the destination of new files. */
import { computed, createModel, effect, signal, type ReadonlySignal } from '@preact/signals'
import { isFolderId, type FolderId } from '../../core/brands.ts'
import { failureOf, type Failure } from '../../core/failure.ts'
import { normaliseFolderName } from '../../core/names.ts'
import type { Folder, Session } from '../../core/wire.ts'
import type { ProxyClient, Store } from '../ports/run.ts'
import type { FolderView } from './views.ts'
import { NEVER } from '../base/never.ts'

export interface FolderModelDeps {
  readonly proxy: Pick<ProxyClient, 'listFolders' | 'ensureFolder'>
  readonly store: Store
  readonly session: ReadonlySignal<Session | undefined>
}

export interface FolderModelView extends FolderView {
  /** The names of a folder's path, outermost first; empty for no folder or an unknown one. */
  pathOf(folder: FolderId | null): readonly string[]
}

type LoadState = FolderView['state']['value']

export const FolderModel = createModel((deps: FolderModelDeps): FolderModelView => {
  const { proxy, store } = deps
  const folders = signal<readonly Folder[]>([])
  const state = signal<LoadState>({ type: 'idle' })
  const chosen = signal<FolderId | null>(null)
  const byId = computed(() => new Map(folders.value.map((folder) => [folder.id, folder])))
  const pathOf = (folder: FolderId | null): readonly string[] => namesOf(folder, byId.value)

  let loading: Promise<void> | undefined
  const load = (): Promise<void> => (loading ??= list().finally(() => (loading = undefined)))
  const list = async (): Promise<void> => {
    state.value = { type: 'loading' }
    try {
      const list = await proxy.listFolders(NEVER)
      folders.value = list.folders
      state.value = { type: 'ready' }
      // A deleted folder cannot stay the destination.
      const now = chosen.peek()
      if (now !== null && !byId.peek().has(now)) chosen.value = null
    } catch (error) {
      state.value = { type: 'failed', failure: failureOf(error, 'internal') }
    }
  }

  effect(() => {
    const site = deps.session.value?.site.id
    if (site === undefined) return
    const remembered = store.get(keyOf(site)) ?? ''
    if (!isFolderId(remembered)) return
    chosen.value = remembered
    // The destination's name comes with the folders.
    if (state.peek().type === 'idle') void load()
  })

  return {
    folders,
    state,
    destination: chosen,
    destinationPath: computed(() => pathOf(chosen.value)),
    pathOf: (folder) => namesOf(folder, byId.peek()),
    setDestination(folder) {
      chosen.value = folder
      const site = deps.session.peek()?.site.id
      if (site !== undefined) store.set(keyOf(site), folder ?? '')
    },
    load: () => void load(),
    async create(name, under): Promise<Failure | undefined> {
      try {
        const place = { under, path: [normaliseFolderName(name)] }
        const made = await proxy.ensureFolder(place, NEVER)
        const known = byId.peek()
        const fresh = made.folders.filter((folder) => !known.has(folder.id))
        folders.value = [...folders.peek(), ...fresh]
        return undefined
      } catch (error) {
        return failureOf(error, 'internal')
      }
    },
  }
})

// Helpers

const keyOf = (site: string): string => `destination.${site}`

/** Stops at a folder that it has seen, so that a cycle of parents (which no site should have) ends. */
function namesOf(folder: FolderId | null, byId: ReadonlyMap<FolderId, Folder>): readonly string[] {
  const names: string[] = []
  const seen = new Set<FolderId>()
  let id = folder
  while (id !== null && !seen.has(id)) {
    seen.add(id)
    const found = byId.get(id)
    if (!found) break
    names.unshift(found.name)
    id = found.parentId
  }
  return names
}
