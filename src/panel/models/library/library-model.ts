/** The library model: the site's assets, the open location and the selection. */
import { computed, createModel, signal } from '@preact/signals'
import type { AssetId } from '../../../core/brands.ts'
import type { AssetSummary } from '../../../core/wire.ts'
import type { Clock, Frames, Hasher, Store } from '../../ports/run.ts'
import type { LibraryClient } from '../../ports/library.ts'
import type { FolderView, RunView } from '../views.ts'
import { adoptFrom } from './assets/adopted.ts'
import { AssetStore } from './assets/asset-store.ts'
import { CatalogueReader } from './assets/catalogue-reader.ts'
import { Digests } from './assets/digests.ts'
import type { LibraryAsset } from './assets/library-asset.ts'
import { libraryFolders } from './assets/library-folders.ts'
import type { DialogRequest, LibraryWriter, LibraryView, SameGroup } from './library-views.ts'
import type { LibraryWork } from './library-work.ts'
import { lookingAt } from './view/library-view-state.ts'
import { Pictures } from './assets/pictures.ts'
import { sameGroups, unsureOf, wasteOf } from './assets/same-bytes.ts'
import { SELECT_ASSETS } from './view/asset-selection.ts'
import { selectionOver } from '../selection-model.ts'
import { shareOf, filterAndSort } from './view/filter-and-sort.ts'
import { NOTHING } from './assets/tally.ts'

export interface LibraryModelDeps {
  readonly client: LibraryClient
  readonly hasher: Pick<Hasher, 'digest'>
  readonly clock: Clock
  readonly frames: Frames
  readonly store: Store
  /** The site's id: preferences are stored per site. */
  readonly site: string
  readonly folders: Pick<FolderView, 'folders' | 'load'>
  readonly run: Pick<RunView, 'rows' | 'totals'>
  /** Creates the services that change assets, on this library. */
  readonly work: (library: LibraryWriter) => LibraryWork
}

/** A {@link LibraryView} that can be closed. */
export interface LibraryModelView extends LibraryView {
  /** Stops listing and comparing. */
  leave(): void
}

export const LibraryModel = createModel((deps: LibraryModelDeps): LibraryModelView => {
  const { clock, frames, store, site } = deps
  const leaving = new AbortController()
  const assets = new AssetStore()
  const version = signal(0)
  const onChange = (): void => void version.value++
  const reader = new CatalogueReader({
    client: deps.client,
    clock,
    frames,
    store: assets,
    onChange,
  })
  const digests = new Digests(deps)

  const viewState = lookingAt(store, site)
  const pictures = new Pictures()

  /** The store changes in place: computed signals read this first, to subscribe. */
  const now = (): AssetStore => {
    void version.value
    return assets
  }
  const folders = computed(() => libraryFolders(deps.folders.folders.value, now().tally.byFolder))
  let known: readonly SameGroup[] = []
  const groups = computed(() => {
    void digests.version.value
    const shelf = viewState.shelf.value
    const isShown = shelf.type === 'order' && shelf.order === 'same'
    // Not updated while pages arrive: the next page would change it again.
    if (!isShown && reader.listing.value.phase !== 'still') return known
    known = sameGroups(now().tally.bySize, digests.of)
    return known
  })
  const unsure = computed(() => {
    void digests.version.value
    return unsureOf(now().tally.bySize, digests.of)
  })
  const items = computed(() =>
    filterAndSort({
      byName: now().byName,
      folders: folders.value,
      groups: () => groups.value,
      shelf: viewState.shelf.value,
      query: viewState.query.value,
      kind: viewState.kind.value,
      sort: viewState.sort.value,
    }),
  )
  const selection = selectionOver(items, SELECT_ASSETS)
  const announcement = signal('')
  const put = (changed: readonly AssetSummary[]): void => {
    for (const { id, size, hostedUrl } of changed) {
      const known = assets.byId.get(id)
      if (known && (known.size !== size || known.hostedUrl !== hostedUrl)) digests.forget(id)
    }
    reader.touch(changed.map(({ id }) => id))
    if (assets.put(changed)) onChange()
  }
  const drop = (ids: Iterable<AssetId>): void => {
    const gone = [...ids]
    reader.touch(gone)
    if (assets.drop(gone)) onChange()
  }
  const writer: LibraryWriter = { asset: (id) => assets.byId.get(id), put, drop, announcement }
  const refresh = (how: 'auto' | 'now'): void => {
    deps.folders.load()
    void reader.refresh(how, leaving.signal)
  }
  const work = deps.work(writer)
  const stopAdopting = adoptFrom(deps.run, writer, clock)

  return {
    ...writer,
    ...viewState,
    listing: reader.listing,
    assets: computed(() => now().byName),
    total: computed(() => now().tally.total),
    byKind: computed(() => new Map(now().tally.byKind)),
    folders,
    orders: computed(() => {
      const { tally } = now()
      return {
        loose: tally.byFolder.get(null) ?? NOTHING,
        same: wasteOf(groups.value),
        'no-alt': tally.withoutAlt,
        large: tally.large,
        space: tally.total,
      }
    }),
    items,
    found: computed(() => shareOf(items.value)),
    selection,
    selected: computed(() => selectedOf(items.value, selection.ids.value)),
    ask: signal<DialogRequest | undefined>(undefined),
    notice: signal<string | undefined>(undefined),
    changes: work.changes,
    canvas: work.canvas,
    alts: work.alts,
    refresh,
    compare: (ids) => digests.compare(ids),
    unsure,
    comparing: digests.comparing,
    digestOf: digests.of,
    dimensionsOf: pictures.of,
    pictureLoaded: pictures.loaded,
    leave() {
      leaving.abort()
      digests.stop()
      selection.end()
      stopAdopting()
      work.end()
    },
  }
})

// Helpers

const selectedOf = (
  items: readonly (LibraryAsset | { readonly type: 'folder' | 'heading' })[],
  ids: ReadonlySet<AssetId>,
): readonly LibraryAsset[] =>
  ids.size === 0
    ? []
    : items.filter((item): item is LibraryAsset => item.type === 'asset' && ids.has(item.id))
